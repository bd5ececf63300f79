"""Every public address: what it answers, in which language, at how many queries."""

import re

import pytest

from stories.models import BeneficiaryGroup, Challenge, CommunityAlias
from tests.factories import (
    add_photo,
    make_category,
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


def test_untranslated_story_stands_apart_in_the_other_language(client, indexes):
    make_story(indexes["uk"], title="Лише українською", slug="only-uk")
    html = client.get("/en/stories/").content.decode()
    assert html.index("Not translated yet") < html.index("Лише українською")
    assert html.count("Лише українською") == 1


def test_slug_of_the_other_language_leads_to_the_translation(client, indexes):
    uk = make_story(indexes["uk"], slug="hromada")
    translate(uk, indexes["en"], slug="community")
    answer = client.get("/en/stories/hromada/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/stories/community/")


def test_list_is_narrowed_by_category_and_region_together(client, uk):
    region, spaces = make_region(*KHARKIV), make_category("public-spaces")
    make_story(uk, title="Тут", community=make_community(region=region), category=spaces)
    make_story(uk, title="Не той регіон", category=spaces)
    make_story(uk, title="Не та категорія", community=make_community(region=region))
    answer = client.get("/uk/stories/", {"category": "public-spaces", "region": "UA-63"})
    assert [story.title for story in answer.context["stories"]] == ["Тут"]
    counts = {category.slug: category.story_count for category in answer.context["categories"]}
    assert counts == {"youth-engagement": 1, "public-spaces": 1}


@pytest.mark.parametrize(
    "query",
    [
        "category=%00",
        "region='",
        "sort=x",
        "page=x",
        "page=-1",
        "page=99999999999999999999",
        "category=" + "й" * 5000,
    ],
)
def test_hostile_query_gets_an_answer(client, story, query):
    assert client.get(f"/uk/stories/?{query}").status_code == 200


def test_community_page_names_its_former_names(client, community):
    CommunityAlias.objects.create(community=community, name_uk="Давня", name_en="Davnia")
    assert "Davnia" in text_of(client.get(f"/en/communities/{community.slug}/"))


def test_hostile_title_is_shown_as_text(client, uk):
    make_story(uk, title="<script>alert(1)</script>", slug="x", summary='"><img src=x onerror=alert(1)>')
    for path in ("", "stories/", "stories/x/"):
        html = client.get(f"/uk/{path}").content.decode()
        assert ("<script>alert" in html, "<img src=x" in html) == (False, False)


def test_story_with_photo_shows_it_with_its_alt_text(client, uk):
    publish(add_photo(make_draft(uk, slug="photo"), make_image(alt_uk="Люди за столом", credit="Рада")))
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


QUERIES = {
    "": 15, "stories/": 18, "categories/": 2, "categories/youth-engagement/": 7, "regions/": 2, "regions/UA-61/": 9,
    "communities/{slug}/": 8, "contest/": 2, "contest/second/": 5, "about/": 9,
}  # fmt: skip


@pytest.mark.parametrize("path", QUERIES)
@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_queries_for_1_and_3_stories(
    client, indexes, path, count, django_assert_num_queries
):
    address = f"/uk/{path.format(slug=fill(indexes, count).slug)}"
    client.get(address)  # Content types and the like are looked up once a process.
    with django_assert_num_queries(QUERIES[path]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_story_page_needs_the_same_queries_for_1_and_3_of_everything(
    client, uk, count, django_assert_num_queries
):
    draft = make_draft(uk, slug="rich")
    for number in range(count):
        make_story(uk)
        draft.partners.create(organisation=make_organisation(f"Partner {number}"), role="partner")
        draft.co_communities.create(community=make_community(), role="host")
        draft.challenges.add(
            Challenge.objects.create(slug=f"c{number}", name_uk="Проблема", name_en="Problem")
        )
        draft.groups.add(BeneficiaryGroup.objects.create(slug=f"g{number}", name_uk="Група", name_en="Group"))
    publish(draft)
    client.get("/uk/stories/rich/")
    with django_assert_num_queries(31):
        assert client.get("/uk/stories/rich/").status_code == 200
