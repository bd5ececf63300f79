"""The card for other sites, and how their software learns of it."""

import re

import pytest

from tests.factories import add_photo, make_draft, make_image, make_story, publish

OEMBED = "/oembed"


def policy(answer):
    return dict(
        part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";")
    )


@pytest.fixture
def story(uk):
    return make_story(uk, slug="hub", title='Хаб "Дім" <b>', summary="Відкрили </iframe> простір.")


def test_card_may_be_framed_anywhere_and_other_pages_nowhere(client, story):
    card, page = client.get("/uk/stories/hub/embed/"), client.get("/uk/stories/hub/")
    assert (policy(card)["frame-ancestors"], card.headers.get("X-Frame-Options")) == ("*", None)
    assert (policy(page)["frame-ancestors"], page.headers["X-Frame-Options"]) == ("'none'", "DENY")
    assert {
        name: value for name, value in policy(card).items() if name not in {"frame-ancestors", "form-action"}
    } == {
        name: value for name, value in policy(page).items() if name not in {"frame-ancestors", "form-action"}
    }
    assert policy(card)["form-action"] == "'none'"


def test_card_shows_the_story_as_text_and_opens_it_in_a_new_tab(client, story):
    answer = client.get("/uk/stories/hub/embed/")
    html = answer.content.decode()
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert re.findall(r'<a href="([^"]+)" target="_blank" rel="noopener">', html) == ["/uk/stories/hub/"]
    assert ("<b>" in html, "</iframe>" in html, "Тернопільська громада" in html) == (False, False, True)
    assert 'name="robots" content="noindex"' in html


def test_card_has_neither_script_nor_inline_style(client, story):
    html = client.get("/uk/stories/hub/embed/").content.decode()
    assert ("<script" in html, "<style" in html, ' style="' in html) == (False, False, False)


def test_card_shows_the_photo_where_there_is_one(client, uk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(add_photo(make_draft(uk, slug="photo"), make_image()))
    html = client.get("/uk/stories/photo/embed/").content.decode()
    assert ("<picture>" in html, 'class="ornament' in html) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_card_needs_the_same_queries_for_1_and_3_photos(client, uk, count, django_assert_num_queries):
    draft = make_draft(uk, slug="photo")
    for _number in range(count):
        add_photo(draft, make_image())
    publish(draft)
    client.get("/uk/stories/photo/embed/")
    with django_assert_num_queries(4):
        assert client.get("/uk/stories/photo/embed/").status_code == 200


def test_story_page_offers_the_line_to_copy(client, story):
    html = client.get("/uk/stories/hub/").content.decode()
    (line,) = re.findall(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert line.startswith("&lt;iframe src=&quot;http://localhost/uk/stories/hub/embed/&quot;")
    assert ("<iframe" in html, "&amp;lt;b&amp;gt;" in line) == (False, True)


def test_oembed_describes_a_story_of_ours(client, story):
    answer = client.get(OEMBED, {"url": "http://testserver/uk/stories/hub/", "maxwidth": "400"})
    description = answer.json()
    assert {
        name: description[name]
        for name in ("type", "version", "title", "author_name", "width", "height", "html")
    } == {
        "type": "rich",
        "version": "1.0",
        "title": 'Хаб "Дім" <b>',
        "author_name": "Тернопільська громада",
        "width": 400,
        "height": 420,
        "html": (
            '<iframe src="http://testserver/uk/stories/hub/embed/" title="Хаб &quot;Дім&quot; &lt;b&gt;" width="400" '
            'height="420" loading="lazy" style="border:0;max-width:100%"></iframe>'
        ),
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_story_page_tells_where_its_description_is(client, story):
    html = client.get("/uk/stories/hub/").content.decode()
    (address,) = re.findall(r'type="application/json\+oembed"[^>]* href="([^"]+)"', html)
    assert client.get(address).json()["title"] == story.title


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "http://[", "http://elsewhere.example/uk/stories/hub/", "//testserver/uk/stories/hub/",
        "file:///uk/stories/hub/", "http://testserver/uk/stories/", "http://testserver/uk/stories/none/",
        "http://testserver/de/stories/hub/", "http://testserver/uk/stories/hub/embed/", "http://testserver@evil.example/uk/stories/hub/",
        "http://testserver/uk/stories/%00/", "http://testserver/uk/stories/\x00/", "http://testserver:81/uk/stories/hub/",
        "http://testserver/cms/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_oembed_knows_nothing_else(client, story, url):
    answer = client.get(OEMBED, {"url": url})
    assert (answer.status_code, answer.content) == (404, b"")


def test_oembed_speaks_json_only(client, story):
    address = "http://testserver/uk/stories/hub/"
    statuses = [client.get(OEMBED, {"url": address, "format": kind}).status_code for kind in ("json", "xml")]
    assert (statuses, client.post(OEMBED).status_code) == ([200, 501], 405)


@pytest.mark.parametrize("width", ["-1", "0", "x", "²", "9" * 30, "100000"])
def test_senseless_width_is_answered(client, story, width):
    answer = client.get(OEMBED, {"url": "http://testserver/uk/stories/hub/", "maxwidth": width})
    assert 240 <= answer.json()["width"] <= 560
