"""Editors find communities by any of their names and organisations by either, or add one on the spot."""

import pytest
from django.urls import reverse

from stories.enums import Sector
from stories.models import CommunityAlias, Organisation
from tests.factories import make_community, make_organisation, make_region


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.fixture
def sheptytskyi(db):
    """A community under its new name, with the old one as its alias."""
    community = make_community(
        "Шептицька",
        "Шептицький",
        code="UA46120270000090156",
        region=make_region("UA-46", "Львівська область", "Lviv region"),
    )
    CommunityAlias.objects.create(community=community, name_uk="Червоноград", name_en="Chervonohrad")
    community.save()
    make_community("Тернопільська", "Тернопіль")
    return community


def found(browser, kind, query):
    context = browser.get(reverse(f"{kind}_chooser:choose_results"), {"q": query}).context
    return [row.pk for row in context["results"]]


@pytest.mark.parametrize(
    "query",
    [
        "червоноград",
        "ЧЕРВОНОГРАД",
        "вонограц"[:5],
        "chervonohrad",
        "Шептицьк",
        "sheptytsk",
        "  шептицький ",
        "ua4612027",
        "UA46120270000090156",
    ],
)
def test_community_is_found_by_any_of_its_names_and_its_code(editor, sheptytskyi, query):
    assert found(editor, "community", query) == [sheptytskyi.pk]


@pytest.mark.parametrize("query", ["Ворошиловград", "UA99", "%", "_", "й" * 3000])
def test_community_of_no_such_name_is_not_found(editor, sheptytskyi, query):
    assert found(editor, "community", query) == []


@pytest.mark.parametrize("query", ["", "  ", "'", "\0"])
def test_query_without_a_letter_asks_for_all(editor, sheptytskyi, query):
    assert len(found(editor, "community", query)) == 2


def test_community_is_shown_with_its_region_and_its_former_names(editor, sheptytskyi):
    page = editor.get(reverse("community_chooser:choose_results"), {"q": "червоноград"}).content.decode()
    texts = ("Lviv region", "Chervonohrad", "Sheptytska urban territorial community")
    assert [text in page for text in texts] == [True] * 3


def test_hostile_name_of_a_community_is_shown_as_text(editor, sheptytskyi):
    CommunityAlias.objects.create(community=sheptytskyi, name_uk="x", name_en="<script>alert(1)</script>")
    page = editor.get(reverse("community_chooser:choose_results"), {"q": "шептицьк"}).content.decode()
    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_chosen_community_is_named_in_the_form(editor, sheptytskyi):
    answer = editor.get(reverse("community_chooser:chosen", args=[sheptytskyi.pk])).json()
    assert (answer["step"], answer["result"]["id"], answer["result"]["title"]) == (
        "chosen", str(sheptytskyi.pk), "Sheptytskyi community (Lviv region)",
    )  # fmt: skip


def test_communities_come_from_the_register_and_not_from_the_chooser(editor, sheptytskyi):
    assert editor.get(reverse("community_chooser:choose")).context["can_create"] is False


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_communities_needs_the_same_queries_for_1_and_3(editor, db, count, django_assert_num_queries):
    for number in range(count):
        community = make_community("Нова", f"Нове{number}")
        CommunityAlias.objects.create(community=community, name_uk="Старе", name_en="Stare")
    address = reverse("community_chooser:choose_results")
    assert len(editor.get(address).context["results"]) == count
    with django_assert_num_queries(8):
        editor.get(address)


@pytest.mark.parametrize(
    ("query", "names"), [("рада", ["Youth Council"]), ("COUNCIL", ["Youth Council"]), ("немає", [])]
)
def test_organisation_is_found_by_either_name(editor, db, query, names):
    make_organisation("Youth Council", "Молодіжна рада")
    make_organisation("School", "Школа", Sector.EDUCATION)
    rows = Organisation.objects.in_bulk(found(editor, "organisation", query)).values()
    assert [row.name_en for row in rows] == names


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_organisations_needs_the_same_queries_for_1_and_3(
    editor, db, count, django_assert_num_queries
):
    for number in range(count):
        make_organisation(f"Council {number}", f"Рада {number}")
    address = reverse("organisation_chooser:choose_results")
    assert len(editor.get(address).context["results"]) == count
    with django_assert_num_queries(7):
        editor.get(address)


def add(browser, **changes):
    fields = {
        "name_uk": "Молодіжна рада",
        "name_en": "Youth Council",
        "sector": "civil_society",
        "website": "",
        **changes,
    }
    return browser.post(reverse("organisation_chooser:create"), fields)


def test_organisation_is_added_on_the_spot(editor, db):
    answer = add(editor).json()
    organisation = Organisation.objects.get()
    assert (answer["step"], answer["result"]["id"], answer["result"]["title"]) == (
        "chosen", str(organisation.pk), "Youth Council",
    )  # fmt: skip
    assert (organisation.slug, organisation.sector) == ("youth-council", "civil_society")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_uk", ""),
        ("name_en", ""),
        ("name_uk", "Р" * 201),
        ("sector", "unknown"),
        ("website", "javascript:alert(1)"),
    ],
)
def test_organisation_with_a_faulty_field_is_not_added(editor, db, field, value):
    answer = add(editor, **{field: value}).json()
    assert (answer["step"], Organisation.objects.count()) == ("reshow_creation_form", 0)


@pytest.mark.parametrize("role", ["Reviewers", "Publishers"])
def test_only_editors_add_organisations(signed_in, db, role):
    add(signed_in(role))
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["community_chooser:choose", "organisation_chooser:choose", "organisation_chooser:create"]
)
def test_visitor_is_asked_to_sign_in(client, db, name):
    assert client.get(reverse(name)).headers["Location"] == f"/accounts/login/?next={reverse(name)}"
