"""A refusal reaches the person as a sentence on the page they came from, and never sends them elsewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from stories.errors import FileInUse, SafetyReviewRefused, SafetyReviewRequired
from stories.middleware import SafetyReviewMiddleware
from tests.factories import make_draft

HOST = "http://testserver"


@pytest.fixture
def publisher(signed_in):
    return signed_in("Publishers")


def refused(browser, uk, **headers):
    """Publish an unreviewed draft in bulk, where no hook of Wagtail's can tell of the refusal."""
    draft = make_draft(uk, title="Хаб")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return browser.post(f"{address}?id={draft.pk}", headers=headers)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"{HOST}/cms/pages/7/edit/", f"{HOST}/cms/pages/7/edit/"), ("/cms/pages/7/", "/cms/pages/7/"), (None, "/cms/"),
        ("https://evil.example/cms/", "/cms/"), ("//evil.example/", "/cms/"), (f"{HOST}.evil.example/", "/cms/"),
        ("javascript:alert(1)", "/cms/"), ("\\\\evil.example", "/cms/"), (f"{HOST}@evil.example/", "/cms/"),
    ],
)  # fmt: skip
def test_refusal_leads_back_to_our_own_pages_only(publisher, uk, referer, back):
    answer = refused(publisher, uk, **({"referer": referer} if referer else {}))
    assert (answer.status_code, answer.headers["Location"]) == (302, back)


def test_refusal_over_https_does_not_lead_to_a_page_without_it(publisher, uk):
    draft = make_draft(uk)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = publisher.post(f"{address}?id={draft.pk}", headers={"referer": f"{HOST}/cms/x/"}, secure=True)
    assert answer.headers["Location"] == "/cms/"


def test_refusal_is_told_once_and_hostile_titles_are_text(publisher, uk):
    draft = make_draft(uk, title="<script>alert(1)</script>")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    publisher.post(f"{address}?id={draft.pk}")
    first, second = (publisher.get("/cms/").content.decode() for _turn in range(2))
    told = "this version has no safety review yet"
    assert (first.count(told), second.count(told)) == (1, 0)
    assert "<script>alert(1)" not in first


def handled(error, *, path="/cms/", user=None):
    request = RequestFactory().post(path)
    request.user = user or AnonymousUser()
    return SafetyReviewMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize("error", [SafetyReviewRequired("hidden reason"), FileInUse("hidden reason")])
@pytest.mark.parametrize("path", ["/uk/stories/", "/cms/pages/", "/", "/cmsx/"])
def test_stranger_gets_no_reason_but_a_plain_refusal(db, error, path):
    answer = handled(error, path=path)
    assert (answer.status_code, "hidden reason" in answer.content.decode()) == (403, False)


@pytest.mark.parametrize("error", [PermissionDenied("x"), SafetyReviewRefused("x"), ValueError("x")])
def test_other_errors_are_left_to_others(error):
    assert handled(error) is None
