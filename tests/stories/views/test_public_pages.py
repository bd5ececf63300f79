"""Every public address: what it answers, in which language, at how many queries."""

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stories.domain.renditions import make_renditions
from stories.models import BeneficiaryGroup, Challenge, CommunityAlias, StoryPhoto
from tests.factories import (
    add_photo,
    make_community,
    make_draft,
    make_edition,
    make_image,
    make_organisation,
    make_region,
    make_story,
    publish,
    translate,
)

KHARKIV = ("UA-63", "Харківська область", "Kharkiv region")


@pytest.fixture
def story(indexes):
    """A story in both languages, honoured by an edition."""
    edition = make_edition(slug="second", applications=112, communities=82)
    uk = make_story(indexes["uk"], title="Хаб у громаді", slug="hub", edition=edition, award="winner")
    translate(uk, indexes["en"], title="A hub in a community", slug="hub", edition=edition, award="winner")
    return uk


@pytest.fixture
def community(story):
    return story.lead_community


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def addresses(story):
    return [
        "", "stories/", "stories/hub/", "categories/", "categories/youth-engagement/", "regions/", "regions/UA-61/",
        f"communities/{story.lead_community.slug}/", "contest/", "contest/second/", "about/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_page_opens_in_both_languages_for_anyone(client, story, language):
    answers = {path: client.get(f"/{language}/{path}") for path in addresses(story)}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        addresses(story), 200
    )
    for answer in answers.values():
        assert f'<html lang="{language}">' in answer.content.decode()


def test_pages_leave_no_cookie_with_a_reader(client, story):
    cookies = [dict(client.get(f"/uk/{path}").cookies) for path in addresses(story)]
    assert cookies == [{}] * len(cookies)


def test_pages_refuse_to_be_posted_to(client, story):
    for path in ("categories/", "regions/", "regions/UA-61/", "contest/"):
        assert client.post(f"/uk/{path}").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "regions/UA-99/",
        "regions/%00/",
        "stories/%00/",
        "%00/",
        "categories/nothing/",
        "communities/nothing/",
        "contest/x/",
        "stories/no/",
    ],
)
def test_unknown_address_gets_the_houses_own_404(client, story, path):
    answer = client.get(f"/en/{path}")
    assert (answer.status_code, "There is no such page" in answer.content.decode()) == (404, True)


def test_draft_is_not_found_anywhere(client, indexes):
    draft = make_draft(indexes["uk"], title="Таємна чернетка", slug="secret")
    assert client.get("/uk/stories/secret/").status_code == 404
    assert client.get("/en/stories/secret/").status_code == 404
    for path in ("", "stories/", f"communities/{draft.lead_community.slug}/", "regions/UA-61/"):
        assert "Таємна чернетка" not in client.get(f"/uk/{path}").content.decode()


def test_language_switch_stays_on_the_same_page(client, story, community):
    pairs = {
        path: re.findall(r'<a href="([^"]+)" lang="en"', client.get(f"/uk/{path}").content.decode())
        for path in addresses(story)
    }
    assert pairs == {path: [f"/en/{path}"] for path in addresses(story)}


def test_untranslated_story_says_so_and_offers_the_other_language(client, indexes):
    make_story(indexes["uk"], title="Лише українською", slug="only-uk")
    answer = client.get("/en/stories/only-uk/")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "has not been translated into English yet" in html
    assert '<h1 lang="uk">Лише українською</h1>' in html
    assert 'href="/uk/stories/only-uk/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_slug_of_the_other_language_leads_to_the_translation(client, indexes):
    uk = make_story(indexes["uk"], slug="hromada")
    translate(uk, indexes["en"], slug="community")
    answer = client.get("/en/stories/hromada/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/stories/community/")


def test_community_page_names_its_former_names(client, community):
    CommunityAlias.objects.create(community=community, name_uk="Давня", name_en="Davnia")
    assert "Davnia" in text_of(client.get(f"/en/communities/{community.slug}/"))


def test_hostile_title_is_shown_as_text(client, uk):
    make_story(uk, title="<script>alert(1)</script>", slug="x", summary='"><img src=x onerror=alert(1)>')
    for path in ("", "stories/", "stories/x/"):
        html = client.get(f"/uk/{path}").content.decode()
        assert ("<script>alert" in html, "<img src=x" in html) == (False, False)


def test_story_with_photo_shows_it_with_its_alt_text(client, uk):
    image = make_image(alt_uk="Люди за столом", credit="Рада")
    make_renditions(image)
    publish(add_photo(make_draft(uk, slug="photo"), image))
    html = client.get("/uk/stories/photo/").content.decode()
    assert re.findall(r'<img src="/media/[^"]+\.jpg"[^>]* alt="([^"]*)"', html) == ["Люди за столом"]
    assert "© Рада" in html


def fill(indexes, count):
    """`count` stories that share everything a page can list, in both languages."""
    region, edition = make_region(), make_edition(slug="second")
    community = make_community(region=region)
    for number in range(count):
        uk = make_story(
            indexes["uk"], community=community, slug=f"s{number}", edition=edition, award="winner"
        )
        translate(uk, indexes["en"], slug=f"s{number}", edition=edition, award="winner")
    return community


# What a page asks of the database once the process knows the tree, the vocabularies and the counts.
QUERIES = {
    "": 6, "stories/": 4, "categories/": 0, "categories/youth-engagement/": 5, "regions/": 0, "regions/UA-61/": 6,
    "communities/{slug}/": 7, "contest/": 4, "contest/second/": 10, "about/": 2, "stories/rich/": 4,
}  # fmt: skip
# And a story's page when somebody has just written what its article is made from.
QUERIES_OF_A_CHANGED_STORY = 7


@pytest.mark.parametrize("count", [1, 3])
def test_pages_need_the_same_queries_for_1_and_3_of_everything(committed_indexes, count):
    community = fill(committed_indexes, count)
    add_rich_story(committed_indexes["uk"], count)
    client, asked = Client(), {}
    for path in QUERIES:
        address = f"/uk/{path.format(slug=community.slug)}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[path] = len(queries)
    assert asked == QUERIES
    StoryPhoto.objects.update(sort_order=F("sort_order"))
    with CaptureQueriesContext(connection) as queries:
        client.get("/uk/stories/rich/")
    assert len(queries) == QUERIES_OF_A_CHANGED_STORY


def add_rich_story(uk, count):
    """A story with `count` of everything that a story's page lists."""
    draft = make_draft(uk, slug="rich", start_month=date(2020, 1, 1))
    for number in range(count):
        draft.partners.create(organisation=make_organisation(f"Partner {number}"), role="partner")
        draft.co_communities.create(community=make_community(), role="host")
        draft.challenges.add(
            Challenge.objects.create(slug=f"c{number}", name_uk="Проблема", name_en="Problem")
        )
        draft.groups.add(BeneficiaryGroup.objects.create(slug=f"g{number}", name_uk="Група", name_en="Group"))
        image = make_image()
        make_renditions(image)
        add_photo(draft, image)
    publish(draft)
