"""What pages say of themselves to search engines, messengers and feed readers."""

import json
import re

import pytest

from tests.factories import make_edition, make_story, translate


@pytest.fixture
def story(indexes):
    edition = make_edition(slug="second")
    uk = make_story(
        indexes["uk"], title="Хаб", slug="hub", summary="Відкрили простір.", edition=edition, award="winner"
    )
    translate(
        uk,
        indexes["en"],
        title="A hub",
        slug="hub-en",
        summary="Opened a space.",
        edition=edition,
        award="winner",
    )
    return uk


def head_of(client, path):
    return client.get(path).content.decode().partition("</head>")[0]


def properties(html):
    return dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter|article):[^"]+)" content="([^"]*)">', html)
    )


def kinds(html):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {node["@type"]: node for node in json.loads(text)["@graph"]}


def paths(story):
    return {
        "": {"Organization", "WebSite"},
        "stories/": {"Organization", "CollectionPage", "ItemList", "BreadcrumbList"},
        "stories/hub/": {"Organization", "Article", "BreadcrumbList"},
        "categories/": {"Organization", "WebPage", "BreadcrumbList"},
        "categories/youth-engagement/": {"Organization", "CollectionPage", "DefinedTerm", "ItemList", "BreadcrumbList"},
        "regions/": {"Organization", "WebPage", "BreadcrumbList"},
        "regions/UA-61/": {"Organization", "CollectionPage", "AdministrativeArea", "ItemList", "BreadcrumbList"},
        f"communities/{story.lead_community.slug}/": {
            "Organization", "CollectionPage", "AdministrativeArea", "ItemList", "BreadcrumbList",
        },
        "contest/": {"Organization", "WebPage", "BreadcrumbList"},
        "contest/second/": {"Organization", "CollectionPage", "ItemList", "Article", "Event", "BreadcrumbList"},
        "about/": {"Organization", "WebPage", "BreadcrumbList"},
        "figures/": {"Organization", "WebPage", "BreadcrumbList"},
        "api/": {"Organization", "WebPage", "BreadcrumbList"},
    }  # fmt: skip


def test_every_page_says_what_it_is_and_shows_a_picture(client, story):
    found, pictures = {}, set()
    for path in paths(story):
        html = head_of(client, f"/uk/{path}")
        found[path] = set(kinds(html))
        pictures.add(properties(html)["og:image"].partition("?")[0])
    assert found == paths(story)
    assert pictures == {"http://testserver/uk/share.png", "http://testserver/uk/stories/hub/share.png"}


def test_story_is_shown_well_where_it_is_passed_on(client, story):
    found = properties(head_of(client, "/uk/stories/hub/"))
    wanted = (
        "og:type", "og:title", "og:description", "og:url", "og:locale", "og:locale:alternate", "og:image:alt",
        "article:section", "twitter:card", "og:image:width",
    )  # fmt: skip
    assert {name: found[name] for name in wanted} == {
        "og:type": "article",
        "og:title": "Хаб",
        "og:description": "Відкрили простір.",
        "og:url": "http://testserver/uk/stories/hub/",
        "og:locale": "uk_UA",
        "og:locale:alternate": "en_GB",
        "og:image:alt": "Хаб. Тернопільська громада",
        "article:section": "Залучення молоді",
        "twitter:card": "summary_large_image",
        "og:image:width": "1200",
    }
    assert client.get(found["og:image"].replace("&amp;", "&")).headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "path", ["/uk/stories/hub/", "/en/stories/hub-en/", "/uk/categories/", "/en/categories/"]
)
def test_readers_of_other_languages_are_sent_to_the_ukrainian_page(client, story, path):
    links = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', head_of(client, path)))
    assert links["x-default"] == links["uk"]


def test_article_of_a_translation_names_the_original(client, story):
    article = kinds(head_of(client, "/en/stories/hub-en/"))["Article"]
    assert article["translationOfWork"]["@id"] == "http://testserver/uk/stories/hub/"


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/uk/", ["/uk/feed/"]),
        ("/uk/categories/youth-engagement/", ["/uk/feed/?category=youth-engagement", "/uk/feed/"]),
        ("/uk/regions/UA-61/", ["/uk/feed/?region=UA-61", "/uk/feed/"]),
        ("/uk/stories/?region=UA-61&sort=title", ["/uk/feed/?region=UA-61", "/uk/feed/"]),
        ("/uk/stories/?sort=title", ["/uk/feed/"]),
    ],
)
def test_page_offers_the_feed_of_what_it_shows(client, story, path, feeds):
    found = re.findall(
        r'type="application/atom\+xml"[^>]* href="http://testserver([^"]+)"', head_of(client, path)
    )
    assert found == feeds


def test_list_tells_its_stories_in_their_order(client, indexes):
    for title in ("Б", "А"):
        make_story(indexes["uk"], title=title, slug={"А": "a", "Б": "b"}[title])
    items = kinds(head_of(client, "/uk/stories/?sort=title"))["ItemList"]
    assert [(entry["position"], entry["name"], entry["url"]) for entry in items["itemListElement"]] == [
        (1, "А", "http://testserver/uk/stories/a/"),
        (2, "Б", "http://testserver/uk/stories/b/"),
    ]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", '"><meta property="og:x" content="'])
def test_hostile_title_breaks_neither_markup_nor_data(client, indexes, title):
    make_story(indexes["uk"], title=title, slug="x", summary=title)
    for path in ("/uk/stories/x/", "/uk/stories/", "/uk/stories/x/embed/"):
        html = client.get(path).content.decode()
        assert ("<script>alert" in html, 'property="og:x"' in html) == (False, False)
    assert kinds(head_of(client, "/uk/stories/x/"))["Article"]["name"] == title


def test_missing_page_says_nothing_of_itself(client, story):
    html = head_of(client, "/uk/nowhere/")
    assert ("ld+json" in html, "og:title" in html) == (False, False)


def test_untranslated_page_names_itself_and_not_the_story(client, indexes):
    make_story(indexes["uk"], slug="only-uk")
    assert set(kinds(head_of(client, "/en/stories/only-uk/"))) == {
        "Organization",
        "WebPage",
        "BreadcrumbList",
    }
