"""What can be found follows every change at once."""

import pytest
from wagtail.models import PageViewRestriction

from stories.domain.search import find_stories
from stories.domain.search_index import index_faults
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    Community,
    CommunityAlias,
    Organisation,
    Region,
    SearchDocument,
    StoryPage,
    StoryPartner,
    StoryTag,
)
from tests.factories import make_draft, make_organisation, make_story, publish
from tests.stories.domain.register_samples import CHERVONOHRAD, small_register


def found(text):
    return find_stories(f"{text} ", language="uk").ids


@pytest.fixture
def story(uk):
    """A published story that has one of everything with a name."""
    draft = make_draft(uk, title="Театр")
    draft.challenges.set([Challenge.objects.create(slug="c", name_uk="Житло", name_en="Housing")])
    draft.groups.set([BeneficiaryGroup.objects.create(slug="g", name_uk="Молодь", name_en="Youth")])
    draft.tags.set([StoryTag.objects.create(slug="t", name="бюджет", name_en="budget")])
    draft.partners.set([StoryPartner(organisation=make_organisation("UNDP", "ПРООН"))])
    return publish(draft)


def test_draft_is_not_found_until_it_is_published(uk):
    draft = make_draft(uk, title="Театр")
    assert found("театр") == ()
    publish(draft)
    assert found("театр") == (draft.pk,)


def test_new_text_is_found_and_the_old_one_no_more(uk):
    story = make_story(uk, title="Театр")
    story.title = "Музей"
    publish(story)
    assert (found("театр"), found("музей")) == ((), (story.pk,))


def test_text_of_a_draft_is_not_found(uk):
    story = make_story(uk, title="Театр")
    story.title = "Музей"
    story.save_revision()
    assert (found("театр"), found("музей")) == ((story.pk,), ())


def test_unpublished_story_is_not_found(story):
    story.unpublish()
    assert (found("театр"), SearchDocument.objects.count()) == ((), 0)


def test_story_saved_as_no_longer_public_is_not_found(story):
    story.live = False
    story.save()
    assert found("театр") == ()


def test_deleted_story_is_not_found(story):
    StoryPage.objects.filter(pk=story.pk).update(live=False)
    StoryPage.objects.get(pk=story.pk).delete()
    assert (found("театр"), SearchDocument.objects.count()) == ((), 0)


def test_story_behind_a_restriction_is_not_found_until_it_is_lifted(story):
    restriction = PageViewRestriction.objects.create(
        page=story.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert found("театр") == ()
    restriction.delete()
    assert found("театр") == (story.pk,)


@pytest.mark.parametrize(
    ("model", "field", "old"),
    [
        (Challenge, "name_uk", "житло"),
        (BeneficiaryGroup, "name_uk", "молодь"),
        (StoryTag, "name", "бюджет"),
        (Organisation, "name_en", "undp"),
        (Category, "name_uk", "залучення"),
        (Region, "name_en", "ternopil"),
    ],
)
def test_story_is_found_by_the_new_name_of_what_it_belongs_to(story, model, field, old):
    assert found(old) == (story.pk,)
    thing = model.objects.get()
    setattr(thing, field, "Параплан")
    thing.save()
    assert found("параплани") == (story.pk,)


def test_renamed_community_is_found_by_its_new_name_and_its_alias(story):
    community = story.lead_community
    community.name_uk, community.centre_uk = "Файнівська", "Файне"
    community.save()
    alias = CommunityAlias.objects.create(community=community, name_uk="Підгаєцька", name_en="Pidhaietska")
    assert (found("файнівська"), found("підгаєцька")) == ((story.pk,), (story.pk,))
    alias.delete()
    assert found("pidhaietska") == ()


def test_story_is_not_found_by_a_challenge_that_is_deleted(story):
    Challenge.objects.all().delete()
    StoryTag.objects.get().delete()
    assert (found("житло"), found("бюджет")) == ((), ())


def test_change_of_no_name_indexes_nothing(story, django_assert_num_queries):
    category = story.category
    category.position = 7
    with django_assert_num_queries(2):
        category.save()


def test_register_that_renames_a_community_brings_both_names_into_the_index(uk, load_rows):
    load_rows(small_register())
    story = make_story(uk, community=Community.objects.get(code=CHERVONOHRAD))
    load_rows(small_register(chervonohrad=("Шептицька", "Шептицький")))
    assert (found("шептицька"), found("червоноград")) == ((story.pk,), (story.pk,))
    assert index_faults() == []
