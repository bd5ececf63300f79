"""Pages at their addresses: what the process knows of the tree is what the tree is."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction, Site

from stories.models import StandardPage
from stories.querysets.finding import find_page
from stories.querysets.restrictions import has_restrictions
from stories.querysets.routes import routes
from stories.querysets.vocabularies import vocabulary
from tests.factories import make_category, make_draft, make_story, translate


def found(path, language="uk"):
    with translation.override(language):
        return find_page(RequestFactory().get("/", SERVER_NAME="localhost"), path)


def test_page_and_story_are_found_at_their_address_in_their_language(indexes):
    story = make_story(indexes["uk"], slug="hub")
    other = translate(story, indexes["en"], slug="hub")
    assert (found("stories/hub/"), found("stories/hub/", "en")) == (story, other)
    assert (found("stories/"), found("stories/", "en")) == (indexes["uk"], indexes["en"])
    assert [page.title for page in (found(""), found("", "en"))] == [
        "Стійкі громади",
        "Resilient Communities",
    ]


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "stories/nowhere/", "stories/draft/", "stories/hub/more/", "hub/", "stories/stories/"],
)
def test_what_is_no_published_page_is_left_to_wagtail(uk, path):
    make_story(uk, slug="hub")
    make_draft(uk, slug="draft")
    assert found(path) is None


def test_page_taken_offline_is_left_to_wagtail(indexes):
    about = StandardPage.objects.get(locale__language_code="uk")
    about.unpublish()
    assert found("about/") is None


def test_site_of_another_host_shows_its_own_front_page(indexes):
    english = indexes["en"].get_parent()
    Site.objects.create(hostname="english.example", root_page=english)
    with translation.override("en"):
        there = find_page(RequestFactory().get("/", SERVER_NAME="english.example"), "stories/")
        unknown = find_page(RequestFactory().get("/", SERVER_NAME="unknown.example"), "stories/")
    assert (there, unknown) == (indexes["en"], indexes["en"])


def test_site_without_a_page_in_the_language_is_left_to_wagtail(uk):
    Locale.objects.get_or_create(language_code="de")
    assert found("stories/", "de") is None


def test_way_down_and_translations_are_known(indexes):
    story = make_story(indexes["uk"], slug="hub")
    known = routes()
    assert [place.title for place in known.above(story.path, depth=2)] == ["Стійкі громади", "Історії"]
    assert known.translations(indexes["uk"].translation_key) == {"uk": "/uk/stories/", "en": "/en/stories/"}
    assert known.story_url(story.path, story.slug) == story.url == "/uk/stories/hub/"


# After a committed change


def test_renamed_moved_and_unpublished_pages_are_known_at_once(committed_indexes):
    client = Client()
    about = StandardPage.objects.get(locale__language_code="uk")
    answers = [client.get("/uk/about/").status_code]
    about.slug = "about-us"
    about.save_revision().publish()
    answers += [client.get(address).status_code for address in ("/uk/about-us/", "/uk/about/")]
    about.refresh_from_db()
    about.move(committed_indexes["uk"], pos="last-child")
    answers += [client.get(address).status_code for address in ("/uk/stories/about-us/", "/uk/about-us/")]
    StandardPage.objects.get(pk=about.pk).unpublish()
    answers.append(client.get("/uk/stories/about-us/").status_code)
    assert answers == [200, 200, 301, 200, 301, 404]


def test_story_moves_with_its_catalogue(committed_indexes):
    client = Client()
    make_story(committed_indexes["uk"], slug="hub")
    assert client.get("/uk/stories/hub/").status_code == 200
    index = committed_indexes["uk"]
    index.refresh_from_db()
    index.slug = "catalogue"
    index.save_revision().publish()
    assert [client.get(f"/uk/{path}/hub/").status_code for path in ("stories", "catalogue")] == [301, 200]


def test_restricted_page_asks_for_its_password_at_once_and_no_more_when_it_is_lifted(committed_indexes):
    client = Client()
    story = make_story(committed_indexes["uk"], slug="hub", title="Таємна історія")
    shown = ["Таємна історія" in client.get("/uk/stories/hub/").content.decode()]
    restriction = PageViewRestriction.objects.create(
        page=story, restriction_type=PageViewRestriction.PASSWORD, password="a-test-word"
    )
    shown += [
        "Таємна історія" in client.get(path).content.decode() for path in ("/uk/stories/hub/", "/uk/stories/")
    ]
    assert has_restrictions()
    restriction.delete()
    shown.append("Таємна історія" in client.get("/uk/stories/hub/").content.decode())
    assert (shown, has_restrictions()) == ([True, False, False, True], False)


def test_vocabulary_knows_a_renamed_row_at_once_and_asks_once(committed_indexes, django_assert_num_queries):
    category = make_category()
    assert vocabulary(type(category))[category.pk].name_uk == "Залучення молоді"
    with django_assert_num_queries(0):
        vocabulary(type(category))
    type(category).objects.filter(pk=category.pk).update(name_uk="Молодь вирішує")
    assert vocabulary(type(category))[category.pk].name_uk == "Молодь вирішує"


def test_vocabulary_finds_a_row_that_came_after_it_was_read(committed_indexes):
    category = make_category()
    # As it is in a process that read the table a moment before another one added the row.
    vocabulary(type(category)).pop(category.pk)
    assert vocabulary(type(category))[category.pk] == category
    with pytest.raises(KeyError):
        vocabulary(type(category))[0]
