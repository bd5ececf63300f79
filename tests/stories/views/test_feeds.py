"""Feeds of newly published stories."""

from datetime import UTC, datetime

import feedparser
import pytest

from stories.models import StoryPage, StoryTag
from tests.factories import make_category, make_community, make_draft, make_story, publish, translate


def parsed(client, address="/uk/feed/"):
    answer = client.get(address)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert (feed.bozo, feed.version) == (False, "atom10")
    return feed


def titles(client, address="/uk/feed/"):
    return [entry.title for entry in parsed(client, address).entries]


def test_feed_of_each_language_holds_its_own_stories(client, indexes):
    uk = make_story(indexes["uk"], title="Хаб")
    translate(uk, indexes["en"], title="A hub")
    make_story(indexes["uk"], title="Лише тут")
    assert (titles(client), titles(client, "/en/feed/")) == (["Лише тут", "Хаб"], ["A hub"])


def test_entry_says_all_that_is_known_of_a_story(client, indexes):
    draft = make_draft(indexes["uk"], title="Хаб", slug="hub", summary="Відкрили простір.")
    draft.tags.add(StoryTag.objects.create(name="хаб", slug="hub"))
    uk = publish(draft)
    translate(uk, indexes["en"], slug="hub-en")
    (entry,) = parsed(client).entries
    community = uk.lead_community
    assert (entry.title, entry.summary, entry.author, entry.author_detail.href) == (
        "Хаб", "Відкрили простір.", "Тернопільська громада", f"http://testserver/uk/communities/{community.slug}/",
    )  # fmt: skip
    assert [(link.rel, link.get("hreflang"), link.href.partition("?")[0]) for link in entry.links] == [
        ("alternate", "uk", "http://testserver/uk/stories/hub/"),
        ("alternate", "en", "http://testserver/en/stories/hub-en/"),
        ("enclosure", None, "http://testserver/uk/stories/hub/share.png"),
    ]
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("youth-engagement", "Залучення молоді"), ("UA-61", "Тернопільська область"), ("hub", "хаб"),
    ]  # fmt: skip
    assert entry.rights == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"


def test_newest_publication_comes_first_and_dates_are_those_of_publication(client, uk):
    old, new = make_story(uk, title="Старіша"), make_story(uk, title="Новіша")
    first, changed = datetime(2024, 1, 2, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
    StoryPage.objects.filter(pk=old.pk).update(first_published_at=first, last_published_at=changed)
    feed = parsed(client)
    assert [entry.title for entry in feed.entries] == ["Новіша", "Старіша"]
    assert (feed.entries[1].published, feed.entries[1].updated) == (first.isoformat(), changed.isoformat())
    assert new.pk != old.pk


def test_identity_of_an_entry_outlives_its_address(client, uk):
    story = make_story(uk, slug="before")
    before = parsed(client).entries[0]
    StoryPage.objects.filter(pk=story.pk).update(slug="after", url_path=f"{uk.url_path}after/")
    after = parsed(client).entries[0]
    assert (after.id, after.link) == (before.id, "http://testserver/uk/stories/after/")


def test_feed_follows_the_choice_of_the_list(client, uk):
    spaces = make_category("public-spaces", short_uk="Публічні простори")
    make_story(uk, title="Простір", category=spaces)
    make_story(uk, title="Молодь")
    feed = parsed(client, "/uk/feed/?category=public-spaces&sort=title&page=7")
    assert [entry.title for entry in feed.entries] == ["Простір"]
    assert feed.feed.title == "Стійкі громади — Публічні простори"
    assert [(link.rel, link.href) for link in feed.feed.links] == [
        ("alternate", "http://testserver/uk/stories/?category=public-spaces"),
        ("self", "http://testserver/uk/feed/?category=public-spaces"),
        ("alternate", "http://testserver/en/stories/?category=public-spaces"),
    ]


def test_empty_choice_is_a_valid_empty_feed(client, indexes):
    assert titles(client, "/uk/feed/?category=nobody-knows") == []


def test_text_that_xml_cannot_hold_is_left_out(client, uk):
    make_story(uk, title="Хаб\x0b</title><script>", summary="a\ufffe & b")
    (entry,) = parsed(client).entries
    assert (entry.title_detail.value, entry.summary) == ("Хаб </title><script>", "a  & b")


def test_withdrawn_story_leaves_the_feed_at_once(client, uk):
    make_story(uk, title="Лишається")
    gone = make_story(uk, title="Зникає")
    first = client.get("/uk/feed/")
    gone.unpublish()
    again = client.get("/uk/feed/", headers={"if-modified-since": first.headers["Last-Modified"]})
    assert (again.status_code, "Зникає" in again.content.decode()) == (200, False)


def test_reader_that_has_the_feed_gets_a_short_answer(client, uk):
    make_story(uk)
    first = client.get("/uk/feed/")
    again = client.get("/uk/feed/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, dict(again.cookies)) == (304, b"", {})


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 6), ("?region=UA-61", 19)])
def test_feed_needs_the_same_queries_for_1_and_3_stories(
    client, indexes, django_assert_num_queries, *, count, query, queries
):
    for _number in range(count):
        translate(make_story(indexes["uk"], community=make_community()), indexes["en"])
    client.get(f"/uk/feed/{query}")
    with django_assert_num_queries(queries):
        assert client.get(f"/uk/feed/{query}").status_code == 200


def test_feed_ends_after_thirty_entries(client, uk):
    for _number in range(31):
        make_story(uk)
    assert len(parsed(client).entries) == 30
