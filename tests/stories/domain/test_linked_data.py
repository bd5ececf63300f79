"""Pages in the words of schema.org, read back by a JSON-LD processor."""

import json
from datetime import date

import pytest
from pyld import jsonld

from stories.domain import linked_data
from stories.domain.linked_data import Place
from stories.models import CommunityAlias, StoryPage
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_organisation,
    make_story,
    publish,
)

PLACE = Place("https://stories.example.org", "uk", "https://stories.example.org/uk/stories/hub/")
SCHEMA = "https://schema.org/"


def expanded(text):
    """What a processor makes of the markup; schema.org's own context is stood in for by its vocabulary."""

    def load(url, _options):
        assert url == "https://schema.org"
        context = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}, "item": {"@type": "@id"}}}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": context,
        }

    return jsonld.expand(json.loads(text), {"documentLoader": load, "base": PLACE.url})


def node_of(text, kind):
    (node,) = [node for node in expanded(text) if node.get("@type") == [f"{SCHEMA}{kind}"]]
    return node


def value(node, name):
    (entry,) = node[f"{SCHEMA}{name}"]
    return entry.get("@value", entry)


@pytest.fixture
def story(uk):
    community = make_community("Тернопільська", "Тернопіль", slug="ternopil", code="UA61040490010069060")
    story = make_story(
        uk, slug="hub", title="Хаб", summary="Відкрили простір.", community=community, edition=make_edition(slug="second"),
        award="winner", end_month=date(2024, 5, 1), is_ongoing=False,
    )  # fmt: skip
    return StoryPage.objects.for_reading().get(pk=story.pk)


def article_of(story, translations=()):
    return linked_data.article(
        PLACE, story, image="https://stories.example.org/p.png", translations=translations
    )


def test_article_names_the_place_by_its_official_code(story):
    node = node_of(linked_data.graph([article_of(story)]), "Article")
    place = value(node, "contentLocation")
    identifier = value(place, "identifier")
    assert (node["@id"], value(node, "headline"), value(node, "inLanguage")) == (PLACE.url, "Хаб", "uk")
    assert (value(identifier, "propertyID"), value(identifier, "value")) == ("KATOTTG", "UA61040490010069060")
    region = value(place, "containedInPlace")
    assert [value(each, "value") for each in region[f"{SCHEMA}identifier"]] == ["UA-61", story.region.katottg]


def test_article_says_what_is_known_and_nothing_else(story):
    article = article_of(story)
    assert {
        name: article.get(name)
        for name in ("temporalCoverage", "license", "award", "workTranslation", "keywords")
    } == {
        "temporalCoverage": "2023-07/2024-05",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "award": "Історія-переможниця: Другий конкурс",
        "workTranslation": None,
        "keywords": None,
    }
    assert article["datePublished"] == story.first_published_at.isoformat()


@pytest.mark.parametrize(
    ("fields", "coverage"),
    [
        ({"is_ongoing": True}, "2023-07/.."),
        ({"is_ongoing": True, "start_month_known": False}, "2023/.."),
        ({"is_ongoing": False}, "2023-07"),
    ],
)
def test_period_is_an_interval(uk, fields, coverage):
    assert article_of(make_story(uk, start_month=date(2023, 7, 1), **fields))["temporalCoverage"] == coverage


def test_original_has_translations_and_a_translation_has_an_original(story):
    other = [("en", "https://stories.example.org/en/stories/hub/")]
    told = article_of(story, other)
    story.original_language = "en"
    translated = article_of(story, other)
    link = {"@type": "Article", "@id": other[0][1], "url": other[0][1], "inLanguage": "en"}
    assert (told["workTranslation"], told.get("translationOfWork")) == ([link], None)
    assert (translated.get("workTranslation"), translated["translationOfWork"]) == (None, link)


def test_article_costs_no_query(story, django_assert_num_queries):
    with django_assert_num_queries(0):
        article_of(story)


def test_long_headline_ends_at_a_word():
    title = "Громада " * 30
    headline = linked_data._headline(title)
    assert (len(headline) <= 110, headline.endswith("Громада…")) == (True, True)


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a & b", "\u2028", '"}],"@graph":[{"x":"'],
)
def test_hostile_text_stays_text(title):
    text = linked_data.graph([{"@type": "Thing", "name": title}])
    assert ("<" in text, ">" in text, "&" in text) == (False, False, False)
    assert json.loads(text)["@graph"] == [{"@type": "Thing", "name": title}]


def test_community_tells_its_former_names(db):
    community = make_community(slug="bakhmut")
    CommunityAlias.objects.create(community=community, name_uk="Артемівська", name_en="Artemivska")
    node = linked_data.community(PLACE, community, former_names=community.former_names)
    assert (node["@id"], node["alternateName"]) == (
        "https://stories.example.org/uk/communities/bakhmut/#place", ["Артемівська"],
    )  # fmt: skip


def test_edition_is_an_event_of_its_organisers(db):
    edition = make_edition(slug="second", summary_uk="Конкурс")
    for name, role in (("One", "organiser"), ("Two", "supporter")):
        edition.organisers.create(
            organisation=make_organisation(name, name, website="https://example.org/"), role=role
        )
    edition.save()
    node = linked_data.edition(PLACE, edition)
    assert (node["@type"], node["organizer"], node["sponsor"]) == (
        "Event",
        [{"@type": "Organization", "name": "One", "url": "https://example.org/"}],
        [{"@type": "Organization", "name": "Two", "url": "https://example.org/"}],
    )


def test_category_is_a_term(db):
    node = linked_data.category(PLACE, make_category(description_uk="Про молодь"))
    assert (node["termCode"], node["description"]) == ("youth-engagement", "Про молодь")


def test_list_counts_on_from_the_part_before():
    node = linked_data.story_list(PLACE, [("Хаб", "/uk/stories/hub/")], total=13, before=12)
    assert (node["numberOfItems"], node["itemListElement"]) == (
        13, [{"@type": "ListItem", "position": 13, "url": "https://stories.example.org/uk/stories/hub/", "name": "Хаб"}],
    )  # fmt: skip


def test_last_crumb_is_the_page_itself():
    node = linked_data.breadcrumbs(PLACE, [("Головна", "/uk/"), ("Хаб", None)])
    assert [step["item"] for step in node["itemListElement"]] == [
        "https://stories.example.org/uk/",
        PLACE.url,
    ]


def test_rows_that_were_not_fetched_are_not_asked_for(uk, django_assert_num_queries):
    story = publish(make_draft(uk))
    story = StoryPage.objects.select_related("category", "edition", "locale", "lead_community__region").get(
        pk=story.pk
    )
    with django_assert_num_queries(0):
        assert "keywords" not in article_of(story)


def test_site_says_how_to_search_it():
    action = linked_data.website(PLACE, description="…")["potentialAction"]
    assert action["target"]["urlTemplate"] == "https://stories.example.org/uk/stories/?q={search_term_string}"


def test_foreign_address_is_left_alone():
    assert Place("https://a.example", "uk", "").full("https://b.example/x") == "https://b.example/x"
