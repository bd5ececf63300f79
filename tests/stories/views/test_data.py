"""Open data over the web: files, headers, and the page that explains them."""

import json

import pytest
from django.utils.http import parse_http_date

from tests.factories import make_draft, make_story, make_user

FILES = ("json", "csv", "xlsx")
ADDRESSES = [
    *(f"/data/stories.{kind}" for kind in FILES),
    "/data/fields.json",
    "/data/catalogue.jsonld",
    "/data/template.xlsx",
]


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_anybody_may_read_from_any_site_and_nothing_is_remembered(client, uk, address):
    make_story(uk)
    answer = client.get(address, headers={"origin": "https://example.org"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert (dict(answer.cookies), answer["Cache-Control"]) == ({}, "public, no-cache")
    assert "Cookie" not in answer.get("Vary", "")
    assert len(body(answer)) > 0


@pytest.mark.parametrize(
    ("kind", "content_type", "disposition"),
    [
        ("json", "application/json", "inline"),
        ("csv", "text/csv; charset=utf-8", "attachment"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    ],
)
def test_file_has_its_type_and_a_dated_name(client, uk, kind, content_type, disposition):
    answer = client.get(f"/data/stories.{kind}")
    how, name = answer["Content-Disposition"].split("; ")
    assert (answer["Content-Type"], how) == (content_type, disposition)
    assert name.startswith('filename="stories-20')
    body(answer)


@pytest.mark.parametrize("kind", FILES)
def test_head_tells_the_same_without_making_the_file(client, uk, kind, django_assert_max_num_queries):
    make_story(uk)
    whole = client.get(f"/data/stories.{kind}")
    body(whole)
    with django_assert_max_num_queries(3):
        head = client.head(f"/data/stories.{kind}")
    assert head.content == b""
    for name in ("Content-Type", "Content-Disposition", "Last-Modified", "Cache-Control"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written(client, db, address, method):
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_browser_may_ask_beforehand(client, db):
    answer = client.options("/data/stories.json")
    assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert answer["Access-Control-Allow-Headers"] == "If-None-Match"


def test_filters_of_the_list_apply(client, uk):
    story = make_story(uk, title="Тут")
    make_story(uk, title="Там", is_ongoing=False)
    answer = client.get("/data/stories.json?status=ongoing&page=7&unknown=1")
    told = json.loads(body(answer))
    assert [row["title_uk"] for row in told["stories"]] == [story.title]
    assert (told["count"], told["query"]) == (1, "?status=ongoing")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%22*:NEAR(", "category=%ED%A0%80", "sort=%27&page=-1", "q=" + "a" * 5000, "lang=uk&lang=en"],
)
def test_any_query_gets_an_answer(client, uk, query):
    make_story(uk)
    answer = client.get(f"/data/stories.json?{query}")
    assert answer.status_code in (200, 400)
    body(answer)


def test_unknown_language_is_refused(client, db):
    answer = client.get("/data/stories.csv?lang=de")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_draft_is_in_no_file_even_for_an_editor(client, uk):
    make_draft(uk, title="Чернетка")
    client.force_login(make_user(is_superuser=True))
    assert "Чернетка" not in body(client.get("/data/stories.json")).decode()


def test_unchanged_data_are_not_sent_again_and_changed_ones_at_once(client, committed_indexes):
    story = make_story(committed_indexes["uk"])
    first = client.get("/data/stories.csv")
    body(first)
    again = client.get("/data/stories.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["ETag"], again["Access-Control-Allow-Origin"]) == (
        304,
        first["ETag"],
        "*",
    )
    other = client.get("/data/stories.json", headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200
    assert parse_http_date(first["Last-Modified"]) > 0
    story.lead_community.name_uk = "Перейменована"
    story.lead_community.save()
    changed = client.get("/data/stories.csv", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Перейменована громада" in body(changed).decode()
    story.unpublish()
    gone = client.get("/data/stories.csv", headers={"if-none-match": changed["ETag"]})
    assert (gone.status_code, story.title in body(gone).decode()) == (200, False)


@pytest.mark.parametrize(("language", "title"), [("uk", "Відкриті дані"), ("en", "Open data")])
def test_page_explains_every_column(client, uk, language, title):
    answer = client.get(f"/{language}/data/")
    text = answer.content.decode()
    assert (answer.status_code, answer.context["page_title"]) == (200, title)
    for name in ("summary_uk", "as_of", "co_communities", "/data/template.xlsx", "/data/catalogue.jsonld"):
        assert name in text


@pytest.mark.parametrize(("accepted", "place"), [("uk", "/uk/data/"), ("en", "/en/data/")])
def test_bare_address_leads_to_the_page_in_the_browser_s_language(client, db, accepted, place):
    answer = client.get("/data/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, place)
