"""Search over invented stories: one table of queries for every database."""

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from stories.domain.search import Correction, FoundStories, find_stories
from stories.models import (
    BeneficiaryGroup,
    Challenge,
    CommunityAlias,
    StoryPage,
    StoryPartner,
    StoryTag,
)
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_organisation,
    make_region,
    make_story,
    make_tree,
    publish,
    translate,
)

VOLYN = ("UA-07", "Волинська область", "Volyn region")


def prose(*paragraphs):
    return [{"type": "text", "value": f"<p>{paragraph}</p>"} for paragraph in paragraphs]


@pytest.fixture(scope="module")
def written(django_db_setup, django_db_blocker):
    """The stories of this module, written once."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("uk"):
        write_stories()
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def catalogue(written, db):
    """Five stories: each matches in a part of another weight; the last exists in English only."""


def write_stories():
    indexes = make_tree()
    uk, en = indexes["uk"], indexes["en"]
    ternopil = make_community()
    sheptytskyi = make_community("Шептицька", "Шептицький", region=make_region(*VOLYN))
    CommunityAlias.objects.create(community=sheptytskyi, name_uk="Червоноградська", name_en="Chervonohradska")
    recovery = make_category(
        "recovery", name_uk="Відновлення й розвиток", name_en="Recovery", short_uk="", short_en=""
    )
    hub = make_story(
        uk, community=sheptytskyi, category=recovery, slug="hub", title="Ветеранський хаб: простір для ветеранів",
        summary="Демобілізовані військові відкрили простір.", start_month="2023-10-01",
        challenge=prose("Ветеранам ніде було зустрічатися.", "Поруч є <b>веб-сайт</b> для родин."),
    )  # fmt: skip
    translate(
        hub, en, slug="hub-en", title="A veteran hub", summary="A place to meet.", start_month="2023-10-01"
    )
    youth = make_draft(
        uk, community=ternopil, category=recovery, slug="youth", title="Програма Тернополя",
        summary="Місто написало її разом із молоддю.", start_month="2023-07-01", funding="Кошти дав ветеран із громади.",
    )  # fmt: skip
    youth.challenges.set(
        [Challenge.objects.create(slug="say", name_uk="Участь молоді в рішеннях", name_en="Having a say")]
    )
    youth.groups.set(
        [BeneficiaryGroup.objects.create(slug="youth", name_uk="Молодь", name_en="Young people")]
    )
    youth.tags.set([StoryTag.objects.create(slug="budget", name="молодіжний бюджет", name_en="youth budget")])
    youth.partners.set([StoryPartner(organisation=make_organisation("UNDP in Ukraine", "ПРООН в Україні"))])
    publish(youth)
    make_story(
        uk, community=ternopil, category=recovery, slug="shelters", title="Укриття у школах", start_month="2022-05-01",
        summary="Школи громади мають безпечні укриття.",
        results=prose("Ветерани допомагали. Ветеранів було троє, а ветеранам дякували всі."),
    )  # fmt: skip
    make_story(
        uk, community=ternopil, category=recovery, slug="theatre", title="Театр", start_month="2022-05-01",
        summary="Вистави у школах для дітей.", results=prose("Ветеран війни прийшов на виставу."),
    )  # fmt: skip
    make_story(
        en, community=sheptytskyi, category=recovery, slug="internships", title="Internships at the council",
        summary="Young people learn how a city works.", start_month="2024-01-01",
        solution=prose("How others involve young people: as interns."),
    )  # fmt: skip


def found(text, language):
    slugs = dict(StoryPage.objects.values_list("pk", "slug"))
    result = find_stories(text, language=language)
    return [slugs[pk] for pk in result.ids], [slugs[pk] for pk in result.elsewhere]


TABLE = [
    # Title before names and summary before what a text comes back to before the rest.
    ("ветеран", "uk", ["hub", "shelters", "youth", "theatre"], []),
    ("ветеранам", "uk", ["hub", "shelters", "youth", "theatre"], []),
    ("молоддю", "uk", ["youth"], []),
    ("молодь", "uk", ["youth"], []),
    ("Тернопіль", "uk", ["youth", "theatre", "shelters"], []),
    ("у Тернополі", "uk", ["youth", "theatre", "shelters"], []),
    ("укриттів", "uk", ["shelters"], []),
    ("громадою", "uk", ["shelters", "hub", "youth", "theatre"], []),
    # Old names, partners, tags, challenges, groups, region.
    ("Червоноград", "uk", ["hub"], ["internships"]),
    ("Chervonohradska", "en", ["internships", "hub-en"], []),
    ("ПРООН", "uk", ["youth"], []),
    ("UNDP", "uk", ["youth"], []),
    ("бюджети", "uk", ["youth"], []),
    ("участь у рішенні", "uk", ["youth"], []),
    ("Волинської області", "uk", ["hub"], ["internships"]),
    # The other language: through the translation, or where there is no other.
    ("veterans", "uk", ["hub"], []),
    ("veterans", "en", ["hub-en"], []),
    ("internship", "uk", [], ["internships"]),
    ("internship", "en", ["internships"], []),
    # All words, then typos, then most of the words.
    ("школа укриття", "uk", ["shelters"], []),
    ("ветеранам ніде зустрічатися", "uk", ["hub"], []),
    ("how do others involve young people?", "en", ["internships"], []),
    ("театр хакатон", "uk", ["theatre"], []),
    ("ветиран", "uk", ["hub", "shelters", "youth", "theatre"], []),
    ("тетар", "uk", ["theatre"], []),
    ("nheatre", "en", [], []),
    ("ntfnh", "uk", ["theatre"], []),
    # As typed: accents, quotation marks, hyphens, apostrophes, beginnings.
    ("«Укриття»", "uk", ["shelters"], []),
    ("вистáви", "uk", ["theatre"], []),
    ("веб-сайт", "uk", ["hub"], []),
    ("вебсайт", "uk", ["hub"], []),
    ("веб сайт", "uk", ["hub"], []),
    ("демобіл", "uk", ["hub"], []),
    ("Те", "uk", ["youth", "theatre", "shelters"], []),
    ("школи те", "uk", ["shelters", "theatre"], []),
    # Phrases, and what they fall back to.
    ("«простір для ветеранів»", "uk", ["hub"], []),
    ('"ветеранів для простір"', "uk", ["hub"], []),
    ('"ветеранам дякували"', "uk", ["shelters"], []),
    # Letters that are not folded together; one wrong letter is a typo all the same.
    ("теaтр", "uk", ["theatre"], []),
    ("вїстави", "uk", ["theatre"], []),
    ("i", "uk", [], []),
    ("", "uk", [], []),
]


@pytest.mark.parametrize(("text", "language", "expected", "elsewhere"), TABLE)
def test_query_finds_these_stories_in_this_order(catalogue, text, language, expected, elsewhere):
    assert found(text, language) == (expected, elsewhere)


def test_text_without_a_word_is_no_query(catalogue):
    assert find_stories(" «» * ", language="uk") == FoundStories()


def test_corrections_and_some_words_are_told(catalogue):
    result = find_stories("тетар хакатон", language="uk")
    assert (result.corrections, result.every_word) == ((Correction("тетар", "театр"),), False)


def test_query_in_the_other_layout_is_told_as_one_correction(catalogue):
    assert find_stories("ntfnh ", language="uk").corrections == (Correction("ntfnh", "театр"),)


def test_story_found_through_its_translation_is_told_and_stands_once(catalogue):
    result = find_stories("meet", language="uk")
    hub = StoryPage.objects.get(slug="hub").pk
    assert (result.ids, result.through_other) == ((hub,), frozenset({hub}))


def test_search_takes_two_queries_and_a_third_for_several_words(catalogue, django_assert_num_queries):
    with django_assert_num_queries(2):
        find_stories("ветеран", language="uk")
    with django_assert_num_queries(3):
        find_stories("простір для ветеранів", language="uk")


HOSTILE = [
    '"', "'", "''", '""', "*", ":", "NEAR(", "a NEAR/2 b", "AND", "OR NOT", "^", "-", "{a b} : c", "a:b", "%", "_", "\\",
    "\x00", "слово\x00слово", "\ud800", "🙂", "а" * 100_000, "слово " * 20_000, '"' * 100_000, "«" * 1000, "\u202eслово",
    "שלום", "ｆｕｌｌ", "'; DROP TABLE stories_searchdocument; --", "<script>", "| & ! <-> :*", "ветеран:*", "ветеран*",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_answered(catalogue, text):
    result = find_stories(text, language="uk")
    assert len(set(result.ids)) == len(result.ids)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text() | st.text(alphabet="ветеранхб -«»\"*:()'ʼ\x00"), language=st.sampled_from(["uk", "en"]))
@example(text="-а", language="uk")
def test_whatever_is_typed_is_answered_with_stories_of_the_language(catalogue, text, language):
    result = find_stories(text, language=language)
    languages = dict(StoryPage.objects.values_list("pk", "locale__language_code"))
    assert {languages[pk] for pk in result.ids} <= {language}
    assert language not in {languages[pk] for pk in result.elsewhere}
