"""What every answer with open data carries."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from stories.responses import conditional, note_changes, open_data


@open_data
def view(request):
    return HttpResponse("дані")


def test_tag_follows_the_content_and_nothing_else(rf):
    first, second = view(rf.get("/a")), view(rf.get("/b"))
    other = open_data(lambda _request: HttpResponse("інші"))(rf.get("/a"))
    assert (
        first.headers["ETag"] == second.headers["ETag"],
        first.headers["ETag"] == other.headers["ETag"],
    ) == (True, False)


@pytest.mark.parametrize("sent", ["{}", "W/{}", '"x", {}', "*"])
def test_reader_that_has_it_gets_304_with_the_same_leave(rf, sent):
    tag = view(rf.get("/")).headers["ETag"]
    answer = view(rf.get("/", headers={"if-none-match": sent.format(tag)}))
    assert (answer.status_code, answer.content, answer.headers["Access-Control-Allow-Origin"]) == (
        304,
        b"",
        "*",
    )
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_refusals_and_streams_are_left_alone(rf):
    for response in (HttpResponse(status=404), StreamingHttpResponse([b"x"])):
        assert "ETag" not in conditional(rf.get("/"), response).headers


def test_answer_may_be_kept_where_that_is_said(rf):
    assert (
        conditional(rf.get("/"), HttpResponse("x"), max_age=300).headers["Cache-Control"]
        == "public, max-age=300"
    )


def test_last_change_is_told_where_there_is_one():
    told, silent = HttpResponse(), HttpResponse()
    note_changes(told, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    note_changes(silent, None)
    assert (told.headers["Last-Modified"], "Last-Modified" in silent.headers) == (
        "Fri, 02 Jan 2026 03:04:05 GMT",
        False,
    )


def test_writing_is_refused(rf):
    assert (view(rf.post("/")).status_code, view(rf.options("/")).status_code) == (405, 204)
