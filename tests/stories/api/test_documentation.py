"""The page that explains the API to people."""

import re

import pytest

from stories.api.v1 import api


@pytest.mark.parametrize(("asked", "led_to"), [("uk", "/uk/api/"), ("en", "/en/api/"), ("de", "/uk/api/")])
def test_documentation_is_given_in_the_readers_language(client, db, asked, led_to):
    answer = client.get("/api/v1/docs", headers={"accept-language": asked})
    assert (answer.status_code, answer.url) == (302, led_to)


def test_language_may_be_named(client, db):
    assert client.get("/api/v1/docs?lang=en", headers={"accept-language": "uk"}).url == "/en/api/"


@pytest.mark.parametrize("language", ["uk", "en"])
def test_page_explains_every_address_and_every_parameter(client, db, language):
    answer = client.get(f"/{language}/api/")
    html = answer.content.decode()
    for path, methods in api.get_openapi_schema()["paths"].items():
        assert f"<code>{path}</code>" in html
        assert all(f"<code>{parameter['name']}</code>" in html for parameter in methods["get"]["parameters"])
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


def test_every_kind_of_answer_that_is_named_is_explained(client, db):
    html = client.get("/uk/api/").content.decode()
    named, explained = (
        set(re.findall(r'<a href="#(\w+)"><code>', html)),
        set(re.findall(r'<details[^>]* id="(\w+)"', html)),
    )
    assert (named - explained, "StoryFilters" in explained, "Names" in explained) == (set(), False, True)


def test_examples_work(client, indexes):
    html = client.get("/uk/api/").content.decode()
    examples = re.findall(r'class="api__example" href="http://testserver([^"]+)"', html)
    answers = {path: client.get(path.replace("&amp;", "&")).status_code for path in examples}
    assert (len(examples), answers) == (9, dict.fromkeys(examples, 200))


def test_page_needs_neither_script_nor_style_from_elsewhere(client, db):
    html = client.get("/uk/api/").content.decode()
    sources = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', html)
    foreign = [
        source for source in sources if "://" in source and not source.startswith("http://testserver/")
    ]
    assert (foreign, "swagger" in html, " style=" in html) == ([], False, False)


@pytest.mark.parametrize("language", ["uk", "en"])
def test_page_costs_no_query_of_the_catalogue(client, db, language, django_assert_num_queries):
    client.get(f"/{language}/api/")
    with django_assert_num_queries(0):
        client.get(f"/{language}/api/")


def test_ukrainian_page_has_no_english_sentence(client, db):
    html = client.get("/uk/api/").content.decode().partition("<main")[2]
    text = re.sub(r"http\S+|<code>.*?</code>|<[^>]+>|\{[^}]*\}", " ", html, flags=re.DOTALL)
    assert re.findall(r"\b(?:the|of|which|stories|words)\b", text) == []
