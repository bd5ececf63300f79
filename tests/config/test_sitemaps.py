"""The sitemap names every public address with its twin, and nothing else."""

from xml.etree import ElementTree as ET

import pytest
from django.utils.timezone import localtime

from config import sitemaps
from stories.models import StoryPage
from tests.factories import make_community, make_draft, make_edition, make_region, make_story, translate

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "http://testserver"


def entries(client, path="/sitemap.xml"):
    """Each address with its twins by language and the day of its last change."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    found = {}
    for url in ET.fromstring(answer.content).findall("s:url", NS):  # noqa: S314 - our own answer
        twins = {
            link.get("hreflang"): link.get("href").removeprefix(BASE) for link in url.findall("x:link", NS)
        }
        found[url.findtext("s:loc", namespaces=NS).removeprefix(BASE)] = (
            twins,
            url.findtext("s:lastmod", namespaces=NS),
        )
    return found


def test_story_stands_in_both_languages_with_the_day_of_its_publication(client, indexes):
    uk = make_story(indexes["uk"], slug="hub")
    translate(uk, indexes["en"], slug="hub-en")
    twins = {"uk": "/uk/stories/hub/", "en": "/en/stories/hub-en/", "x-default": "/uk/stories/hub/"}
    found, day = entries(client), f"{localtime(uk.last_published_at):%Y-%m-%d}"
    assert (found["/uk/stories/hub/"], found["/en/stories/hub-en/"]) == ((twins, day), (twins, day))


def test_story_without_a_translation_has_no_twin(client, indexes):
    make_story(indexes["en"], slug="only-en")
    assert entries(client)["/en/stories/only-en/"][0] == {"en": "/en/stories/only-en/"}


def test_everything_public_is_named_and_nothing_else(client, indexes):
    story = make_story(indexes["uk"], slug="hub", edition=make_edition(slug="second"))
    make_community(region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    make_draft(indexes["uk"], slug="secret")
    StoryPage.objects.filter(pk=make_story(indexes["uk"], slug="gone").pk).update(live=False)
    paths = [
        "", "stories/", "about/", "categories/", "categories/youth-engagement/", "regions/", "regions/UA-61/", "figures/",
        f"communities/{story.lead_community.slug}/", "contest/", "contest/second/", "api/", "data/",
    ]  # fmt: skip
    expected = {f"/{language}/{path}" for language in ("uk", "en") for path in paths}
    assert set(entries(client)) == expected | {"/uk/stories/hub/"}


def test_every_address_opens(client, indexes):
    make_story(indexes["uk"], slug="hub", edition=make_edition(slug="second"))
    answers = {path: client.get(path).status_code for path in entries(client)}
    assert answers == dict.fromkeys(answers, 200)


def test_large_sitemap_is_split_into_parts_that_hold_the_same(client, indexes, monkeypatch):
    for number in range(3):
        make_story(indexes["uk"], slug=f"s{number}")
    whole = entries(client)
    monkeypatch.setattr(sitemaps, "PART_SIZE", 5)
    monkeypatch.setattr(sitemaps.Addresses, "limit", 5)
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    parts = [part.text.removeprefix(BASE) for part in index.findall("s:sitemap/s:loc", NS)]
    assert parts[:2] == ["/sitemap-pages.xml", "/sitemap-pages.xml?p=2"]
    found = {}
    for part in parts:
        found |= entries(client, part)
    assert found == whole


@pytest.mark.parametrize("path", ["/sitemap-none.xml", "/sitemap-pages.xml?p=99", "/sitemap-pages.xml?p=x"])
def test_there_is_no_other_part(client, indexes, path):
    assert client.get(path).status_code == 404


def test_robot_that_has_the_sitemap_gets_a_short_answer(client, indexes):
    etag = client.get("/sitemap.xml").headers["ETag"]
    assert client.get("/sitemap.xml", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_sitemap_needs_the_same_queries_for_1_and_3_stories(
    client, indexes, count, django_assert_num_queries
):
    for _number in range(count):
        make_story(indexes["uk"])
    client.get("/sitemap.xml")
    with django_assert_num_queries(9):
        client.get("/sitemap.xml")
