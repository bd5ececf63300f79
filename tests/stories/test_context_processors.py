"""The name of the house and the ways through it, in each language and at no cost."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from stories.context_processors import house
from tests.factories import make_user

WAYS = {
    "uk": ["Історії", "Категорії", "Регіони", "Конкурс", "Про каталог"],
    "en": ["Stories", "Categories", "Regions", "Contest", "About"],
}
ADDRESSES = ["stories/", "categories/", "regions/", "contest/", "about/"]


def shown(path, language):
    with translation.override(language):
        return house(RequestFactory().get(path))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_ways_are_named_and_lead_in_the_active_language(language):
    context = shown("/", language)
    assert context["home_url"] == f"/{language}/"
    assert [way["url"] for way in context["nav"]] == [f"/{language}/{address}" for address in ADDRESSES]
    assert [link["url"] for link in context["footer_links"]] == [
        f"/{language}/{address}" for address in ("about/", "figures/", "data/", "accessibility/", "privacy/")
    ]
    assert [way["label"] for way in context["nav"]] == WAYS[language]


@pytest.mark.parametrize(("language", "name"), [("uk", "Стійкі громади"), ("en", "Resilient Communities")])
def test_house_has_a_name_in_each_language(language, name):
    assert shown("/", language)["site_name"] == name


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/uk/", []), ("/uk/stories/", ["/uk/stories/"]), ("/uk/stories/hub/", ["/uk/stories/"]),
        ("/uk/storiesx/", []), ("/uk/contest/second/", ["/uk/contest/"]), ("/en/stories/", []), ("/cms/", []),
    ],
)  # fmt: skip
def test_way_is_current_on_its_page_and_all_below(path, current):
    assert [way["url"] for way in shown(path, "uk")["nav"] if way["current"]] == current


def test_house_is_known_without_a_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        shown("/uk/stories/", "uk")


def test_house_is_known_where_no_language_is_active():
    with translation.override(None):
        assert house(RequestFactory().get("/"))["home_url"] == "/uk/"


def test_contact_is_the_one_of_the_settings(settings):
    settings.CONTACT_EMAIL = "rada@example.org"
    assert shown("/", "uk")["contact_email"] == "rada@example.org"


def test_reader_without_a_session_is_a_stranger_and_no_session_is_asked(client, uk):
    response = client.get("/uk/stories/")
    assert (response.context["has_account"], "Cookie" in response.get("Vary", "")) == (False, False)


def test_whoever_is_signed_in_is_shown_the_way_to_their_applications(client, uk):
    client.force_login(make_user())
    response = client.get("/uk/stories/")
    assert (response.context["has_account"], 'href="/uk/my/"' in response.content.decode()) == (True, True)
