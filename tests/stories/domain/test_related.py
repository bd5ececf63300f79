"""Related stories, and the reasons given for them."""

from datetime import date

from stories.domain.related import related_stories
from stories.enums import Sector
from stories.models import BeneficiaryGroup, Challenge, Organisation, StoryPartner
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_organisation,
    make_region,
    make_story,
    publish,
    translate,
)

KHARKIV = ("UA-63", "Харківська область", "Kharkiv region")


def reasons(story):
    return [(entry.story.pk, entry.reasons) for entry in related_stories(story)]


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
    assert reasons(story) == [
        (same_challenge.pk, ["та сама проблема: житло"]),
        (same_category.pk, ["та сама категорія"]),
    ]


def test_story_of_the_same_region_names_it_as_the_reason(uk):
    story = make_story(uk)
    near = make_story(uk, category=make_category("public-spaces"))
    assert reasons(story) == [(near.pk, ["той самий регіон"])]


def test_words_in_common_decide_between_equals_and_are_named(uk):
    theatre = [{"type": "text", "value": "<p>Театр, театри, театром; вистава, вистави, виставу.</p>"}]
    story = make_story(uk, challenge=theatre)
    make_story(uk, start_month=date(2024, 1, 1))
    alike = make_story(uk, start_month=date(2020, 1, 1), results=theatre)
    assert reasons(story)[0] == (alike.pk, ["той самий регіон", "спільні слова: вистава, театр"])


def test_sector_of_partners_is_a_reason_but_the_council_is_none(uk):
    far = make_region(*KHARKIV)
    make_organisation("Council", "Рада", sector=Sector.AUTHORITY, slug="council")
    make_organisation("Clinic", "Клініка", sector=Sector.HEALTH, slug="clinic")

    def with_partners(*slugs, **fields):
        draft = make_draft(uk, **fields)
        draft.partners.set([StoryPartner(organisation=Organisation.objects.get(slug=slug)) for slug in slugs])
        return publish(draft)

    story = with_partners("council", "clinic")
    other = {"community": make_community(region=far), "category": make_category("public-spaces")}
    with_partners("council", **other)
    near = with_partners("clinic", **other)
    assert reasons(story) == [(near.pk, ["партнери з того самого сектору: охорона здоровʼя"])]


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
        with django_assert_num_queries(19):
            related_stories(story)
