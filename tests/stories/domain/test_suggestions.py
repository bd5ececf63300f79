"""What the search box offers."""

import pytest
from django.utils.translation import override

from stories.domain.suggestions import Suggestion, suggest
from stories.models import BeneficiaryGroup, Challenge, CommunityAlias, StoryTag
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


def offered(text, language="uk", **options):
    with override(language):
        return [
            (entry.kind, entry.label, entry.detail) for entry in suggest(text, language=language, **options)
        ]


@pytest.fixture
def story(uk):
    """A story with one of everything that is offered."""
    draft = make_draft(
        uk, title="Ветеранський хаб", category=make_category("veterans", name_uk="Для ветеранів")
    )
    draft.challenges.set(
        [Challenge.objects.create(slug="c", name_uk="Ветерани в громаді", name_en="Veterans")]
    )
    draft.groups.set(
        [BeneficiaryGroup.objects.create(slug="g", name_uk="Ветеранки й ветерани", name_en="Veterans")]
    )
    draft.tags.set([StoryTag.objects.create(slug="t", name="підтримка ветеранів", name_en="")])
    return publish(draft)


def test_each_kind_is_offered_what_begins_so_first(story):
    assert offered("вет") == [
        ("проблема", "Ветерани в громаді", "1 історія"),
        ("для кого", "Ветеранки й ветерани", "1 історія"),
        ("історія", "Ветеранський хаб", "Тернопільська громада"),
        ("категорія", "Для ветеранів", "1 історія"),
        ("тег", "підтримка ветеранів", "1 історія"),
    ]


def test_value_leads_to_the_catalogue_filtered_by_it_and_a_story_to_its_page(story):
    assert [entry.url for entry in suggest("вет", language="uk")] == [
        "/uk/stories/?challenge=c", "/uk/stories/?group=g", story.url, "/uk/stories/?category=veterans",
        "/uk/stories/?tag=t",
    ]  # fmt: skip


def test_name_of_the_other_language_finds_and_the_own_one_is_shown(story):
    assert offered("veter", "uk") == [
        ("проблема", "Ветерани в громаді", "1 історія"),
        ("для кого", "Ветеранки й ветерани", "1 історія"),
    ]


def test_value_that_no_story_has_is_not_offered(uk):
    Challenge.objects.create(slug="c", name_uk="Житло", name_en="Housing")
    make_draft(uk, category=make_category("x", name_uk="Житлова"))
    assert offered("житл") == []


def test_community_is_offered_by_its_former_name_and_says_so(uk):
    community = make_community("Шептицька", "Шептицький")
    CommunityAlias.objects.create(community=community, name_uk="Червоноградська", name_en="Chervonohradska")
    community.save()
    assert offered("червоногр") == [("громада", "Шептицька громада", "колишня назва: Червоноградська")]
    assert offered("шепт") == [("громада", "Шептицька громада", "Тернопільська область")]


@pytest.mark.parametrize("text", ["Тернопільська громада", "тернополі", "ТЕРНОП", "ternop"])
def test_community_is_offered_however_it_is_named(uk, text):
    make_community()
    assert offered(text)[0] == ("громада", "Тернопільська громада", "Тернопільська область")


def test_community_with_a_story_comes_before_others(uk):
    make_community("Терешківська", "Терешки", region=make_region(*KHARKIV))
    make_story(uk, community=make_community("Тернівська", "Тернівка", region=make_region(*KHARKIV)))
    assert [label for kind, label, _detail in offered("тер") if kind == "громада"] == [
        "Тернівська громада",
        "Терешківська громада",
    ]


def test_one_letter_is_enough_for_the_beginning_of_a_name_only(uk):
    make_community("Великовисківська", "Мала Виска")
    make_community("Іванівська", "Іванівка")
    assert [label for _kind, label, _detail in offered("в")] == ["Великовисківська громада"]


def test_story_of_the_language_alone_is_offered(indexes):
    story = make_story(indexes["uk"], title="Театр")
    translate(story, indexes["en"], title="Театр by another name")
    assert offered("театр") == [("історія", "Театр", "Тернопільська громада")]
    assert offered("театр", "en") == [("story", "Театр by another name", "Ternopil community")]


def test_no_more_are_offered_than_asked_for(uk):
    for number in range(9):
        make_community(f"Тернова {number}", "Тернова")
    make_story(uk, title="Терен")
    assert len(offered("тер", limit=3)) == 3


@pytest.mark.parametrize("text", ["", " ", "«", '"', "\x00", "\ud800", "🙂", "а" * 100_000, "%", "_", "щщщ"])
def test_any_text_is_answered(story, text):
    assert offered(text) == []


def test_suggestion_is_offered_once():
    assert len({Suggestion("a", "b", "c", "d"), Suggestion("a", "b", "c", "d")}) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_suggestions_need_the_same_queries_for_1_and_3(uk, django_assert_num_queries, number):
    for _ in range(number):
        make_story(uk, title="Тернові історії")
    suggest("терн", language="uk")
    with django_assert_num_queries(10):
        suggest("терн", language="uk")
