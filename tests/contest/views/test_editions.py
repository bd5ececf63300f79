"""The contest's public pages: its editions and whom they honoured."""

import re

import pytest

from stories.models import EditionOrganiser
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_organisation,
    make_story,
    publish,
    translate,
)


@pytest.fixture
def edition(db):
    return make_edition(
        slug="second", applications=112, communities=82, summary_uk="Підсумок", summary_en="Summary"
    )


def honour(index, edition, award="winner", **fields):
    return make_story(index, edition=edition, award=award, **fields)


def grouped(client, address="/uk/contest/second/"):
    groups = client.get(address).context["results"].groups
    return [(group.category.slug, [row.story.title for row in group.honoured]) for group in groups]


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_newest_edition_comes_first(client, indexes):
    make_edition(1, slug="first"), make_edition(3, slug="third"), make_edition(2, slug="second")
    assert [row.edition.slug for row in client.get("/uk/contest/").context["archive"]] == [
        "third",
        "second",
        "first",
    ]


def test_no_edition_yet_is_said(client, indexes):
    assert "No contest has been held yet." in text_of(client.get("/en/contest/"))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_edition_tells_its_facts_in_the_language_of_the_page(client, indexes, edition, language):
    words = {"uk": ("Другий конкурс", "Підсумок"), "en": ("Second contest", "Summary")}[language]
    text = text_of(client.get(f"/{language}/contest/second/"))
    assert [word in text for word in (*words, "112", "82")] == [True] * 4


def test_special_award_comes_first_and_categories_in_their_order(client, uk, edition):
    spaces = make_category("public-spaces", position=2)
    youth = make_category("youth-engagement", position=1)
    special = make_category("open-government", position=0, special_award=True)
    honour(uk, edition, title="простір", category=spaces)
    honour(uk, edition, title="молодь", category=youth)
    honour(uk, edition, "special_award", title="відзнака", category=special)
    assert grouped(client) == [
        ("open-government", ["відзнака"]),
        ("youth-engagement", ["молодь"]),
        ("public-spaces", ["простір"]),
    ]
    assert client.get("/uk/contest/second/").context["results"].honoured == 3


def test_stories_of_a_category_stand_in_the_ukrainian_order_of_their_communities(client, uk, edition):
    for name in ("Яготинська", "Ірпінська", "Єланецька", "Ґуківська"):
        honour(uk, edition, title=name, community=make_community(name, name))
    assert grouped(client) == [("youth-engagement", ["Ґуківська", "Єланецька", "Ірпінська", "Яготинська"])]


def test_only_published_and_honoured_stories_of_this_edition_are_shown(client, indexes, edition):
    other = make_edition(1, slug="first")
    shown = honour(indexes["uk"], edition, title="наша")
    translate(shown, indexes["en"], title="ours", edition=edition, award="winner")
    honour(indexes["uk"], other, title="іншого конкурсу")
    publish(make_draft(indexes["uk"], edition=edition, title="без відзнаки"))
    make_draft(indexes["uk"], edition=edition, award="winner", title="чернетка")
    honour(indexes["uk"], edition, title="знята").unpublish()
    hidden = honour(indexes["uk"], edition, title="закрита")
    hidden.view_restrictions.create(restriction_type="login")
    assert (grouped(client), grouped(client, "/en/contest/second/")) == (
        [("youth-engagement", ["наша"])], [("youth-engagement", ["ours"])],
    )  # fmt: skip


def test_organisers_are_named_with_their_roles(client, indexes, edition):
    for position, (name, role) in enumerate([("Association", "organiser"), ("Secretariat", "supporter")]):
        EditionOrganiser.objects.create(
            edition=edition, organisation=make_organisation(name, name), role=role, sort_order=position
        )
    assert re.search(
        r"Association organiser .*Secretariat supporter", text_of(client.get("/en/contest/second/"))
    )


def test_edition_without_stories_figures_and_organisers_opens(client, indexes):
    make_edition(slug="second")
    assert client.get("/uk/contest/second/").status_code == 200


def test_hostile_names_are_shown_as_text(client, indexes):
    make_edition(
        slug="second", name_uk="<script>alert(1)</script>", summary_uk='"><img src=x onerror=alert(1)>'
    )
    for address in ("/uk/contest/", "/uk/contest/second/"):
        html = client.get(address).content.decode()
        assert ("<script>alert" in html, "<img src=x" in html) == (False, False)


@pytest.mark.parametrize("path", ["third/", "second%00/", "..%2fsecond/", "a" * 3000 + "/"])
def test_edition_of_no_such_address_is_not_found(client, indexes, edition, path):
    assert client.get(f"/uk/contest/{path}").status_code == 404


METHODS = {"get": 200, "head": 200, "post": 405, "put": 405, "delete": 405}


@pytest.mark.parametrize("address", ["/uk/contest/", "/uk/contest/second/"])
def test_contest_is_only_read(client, indexes, edition, address):
    assert {method: getattr(client, method)(address).status_code for method in METHODS} == METHODS


@pytest.fixture(params=[1, 3])
def filled(request, uk, edition):
    """An edition with so many stories and organisers, beside so many other editions."""
    for number in range(request.param):
        honour(uk, edition)
        for owner in (make_edition(10 + number), edition):
            organisation = make_organisation(f"Council {number} of {owner}")
            EditionOrganiser.objects.create(edition=owner, organisation=organisation, role="organiser")
    return request.param


@pytest.mark.parametrize(("address", "queries"), [("/uk/contest/", 4), ("/uk/contest/second/", 11)])
def test_page_needs_the_same_queries_for_1_and_3(client, filled, address, queries, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
