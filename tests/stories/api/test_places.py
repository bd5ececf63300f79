"""Regions and communities through the API."""

import pytest

from stories.enums import CommunityKind
from stories.models import CommunityAlias
from tests.factories import make_community, make_region, make_story

COMMUNITIES = "/api/v1/communities"


def slugs(client, **query):
    return [item["slug"] for item in client.get(COMMUNITIES, query).json()["items"]]


@pytest.fixture
def places(uk):
    """Three communities of two regions, one renamed, one occupied, one with a story."""
    donetsk = make_region("UA-14", "Донецька область", "Donetsk region")
    bakhmut = make_community("Бахмутська", "Бахмут", region=donetsk, slug="bakhmut", is_occupied=True)
    CommunityAlias.objects.create(community=bakhmut, name_uk="Артемівськ", name_en="Artemivsk")
    bakhmut.save()
    ternopil = make_community(slug="ternopil")
    make_community("Збаразька", "Збараж", slug="zbarazh")
    make_story(uk, community=ternopil)


def test_communities_are_found_by_former_names_and_properties(client, places):
    found = {
        "q": slugs(client, q="артемівськ"),
        "q in English": slugs(client, q="zbar", lang="en"),
        "region": slugs(client, region="UA-14"),
        "occupied": slugs(client, occupied="true"),
        "free": slugs(client, occupied="false"),
        "with stories": slugs(client, with_stories="true"),
        "with stories in English": slugs(client, with_stories="true", lang="en"),
        "all in English order": slugs(client, lang="en"),
    }
    assert found == {
        "q": ["bakhmut"],
        "q in English": ["zbarazh"],
        "region": ["bakhmut"],
        "occupied": ["bakhmut"],
        "free": ["zbarazh", "ternopil"],
        "with stories": ["ternopil"],
        "with stories in English": [],
        "all in English order": ["bakhmut", "ternopil", "zbarazh"],
    }


@pytest.mark.parametrize("key", ["code", "slug"])
def test_community_is_found_by_code_and_by_slug(client, db, key):
    community = make_community(slug="ternopil", kind=CommunityKind.URBAN)
    CommunityAlias.objects.create(community=community, name_uk="Тарнополь", name_en="Tarnopol")
    answer = client.get(f"{COMMUNITIES}/{getattr(community, key)}").json()
    assert answer == {
        "code": community.code,
        "slug": "ternopil",
        "name": {"uk": "Тернопільська громада", "en": "Ternopil community"},
        "url": "http://testserver/uk/communities/ternopil/",
        "official_name": {
            "uk": "Тернопільська міська територіальна громада", "en": "Ternopilska urban territorial community",
        },
        "centre": {"uk": "Тернопіль", "en": "Ternopil"},
        "former_names": [{"uk": "Тарнополь", "en": "Tarnopol"}],
        "kind": "urban",
        "region": {"code": "UA-61", "name": {"uk": "Тернопільська область", "en": "Ternopil region"}},
        "occupied": False,
        "in_register": True,
        "stories": 0,
    }  # fmt: skip


def test_regions_count_the_stories_of_the_language(client, places):
    counts = {
        language: {
            item["code"]: item["stories"]
            for item in client.get("/api/v1/regions", {"lang": language}).json()["items"]
        }
        for language in ("uk", "en")
    }
    assert counts == {"uk": {"UA-14": 0, "UA-61": 1}, "en": {"UA-14": 0, "UA-61": 0}}
    assert client.get("/api/v1/regions/UA-61").json()["stories"] == 1


def test_unknown_place_is_not_found(client, db):
    answers = [
        client.get(f"/api/v1/{path}").status_code
        for path in ("regions/UA-99", "communities/UA00", "communities/x")
    ]
    assert answers == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("regions", 2), ("regions/UA-61", 2), ("communities?with_stories=true", 4)]
)
def test_places_need_the_same_queries_for_1_and_3(
    client, fill, django_assert_num_queries, *, count, path, queries
):
    fill(count)
    client.get(f"/api/v1/{path}")
    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{path}").status_code == 200
