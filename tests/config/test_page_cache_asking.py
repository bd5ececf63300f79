"""Which requests the page cache may answer, and what an answer depends on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.page_cache.asking import HTMX_HEADERS, Policy

PARAMETERS = ("q", "category", "page")


def request(path="/uk/stories/", query="", **headers):
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "wsgi.url_scheme": "http", "HTTP_HOST": "testserver", **headers,
    }  # fmt: skip


def key(*args, **headers):
    asked = Policy().ask(request(*args, **headers))
    return None if asked is None else asked.key


@pytest.mark.parametrize(
    "path",
    [
        "/", "/accounts/login/", "/cms/", "/documents/1/x.pdf", "/healthz", "/media/x.png", "/static/x.css", "/ukraine/",
        "/uk/a\nb", "/robots.txt", "//uk/", "",
    ],
)  # fmt: skip
def test_other_addresses_are_left_to_django(path):
    assert Policy().ask(request(path)) is None


@pytest.mark.parametrize(
    "path", ["/uk/", "/en/stories/x/", "/api/v1/stories", "/data/stories.json", "/sitemap.xml"]
)
def test_public_address_is_asked_for(path):
    assert Policy().ask(request(path)).may_keep is True


@pytest.mark.parametrize(
    "headers",
    [
        {"REQUEST_METHOD": "POST"}, {"REQUEST_METHOD": "OPTIONS"}, {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_COOKIE": "sessionid=1"}, {"HTTP_COOKIE": "a=b; sessionid=1"}, {"HTTP_COOKIE": "messages=x"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "x" * 101},
    ],
)  # fmt: skip
def test_personal_request_is_left_to_django(headers):
    assert Policy().ask(request(**headers)) is None


def test_cookie_names_are_those_of_the_settings(settings):
    settings.SESSION_COOKIE_NAME = "__Host-session"
    assert Policy().ask(request(HTTP_COOKIE="__Host-session=1")) is None
    assert Policy().ask(request(HTTP_COOKIE="other=1")).may_keep is True


def test_reader_who_has_seen_a_form_gets_kept_pages_and_leaves_none():
    assert Policy().ask(request(HTTP_COOKIE="csrftoken=1")).may_keep is False
    assert key(HTTP_COOKIE="csrftoken=1") == key()


def test_key_tells_hosts_schemes_paths_and_queries_apart():
    keys = [
        key(), key(HTTP_HOST="other"), key(HTTP_HOST="testserver:80"), key("/en/stories/"), key("/uk/stories"),
        key(query="q=1"), key(query="q=2"), key(query="q=1&q=2"), key(query="q=2&q=1"), key(query="page=1&q=1"),
        key(HTTP_HX_REQUEST="true"), key(HTTP_HX_REQUEST="true", HTTP_HX_TARGET="results"),
        key(HTTP_HX_REQUEST="true", HTTP_HX_BOOSTED="results"),
        key(**{"wsgi.url_scheme": "https"}), key(SCRIPT_NAME="/sub"),
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "query",
    ["page=2&q=a", "q=a&page=2", "utm_source=x&page=2&q=a&fbclid=1", "&&q=a&&page=2&", "page=2&gclid&q=a"],
)
def test_order_of_names_and_counters_of_visitors_make_no_difference(query):
    asked = Policy().ask(request(query=query))
    assert (asked.query, asked.key) == ("page=2&q=a", key(query="page=2&q=a"))


@pytest.mark.parametrize("query", ["x=1", "q=a&x=1", "%71=a", "q[]=a", "q=" + "a" * 1100])
def test_query_with_an_unknown_name_or_of_great_length_is_left_to_django(query):
    assert key(query=query) is None


def test_interface_may_refuse_counters_of_visitors_itself():
    assert key("/api/v1/stories", "utm_source=x") is None


def test_browser_language_counts_only_where_the_address_names_none():
    assert key(HTTP_ACCEPT_LANGUAGE="en") == key(HTTP_ACCEPT_LANGUAGE="uk")
    english = key("/sitemap.xml", HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert english == key("/sitemap.xml", HTTP_ACCEPT_LANGUAGE="de,en;q=0.5,uk;q=0.1")
    assert english != key("/sitemap.xml", HTTP_ACCEPT_LANGUAGE="fr, *;q=0.5")
    assert key("/sitemap.xml") == key("/sitemap.xml", HTTP_ACCEPT_LANGUAGE="nonsense;;q=x")


@pytest.mark.parametrize(
    ("value", "scheme"), [("https", "https"), ("https, http", "https"), ("http", "http"), ("", "http")]
)
def test_scheme_is_the_one_that_django_sees(settings, value, scheme):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert key(HTTP_X_FORWARDED_PROTO=value).partition("\n")[0] == scheme


def test_forwarding_headers_that_the_site_does_not_trust_change_nothing():
    assert (
        key(HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="evil", HTTP_X_FORWARDED_FOR="1.2.3.4")
        == key()
    )


def test_django_sees_nothing_that_is_no_part_of_the_key():
    full = request(
        query="utm_source=x&q=a", REQUEST_METHOD="HEAD", REMOTE_ADDR="10.0.0.1", HTTP_COOKIE="analytics=1",
        HTTP_USER_AGENT="x", HTTP_REFERER="x", HTTP_X_FORWARDED_HOST="evil", HTTP_ACCEPT_LANGUAGE="en",
        HTTP_RANGE="bytes=0-1", HTTP_IF_NONE_MATCH="x", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="x",
    )  # fmt: skip
    reduced = Policy().ask(full).reduced(full)
    assert {name: value for name, value in reduced.items() if name.startswith(("HTTP_", "QUERY", "REQUEST"))} == {
        "HTTP_HOST": "testserver", "HTTP_HX_REQUEST": "true", "QUERY_STRING": "q=a", "REQUEST_METHOD": "GET",
    }  # fmt: skip


@given(
    st.text(alphabet="abq=&%;?#/", max_size=60),
    st.dictionaries(st.sampled_from(HTMX_HEADERS), st.text(alphabet="ab\x20", max_size=8)),
)
def test_equal_keys_mean_equal_requests(query, htmx):
    policy = Policy()
    one = policy.ask(request(query=query, **htmx))
    if one is not None:
        again = policy.ask(request(query=one.query, **one.htmx))
        assert (again.key, again.query) == (one.key, one.query)


@given(st.lists(st.sampled_from(PARAMETERS), unique=True), st.randoms())
def test_order_of_names_never_matters(names, random):
    shuffled = random.sample(names, len(names))
    assert key(query="&".join(f"{name}=1" for name in names)) == key(
        query="&".join(f"{name}=1" for name in shuffled)
    )
