"""Tags are found as they are typed, whatever the case, in both databases."""

import pytest
from django.urls import reverse

from stories.models import StoryTag

ADDRESS = "/cms/tag-autocomplete/stories/storytag/"


@pytest.fixture
def tags(db):
    rows = (
        ("veterany", "Ветерани", "Veterans"),
        ("viche", "віче", ""),
        ("prostir-vidpochynku", "простір відпочинку", "Leisure"),
    )
    return [StoryTag.objects.create(slug=slug, name=name, name_en=name_en) for slug, name, name_en in rows]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("вет", ["Ветерани"]), ("ВЕТ", ["Ветерани"]), ("ВІЧЕ", ["віче"]), ("vet", ["Ветерани"]), ("leis", ["простір відпочинку"]),
        ("відп", []), ("в", ["Ветерани", "віче"]), ("", []), ("%", []), ("\x00", []), ("x" * 5000, []),
    ],
)  # fmt: skip
def test_typed_letters_find_tags_that_begin_with_them(signed_in, tags, term, found):
    assert signed_in("Editors").get(ADDRESS, {"term": term}).json() == found


def test_address_is_the_one_that_the_form_asks(db):
    assert reverse("wagtailadmin_tag_model_autocomplete", args=["stories", "storytag"]) == ADDRESS


@pytest.mark.parametrize(("role", "status"), [("Editors", 200), ("", 403), (None, 302)])
def test_only_staff_is_told_of_tags(client, signed_in, tags, role, status):
    browser = client if role is None else signed_in(*([role] if role else []))
    assert browser.get(ADDRESS, {"term": "вет"}).status_code == status


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ВЕТЕРАН", ["Ветерани"]),
        ("Віче", ["віче"]),
        ("ВІДПОЧИНКУ", ["простір відпочинку"]),
        ("LEIS", ["простір відпочинку"]),
    ],
)
def test_list_of_tags_finds_any_part_of_a_name_in_any_case(signed_in, tags, query, found):
    answer = signed_in("Editors").get("/cms/tags/", {"q": query})
    assert [tag.name for tag in answer.context["object_list"]] == found


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_tags_needs_the_same_queries_for_1_and_3(signed_in, db, count, django_assert_num_queries):
    for number in range(count):
        StoryTag.objects.create(slug=f"t{number}", name=f"Тег {number}")
    browser = signed_in("Editors")
    browser.get("/cms/tags/")
    with django_assert_num_queries(11):
        browser.get("/cms/tags/")


def test_renamed_tag_is_found_by_its_new_name(db):
    tag = StoryTag.objects.create(slug="hub", name="Хаб")
    tag.name = "Осередок"
    tag.save(update_fields=["name"])
    assert list(StoryTag.objects.named_like("ОСЕРЕДОК")) == [tag]
