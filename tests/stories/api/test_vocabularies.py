"""Categories, editions and the other words of the catalogue through the API."""

import pytest

from stories.models import Challenge, StoryTag
from tests.factories import make_category, make_draft, make_edition


def names(client, path, **query):
    return {item["slug"]: item["stories"] for item in client.get(f"/api/v1/{path}", query).json()["items"]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("categories", {"category-0": 1, "category-1": 1}),
        ("editions", {"second": 2}),
        ("challenges", {"c0": 1, "c1": 1}),
        ("groups", {"g0": 1, "g1": 1}),
        ("tags", {"t0": 1, "t1": 1}),
    ],
)
def test_words_say_how_many_stories_carry_them(client, fill, path, expected):
    fill(2)
    assert names(client, path) == expected


def test_words_without_stories_are_named_too_but_tags_of_drafts_are_not(client, uk):
    Challenge.objects.create(slug="unanswered", name_uk="Нова", name_en="New")
    draft = make_draft(uk)
    draft.tags.add(StoryTag.objects.create(name="таємна операція", slug="secret"))
    draft.save_revision()
    draft.save()
    assert (names(client, "challenges"), names(client, "tags")) == ({"unanswered": 0}, {})


def test_category_and_edition_are_found_by_slug(client, db):
    make_category(description_uk="Про молодь", description_en="Of youth", special_award=False)
    make_edition(slug="second", applications=112, communities=82)
    category = client.get("/api/v1/categories/youth-engagement", {"lang": "en"}).json()
    assert (category["description"]["en"], category["url"]) == (
        "Of youth", "http://testserver/en/categories/youth-engagement/",
    )  # fmt: skip
    edition = client.get("/api/v1/editions/second").json()
    assert (edition["applications"], edition["communities"], edition["organisers"]) == (112, 82, [])
    assert [client.get(f"/api/v1/{path}/none").status_code for path in ("categories", "editions")] == [
        404,
        404,
    ]


def test_edition_in_preparation_is_not_told_of(client, db):
    make_edition(slug="coming")
    assert client.get("/api/v1/editions").json()["items"] == []
    assert client.get("/api/v1/editions/coming").status_code == 404


def test_edition_names_its_organisers(client, fill):
    fill(1)
    (edition,) = client.get("/api/v1/editions").json()["items"]
    assert edition["organisers"] == [
        {
            "slug": "partner-0", "name": {"uk": "Молодіжна рада", "en": "Partner 0"}, "sector": "civil_society",
            "role": "organiser", "website": "https://example.org/",
        }
    ]  # fmt: skip


def test_list_of_words_comes_in_parts(client, fill):
    fill(3)
    answer = client.get("/api/v1/tags", {"limit": 2, "offset": 2}).json()
    assert ([item["slug"] for item in answer["items"]], answer["total"], answer["next"], answer["previous"]) == (
        ["t2"], 3, None, "http://testserver/api/v1/tags?limit=2&offset=0",
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("categories", 2), ("editions", 4), ("challenges", 2), ("groups", 2), ("tags", 2)]
)
def test_words_need_the_same_queries_for_1_and_3(
    client, fill, django_assert_num_queries, *, count, path, queries
):
    fill(count)
    client.get(f"/api/v1/{path}")
    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{path}").status_code == 200
