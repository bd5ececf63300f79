"""What an anonymous reader is answered from kept pages, and what is never kept."""

import gzip

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from config.page_cache.application import PageCache
from config.page_cache.middleware import may_be_kept
from freshness import reads
from stories.models import Region, StoryPage
from tests import factories
from tests.config.reader import Reader

OF_THE_CACHE = {"cache-control", "content-encoding", "etag", "vary"}


@pytest.fixture
def story(committed_site):
    committed_site("answers", make_story_in_two_languages)
    return StoryPage.objects.get(locale__language_code="uk")


def make_story_in_two_languages(indexes):
    story = factories.make_story(indexes["uk"], title="Молодіжний простір")
    factories.translate(story, indexes["en"], title="Youth space")


def plain_headers(answer):
    return [pair for pair in answer.headers if pair[0].lower() not in OF_THE_CACHE]


@pytest.mark.parametrize(
    "path", ["/uk/", "/en/", "/uk/stories/", "/en/stories/?page=1", "/uk/regions/", "/uk/about/"]
)
def test_kept_page_is_the_page_that_django_makes(story, cached, uncached, django_application, path):
    made, kept, plain = cached.get(path), cached.get(path), uncached.get(path)
    assert django_application.count == 2
    assert (kept.status, kept.body) == (200, plain.body)
    assert (made.status, made.headers, made.body) == (kept.status, kept.headers, kept.body)
    assert sorted(plain_headers(kept)) == sorted(plain_headers(plain))


def test_anonymous_reader_gets_no_cookie_and_a_page_to_ask_again_for(story, cached):
    answer = cached.get("/uk/stories/")
    assert answer["Set-Cookie"] is None
    assert (answer["Vary"], answer["Cache-Control"]) == (
        "Accept-Encoding",
        "public, max-age=0, must-revalidate",
    )


def test_compressed_variants_hold_the_same_page(story, cached, django_application):
    plain = cached.get("/uk/")
    zipped, small = cached.get("/uk/", accept_encoding="gzip"), cached.get("/uk/", accept_encoding="gzip, br")
    assert django_application.count == 1
    assert gzip.decompress(zipped.body) == brotli.decompress(small.body) == plain.body
    assert [answer["Content-Encoding"] for answer in (plain, zipped, small)] == [None, "gzip", "br"]
    assert [int(answer["Content-Length"]) for answer in (plain, zipped, small)] == [
        len(plain.body), len(zipped.body), len(small.body)
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_reader_who_has_the_page_gets_304(story, cached, form):
    first = cached.get("/uk/", accept_encoding="br")
    again = cached.get("/uk/", accept_encoding="br", if_none_match=form.format(first["ETag"]))
    assert (again.status, again.body, again["ETag"], again["Content-Length"]) == (
        304,
        b"",
        first["ETag"],
        None,
    )
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_etag_of_another_variant_or_an_older_page_gets_the_page(story, cached):
    first = cached.get("/uk/stories/", accept_encoding="br")
    assert cached.get("/uk/stories/", accept_encoding="gzip", if_none_match=first["ETag"]).status == 200
    factories.make_story(story.get_parent().specific)
    assert cached.get("/uk/stories/", accept_encoding="br", if_none_match=first["ETag"]).status == 200


def test_first_reader_who_has_the_page_from_another_day_gets_304(story, cached):
    etag = cached.get("/uk/")["ETag"]
    Region.objects.update(name_en="X")
    assert cached.get("/uk/", if_none_match=etag).status == 304


def test_head_makes_and_uses_the_page_and_shows_nothing_of_it(story, cached, django_application):
    head, page = cached.get("/uk/", method="HEAD"), cached.get("/uk/")
    assert django_application.count == 1
    assert (head.body, head.headers) == (b"", page.headers)


def test_head_of_what_is_not_kept_has_no_body(story, cached):
    assert cached.get("/uk/nothing-here/", method="HEAD").body == b""


def test_range_is_answered_with_the_whole_page(story, cached):
    assert cached.get("/uk/", range="bytes=0-3").body == cached.get("/uk/").body


@pytest.mark.parametrize(
    ("path", "status"), [("/uk/nothing-here/", 404), ("/uk/stories", 301), ("/uk/regions/X/", 404)]
)
def test_errors_and_redirects_are_made_each_time(story, cached, django_application, path, status):
    assert [cached.get(path).status for _time in range(3)] == [status] * 3
    assert django_application.count == 3


def test_page_that_did_not_exist_is_there_once_it_is_published(committed_indexes, cached):
    assert cached.get("/uk/stories/new/").status == 404
    factories.make_story(committed_indexes["uk"], slug="new")
    assert cached.get("/uk/stories/new/").status == 200


def test_host_that_is_not_ours_is_refused_each_time(story, cached, settings, django_application):
    settings.ALLOWED_HOSTS = ["localhost"]
    cached.get("/uk/")
    assert [cached.get("/uk/", host="evil.example").status for _time in range(2)] == [400, 400]
    assert cached.get("/uk/").status == 200
    assert django_application.count == 3


def test_page_names_the_host_that_was_asked(story, cached):
    ours, other = cached.get("/uk/about/"), cached.get("/uk/about/", host="other.example")
    assert ("other.example" in ours.text, "other.example" in other.text) == (False, True)


def test_headers_that_are_no_part_of_the_key_reach_no_page(story, cached):
    evil = {
        "x_forwarded_host": "evil.example", "x_original_url": "/evil", "referer": "http://evil.example",
        "user_agent": "evil", "cookie": "evil=1", "accept_language": "en", "hx_current_url": "http://evil.example",
    }  # fmt: skip
    assert cached.get("/uk/", **evil).body == cached.get("/uk/").body
    assert "evil" not in cached.get("/uk/").text


def test_scheme_that_the_proxy_names_is_part_of_the_page(story, settings):
    settings.PAGE_CACHE_URL = "memory:"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    reader = Reader(PageCache(get_wsgi_application()))
    asked = [
        reader.get("/uk/", x_forwarded_proto=scheme).status for scheme in ("http", "https", "http", "https")
    ]
    assert asked == [301, 200, 301, 200]


def test_reader_who_is_signed_in_is_answered_by_django(story, cached, django_application, client):
    cached.get("/uk/")
    client.force_login(factories.make_user("editor@example.org", is_superuser=True))
    session = f"sessionid={client.cookies['sessionid'].value}"
    assert [cached.get("/uk/", cookie=session).status for _time in range(2)] == [200, 200]
    assert django_application.count == 3


def test_page_made_for_somebody_signed_in_is_kept_for_nobody(story, cached, django_application, client):
    client.force_login(factories.make_user("editor@example.org", is_superuser=True))
    cached.get("/uk/", cookie=f"sessionid={client.cookies['sessionid'].value}")
    cached.get("/uk/")
    assert django_application.count == 2


def test_reader_who_has_seen_a_form_gets_the_kept_page(story, cached, django_application):
    assert cached.get("/uk/", cookie="csrftoken=x").status == 200
    made = cached.get("/uk/")
    assert cached.get("/uk/", cookie="csrftoken=x").body == made.body
    assert django_application.count == 2


def test_page_asked_for_in_a_transaction_that_has_written_is_not_kept(uk, cached, django_application):
    # The test's own transaction has made the catalogue.
    assert [cached.get("/uk/stories/").status for _time in range(2)] == [200, 200]
    assert django_application.count == 2


def test_page_that_says_until_when_it_holds_is_made_anew_then(story, cached, django_application):
    original = django_application.application

    def until_now(environ, start_response):
        reads.until(timezone.now())
        return original(environ, start_response)

    django_application.application = until_now
    assert [cached.get("/uk/").status for _time in range(2)] == [200, 200]
    assert django_application.count == 2


def _with_cookie():
    response = HttpResponse()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    ("response", "kept"),
    [
        (HttpResponse("x"), True),
        (HttpResponse("x", headers={"Vary": "Accept-Encoding, Cookie"}), True),
        (HttpResponse("x", headers={"Cache-Control": "public, max-age=60"}), True),
        (HttpResponse("x", headers={"Cache-Control": "public, no-cache"}), True),
        (HttpResponse("x", headers={"Cache-Control": "no-cache"}), False),
        (HttpResponse("x", headers={"Cache-Control": "private"}), False),
        (HttpResponse("x", headers={"Cache-Control": "public, no-store"}), False),
        (HttpResponse("x", headers={"Vary": "User-Agent"}), False),
        (HttpResponse("x", headers={"Vary": "*"}), False),
        (HttpResponse("x", headers={"Content-Encoding": "gzip"}), False),
        (HttpResponse("x", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}), False),
        (HttpResponse("x", status=404), False),
        (HttpResponse("x", status=206), False),
        (HttpResponse("x", status=500), False),
        (StreamingHttpResponse(iter("x")), False),
        (HttpResponse(b"x" * (4 * 1024 * 1024 + 1)), False),
        (_with_cookie(), False),
    ],
)
def test_what_may_be_kept(response, kept):
    assert (not response.streaming and may_be_kept(response)) is kept
