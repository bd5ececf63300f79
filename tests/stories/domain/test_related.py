"""Related stories, and the reasons given for them."""

from django.utils.translation import override

from stories.domain.related import related_stories
from stories.models import BeneficiaryGroup, Challenge
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_region,
    make_story,
    publish,
    translate,
)

KHARKIV = ("UA-63", "Харківська область", "Kharkiv region")


def with_challenge(uk, challenge, **fields):
    draft = make_draft(uk, **fields)
    draft.challenges.set([challenge])
    return publish(draft)


def test_story_with_a_shared_challenge_comes_before_one_with_a_shared_category(uk):
    challenge = Challenge.objects.create(slug="housing", name_uk="Житло", name_en="Housing")
    far, other = make_region(*KHARKIV), make_category("public-spaces")
    story = with_challenge(uk, challenge)
    same_category = make_story(uk, community=make_community(region=far))
    same_challenge = with_challenge(uk, challenge, community=make_community(region=far), category=other)
    with override("en"):
        found = [(entry.story.pk, entry.reasons) for entry in related_stories(story)]
    assert found == [
        (same_challenge.pk, ["same challenge: housing"]),
        (same_category.pk, ["same category"]),
    ]


def test_story_of_the_same_region_names_it_as_the_reason(uk):
    story = make_story(uk)
    near = make_story(uk, category=make_category("public-spaces"))
    with override("en"):
        assert [(entry.story.pk, entry.reasons) for entry in related_stories(story)] == [
            (near.pk, ["same region"])
        ]


def test_draft_translation_and_the_story_itself_are_not_related(indexes):
    story = make_story(indexes["uk"])
    make_draft(indexes["uk"])
    translate(story, indexes["en"])
    assert related_stories(story) == []


def test_related_stories_need_the_same_queries_for_1_and_3(uk, django_assert_num_queries):
    group = BeneficiaryGroup.objects.create(slug="youth", name_uk="Молодь", name_en="Young people")
    story = make_story(uk)
    for count in (1, 3):
        while len(related_stories(story)) < count:
            draft = make_draft(uk)
            draft.groups.set([group])
            publish(draft)
        story = type(story).objects.for_reading().get(pk=story.pk)
        with django_assert_num_queries(5):
            related_stories(story)
