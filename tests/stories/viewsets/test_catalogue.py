"""The menu «Catalogue»: what each role finds there and may change."""

import pytest

from stories.models import CommunityAlias, EditionOrganiser, Organisation
from tests.factories import make_category, make_community, make_edition, make_organisation

SECTIONS = [
    "organisations",
    "communities",
    "categories",
    "challenges",
    "groups_of_people",
    "tags",
    "editions",
]
CHANGED_BY_EDITORS = {"organisations", "challenges", "groups_of_people", "tags"}


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.mark.parametrize("section", SECTIONS)
def test_editor_opens_every_section(editor, section):
    assert editor.get(f"/cms/{section}/").status_code == 200


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("role", ["Reviewers", "Publishers"])
def test_others_open_none(signed_in, section, role):
    answer = signed_in(role).get(f"/cms/{section}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cms/")


@pytest.mark.parametrize("section", SECTIONS)
def test_editor_may_add_only_what_is_theirs(editor, section):
    assert editor.get(f"/cms/{section}/new/").status_code == (200 if section in CHANGED_BY_EDITORS else 302)


def test_editor_corrects_the_english_name_of_a_community_but_not_the_registers(editor, db):
    community = make_community("Тернопільська", "Тернопіль")
    editor.post(
        f"/cms/communities/edit/{community.pk}/",
        {
            "name_en": "Ternopilska",
            "centre_en": "Ternopil'",
            "name_uk": "Інша",
            "centre_uk": "Інше",
            "code": "UA1",
        },
    )
    code = community.code
    community.refresh_from_db()
    assert (community.name_uk, community.centre_uk, community.code, community.centre_en) == (
        "Тернопільська", "Тернопіль", code, "Ternopil'",
    )  # fmt: skip


def test_editor_cannot_change_categories(editor, db):
    category = make_category()
    assert editor.post(f"/cms/categories/edit/{category.pk}/", {"name_uk": "Інша"}).status_code == 302
    category.refresh_from_db()
    assert category.name_uk == "Залучення молоді"


@pytest.mark.parametrize("query", ["червоноград", "ЧЕРВОНОГРАД", "Червоноград", "Chervonohrad", "шептицьк"])
def test_community_is_found_by_any_of_its_names(editor, db, query):
    community = make_community("Шептицька", "Шептицький")
    CommunityAlias.objects.create(community=community, name_uk="Червоноград", name_en="Chervonohrad")
    community.save()
    make_community()
    assert list(editor.get("/cms/communities/", {"q": query}).context["object_list"]) == [community]


@pytest.mark.parametrize("query", ["рада", "РАДА", "Council"])
def test_organisation_is_found_by_either_name(editor, db, query):
    organisation = make_organisation("Youth Council", "Молодіжна Рада")
    make_organisation("School", "Школа")
    assert list(editor.get("/cms/organisations/", {"q": query}).context["object_list"]) == [organisation]


def test_hostile_name_of_an_organisation_is_shown_as_text(editor, db):
    make_organisation("<script>alert(1)</script>", "<script>alert(1)</script>")
    page = editor.get("/cms/organisations/").content.decode()
    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_organisation_in_use_cannot_be_deleted(signed_in, db):
    organisation = make_organisation()
    EditionOrganiser.objects.create(edition=make_edition(), organisation=organisation, role="organiser")
    signed_in(is_superuser=True).post(f"/cms/organisations/delete/{organisation.pk}/")
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("section", ["organisations", "communities"])
@pytest.mark.parametrize("count", [1, 3])
def test_section_needs_the_same_queries_for_1_and_3(editor, db, section, count, django_assert_num_queries):
    for number in range(count):
        make_organisation(f"Council {number}", f"Рада {number}")
        make_community("Нова", f"Нове{number}")
    assert len(editor.get(f"/cms/{section}/").context["object_list"]) == count
    with django_assert_num_queries({"organisations": 11, "communities": 12}[section]):
        editor.get(f"/cms/{section}/")
