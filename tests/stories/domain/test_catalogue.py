"""What a choice leaves of real stories, how much else could be chosen, and in which order."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from stories.domain.catalogue import choose_stories
from stories.domain.catalogue_index import catalogue_index
from stories.enums import Sector
from stories.models import BeneficiaryGroup, Challenge, StoryPage, StoryTag
from stories.querysets.catalogue import FACETS, CatalogueChoice
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_organisation,
    make_region,
    make_story,
    publish,
    translate,
)

KHARKIV = ("UA-63", "Харківська область", "Kharkiv region")


def choose(language="uk", **choice):
    return choose_stories(CatalogueChoice(**choice), language=language)


def titles(pks):
    found = StoryPage.objects.in_bulk(pks)
    return [found[pk].title for pk in pks]


def counted(chosen, facet):
    """What a filter offers: each value with its count, the chosen ones marked."""
    (found,) = (found for found in chosen.facets if found.name == facet)
    return [(option.key, option.count, option.chosen) for option in found.options]


def add_everything(draft, number):
    """Give a story rows of all kinds, some of them shared with every second and every third story."""
    for kind, rows in ((Challenge, draft.challenges), (BeneficiaryGroup, draft.groups)):
        slugs = [f"{kind.__name__.lower()}-{number % step}" for step in (2, 3)]
        rows.set(
            [
                kind.objects.get_or_create(slug=slug, defaults={"name_uk": slug, "name_en": slug})[0]
                for slug in dict.fromkeys(slugs)
            ]
        )
    tag, _created = StoryTag.objects.get_or_create(
        slug=f"tag-{number % 4}", defaults={"name": f"тег {number % 4}"}
    )
    draft.tags.add(tag)
    sector = [Sector.BUSINESS, Sector.MEDIA, Sector.HEALTH][number % 3]
    for name in ("one", "two"):
        draft.partners.create(
            organisation=make_organisation(f"{name} {number}", sector=sector), role="partner"
        )
    return draft


@pytest.fixture
def many(uk, en):
    """Nine stories: two are drafts, two exist in Ukrainian alone when asked in English."""
    regions = [make_region(), make_region(*KHARKIV)]
    communities = [make_community(f"Громада {number}", region=regions[number % 2]) for number in range(3)]
    categories = [make_category(), make_category("public-spaces", name_uk="Простори", short_uk="Простори")]
    edition = make_edition()
    for number in range(9):
        draft = make_draft(
            uk, title=f"Історія {number}", category=categories[number % 2], community=communities[number % 3],
            start_month=date(2020 + number % 4, 1 + number, 1), is_ongoing=number % 3 == 0,
            **({"edition": edition, "award": "winner"} if number % 2 else {}),
        )  # fmt: skip
        draft.co_communities.create(community=communities[(number + 1) % 3], role="partner")
        add_everything(draft, number)
        if number < 7:
            story = publish(draft)
            if number < 5:
                translate(story, en, title=f"Story {number}", start_month=story.start_month)
    return communities


def values_of(story):
    """What a story has of every filter, asked of the story itself."""
    return {
        "category": {story.category.slug},
        "region": {story.lead_community.region.code},
        "community": {
            story.lead_community.slug,
            *(joined.community.slug for joined in story.co_communities.all()),
        },
        "challenge": {row.slug for row in story.challenges.all()},
        "group": {row.slug for row in story.groups.all()},
        "sector": {partner.organisation.sector for partner in story.partners.all()},
        "tag": {tag.slug for tag in story.tags.all()},
        "year": {str(story.start_month.year)},
        "status": {"ongoing" if story.is_ongoing else "ended"},
        "award": {story.award} - {""},
    }


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_count_of_any_choice_is_right(many, data):
    # The fixture lives through all examples, so the facts are read once.
    if not hasattr(many[0], "facts"):
        many[0].facts = {
            story.pk: values_of(story)
            for story in StoryPage.objects.live().filter(locale__language_code="uk")
        }
    facts = many[0].facts
    known = {facet: sorted(set().union(*(values[facet] for values in facts.values()))) for facet in FACETS}
    facets = data.draw(st.sets(st.sampled_from(FACETS), max_size=4))
    picked = {
        facet: tuple(data.draw(st.sets(st.sampled_from([*known[facet], "nobody"]), min_size=1)))
        for facet in sorted(facets)
    }
    chosen = choose(**picked)

    def matching(but=""):
        return [
            pk
            for pk, values in facts.items()
            if all(values[name] & set(keys) for name, keys in picked.items() if name != but)
        ]

    assert (set(chosen.ids), chosen.total) == (set(matching()), len(matching()))
    for facet in FACETS:
        expected = Counter(value for pk in matching(but=facet) for value in facts[pk][facet])
        offered = {key: count for key, count, _is_chosen in counted(chosen, facet)}
        assert {key: count for key, count in offered.items() if count} == dict(expected)
        assert {key for key, _count, is_chosen in counted(chosen, facet) if is_chosen} == set(
            picked.get(facet, ())
        )


def test_stories_that_exist_in_one_language_are_elsewhere_in_the_other(many):
    assert [choose(language).total for language in ("uk", "en")] == [7, 5]
    assert sorted(titles(choose("en").elsewhere)) == ["Історія 5", "Історія 6"]
    assert titles(choose("en", category=("public-spaces",)).elsewhere) == ["Історія 5"]
    assert choose("uk").elsewhere == ()


def test_community_finds_what_it_leads_and_what_it_joins_but_region_only_what_it_leads(uk):
    kharkiv = make_community("Харківська", region=make_region(*KHARKIV))
    joined = make_draft(uk, title="Спільна")
    joined.co_communities.create(community=kharkiv, role="host")
    publish(joined)
    make_story(uk, title="Власна", community=kharkiv, start_month=date(2019, 1, 1))
    assert titles(choose(community=(kharkiv.slug,)).ids) == ["Спільна", "Власна"]
    assert titles(choose(region=("UA-63",)).ids) == ["Власна"]


def test_orders_are_newest_title_in_the_ukrainian_alphabet_and_place(uk):
    places = [make_community("Яворівська"), make_community("Єзупільська"), make_community("Ґанна")]
    for title, year, place in (("Яр", 2021, 0), ("Їжа", 2023, 1), ("Ґанок", 2022, 2)):
        make_story(uk, title=title, start_month=date(year, 1, 1), community=places[place])
    assert [titles(choose(sort=sort).ids) for sort in ("newest", "title", "place")] == [
        ["Їжа", "Ґанок", "Яр"], ["Ґанок", "Їжа", "Яр"], ["Ґанок", "Їжа", "Яр"],
    ]  # fmt: skip


def test_values_are_offered_in_an_order_that_readers_know(uk):
    make_category("b", name_uk="Б", short_uk="Б", position=2)
    make_category("a", name_uk="А", short_uk="А", position=3)
    for slug, year in (("a", 2020), ("b", 2023), ("b", 2021)):
        make_story(uk, category=make_category(slug), start_month=date(year, 1, 1), is_ongoing=year == 2020)
    chosen = choose()
    assert [key for key, _count, _chosen in counted(chosen, "category")] == ["b", "a"]
    assert [key for key, _count, _chosen in counted(chosen, "year")] == ["2023", "2021", "2020"]
    assert counted(chosen, "status") == [("ongoing", 1, False), ("ended", 2, False)]


def test_long_vocabularies_begin_with_what_most_stories_have_whatever_is_chosen(uk):
    stories = [make_draft(uk) for _turn in range(3)]
    for name, members in (("рідкісний", stories[:1]), ("частий", stories), ("середній", stories[1:])):
        tag = StoryTag.objects.create(slug=f"t{len(members)}", name=name)
        for story in members:
            story.tags.add(tag)
    for story in stories:
        publish(story)
    assert counted(choose(), "tag") == [("t3", 3, False), ("t2", 2, False), ("t1", 1, False)]
    assert [key for key, _count, _chosen in counted(choose(tag=("t1",)), "tag")] == ["t3", "t2", "t1"]


def test_communities_of_one_name_are_told_apart_by_their_region(uk):
    for region in (make_region(), make_region(*KHARKIV)):
        make_story(uk, community=make_community("Миколаївська", region=region))
    make_story(uk, community=make_community("Унікальна"))
    (found,) = (found for found in choose().facets if found.name == "community")
    assert sorted((option.label, option.detail) for option in found.options) == [
        ("Миколаївська громада", "Тернопільська область"), ("Миколаївська громада", "Харківська область"),
        ("Унікальна громада", ""),
    ]  # fmt: skip


def test_value_that_nobody_has_matches_nothing_and_can_be_taken_off(uk):
    make_story(uk)
    chosen = choose(tag=("вигадка",))
    assert (chosen.ids, counted(chosen, "tag")) == ((), [("вигадка", 0, True)])
    assert [(relief.label, relief.count) for relief in chosen.reliefs()] == [("вигадка", 1)]


def test_without_a_result_the_most_helpful_filter_to_drop_comes_first(uk):
    spaces = make_category("public-spaces", short_uk="Простори")
    for _turn in range(2):
        make_story(uk, category=spaces, is_ongoing=True)
    make_story(uk, start_month=date(2020, 1, 1), is_ongoing=False)
    chosen = choose(category=("public-spaces",), year=("2020",), award=("winner",))
    assert chosen.reliefs() == []
    chosen = choose(category=("public-spaces",), year=("2020",))
    assert [(relief.label, relief.count, relief.choice) for relief in chosen.reliefs()] == [
        ("2020", 2, CatalogueChoice(category=("public-spaces",))), ("Простори", 1, CatalogueChoice(year=("2020",))),
    ]  # fmt: skip


def test_text_narrows_the_counts_and_can_be_dropped_for_a_result(uk):
    spaces = make_category("public-spaces", short_uk="Простори")
    make_story(uk, title="Бібліотека для дітей", category=spaces)
    make_story(uk, title="Бібліотека в лікарні")
    make_story(uk, title="Ветеранський хаб", summary="Простір для ветеранів.", category=spaces)
    chosen = choose(q="бібліотеки")
    assert sorted(titles(chosen.ids)) == ["Бібліотека в лікарні", "Бібліотека для дітей"]
    assert sorted(counted(chosen, "category")) == [
        ("public-spaces", 1, False),
        ("youth-engagement", 1, False),
    ]
    chosen = choose(q="хаб", category=("youth-engagement",))
    assert [(relief.facet, relief.count) for relief in chosen.reliefs()] == [("q", 1), ("category", 1)]


def test_best_match_comes_first_unless_another_order_is_asked_for(uk):
    make_story(uk, title="Нова", summary="Тут є бібліотека.", start_month=date(2024, 1, 1))
    make_story(uk, title="Бібліотека", summary="Тут нема.", start_month=date(2020, 1, 1))
    assert titles(choose(q="бібліотека").ids) == ["Бібліотека", "Нова"]
    assert titles(choose(q="бібліотека", sort="newest").ids) == ["Нова", "Бібліотека"]


@pytest.mark.parametrize("text", ["—", "***", "🙂"])
def test_text_without_a_word_filters_nothing(uk, text):
    make_story(uk)
    assert choose(q=text).total == 1


def test_private_and_withdrawn_stories_are_counted_nowhere(uk):
    make_draft(uk)
    private, withdrawn = make_story(uk), make_story(uk)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    withdrawn.unpublish()
    chosen = choose()
    assert (chosen.ids, chosen.elsewhere, counted(chosen, "category")) == ((), (), [])


@pytest.mark.parametrize("count", [1, 3])
def test_index_is_built_by_the_same_queries_for_1_and_3_stories(uk, count, django_assert_num_queries):
    for number in range(count):
        publish(add_everything(make_draft(uk), number))
    choose()
    with django_assert_num_queries(13):
        choose(category=("youth-engagement",), status=("ongoing",)).facets  # noqa: B018 - the counts are made here


def test_index_is_kept_until_something_it_shows_is_committed(committed_indexes):
    story = make_story(committed_indexes["uk"], category=make_category(short_uk="Молодь"))
    first = catalogue_index("uk")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert catalogue_index("uk") is first
    assert len(queries) == 0
    story.category.short_uk = "Юність"
    story.category.save()
    assert (first.label("category", "youth-engagement"), catalogue_index("uk").label("category", "youth-engagement")) == (
        "Молодь", "Юність",
    )  # fmt: skip
    story.unpublish()
    assert choose().total == 0


def test_index_made_inside_an_unfinished_change_is_not_kept(committed_indexes):
    story = make_story(committed_indexes["uk"])
    assert choose().total == 1
    with transaction.atomic():
        story.unpublish()
        assert choose().total == 0
        transaction.set_rollback(True)
    assert choose().total == 1
