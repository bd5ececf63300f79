"""The page of exports: whose they are, and what large lists lead to."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain import exports as rules
from contest.domain.exports import ask_export
from contest.domain.told_progress import SILENT
from contest.enums import ExportKind
from contest.models import Export
from tests.contest.factories import make_application, make_call

PAGE = "/cms/contest/exports/"
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def few(monkeypatch, settings, tmp_path):
    """No more than one application fits into a request."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(rules, "MOST_AT_ONCE", dict.fromkeys(ExportKind, 1))


def ask(browser, **values):
    export = ask_export(ExportKind.ZIP, query="", language="uk", by=browser.user, at=timezone.now())
    Export.objects.filter(pk=export.pk).update(**values)
    return export


def places(export):
    return [f"{PAGE}{export.public_id}/{name}/" for name in ("download", "again", "delete")]


def test_large_list_is_asked_for_made_and_downloaded(few, secretary, django_capture_on_commit_callbacks):
    call = make_call()
    for _turn in range(2):
        make_application(call)
    assert secretary.get("/cms/contest/applications/export.xlsx?status=submitted").status_code == 200
    answer = secretary.get("/cms/contest/applications/export.xlsx?status=draft&p=2")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?kind=xlsx&query=status%3Ddraft")
    page = secretary.get(answer["Location"])
    assert (page.context["asked_count"], Export.objects.count()) == (2, 0)
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(PAGE, {"kind": "xlsx", "query": "status=draft"})
    export = Export.objects.get()
    assert (export.state, export.done, export.query) == ("ready", 2, "status=draft")
    download = secretary.get(places(export)[0])
    assert b"".join(download.streaming_content)[:2] == b"PK"
    assert (download["Cache-Control"], download["Content-Disposition"]) == (
        NEVER, f'attachment; filename="applications-{export.asked_at:%Y-%m-%d}.xlsx"',
    )  # fmt: skip


def test_csv_is_never_put_off(few, secretary):
    call = make_call()
    for _turn in range(2):
        make_application(call)
    assert secretary.get("/cms/contest/applications/export.csv").status_code == 200


def test_export_belongs_to_who_asked(secretary, signed_in):
    export = ask(secretary, state="ready", finished_at=timezone.now(), file="private/exports/x")
    colleague = signed_in("Secretariat", email="second@example.org")
    download, *changes = places(export)
    assert [
        colleague.get(download).status_code,
        *(colleague.post(place).status_code for place in changes),
    ] == [404] * 3
    assert colleague.get(PAGE).context["lines"] == []
    outsider = signed_in("Editors")
    answers = [
        outsider.get(PAGE),
        outsider.get(download),
        *(outsider.post(place) for place in (PAGE, *changes)),
    ]
    assert {answer["Location"] for answer in answers} == {"/cms/"}
    assert Client().get(download)["Location"].split("?")[0] == "/accounts/login/"
    assert Export.objects.count() == 1


def test_right_that_was_taken_away_takes_the_export_along(secretary, django_capture_on_commit_callbacks):
    make_application(make_call())
    with django_capture_on_commit_callbacks() as later:
        secretary.post(PAGE, {"kind": "zip", "query": ""})
    secretary.user.groups.clear()
    for run in later:
        run()
    export = Export.objects.get()
    assert (export.state, export.fault) == ("failed", "You may no longer export applications.")
    Export.objects.update(state="ready", file="private/exports/x")
    assert secretary.get(places(export)[0]).status_code == 403


def test_page_says_how_far_it_is_and_offers_what_can_be_done(secretary):
    long_ago = timezone.now() - SILENT
    cases = [
        ({"state": "running", "done": 3, "total": 1234}, ["3 of 1234", "Stop and delete"], "yes"),
        ({"state": "running", "done": 3, "total": 9, "changed_at": long_ago}, ["interrupted at 3 of 9", "Ask again"], "no"),
        ({"state": "failed", "fault": "Не вийшло <b>"}, ["Не вийшло &lt;b&gt;", "Ask again"], "no"),
        ({"state": "ready", "done": 9, "total": 9, "size": 2048}, ["9 applications", "Download"], "no"),
        ({"state": "waiting"}, ["Waits for its turn", "Stop and delete"], "yes"),
    ]  # fmt: skip
    for values, words, moving in cases:
        Export.objects.all().delete()
        ask(secretary, **values)
        page = secretary.get(PAGE).content.decode()
        assert [word in page for word in words] == [True] * len(words), values
        assert re.findall(r'data-moving="(\w+)"', page) == [moving]


def test_interrupted_one_is_repeated_and_a_ready_one_is_not(
    secretary, django_capture_on_commit_callbacks, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    export = ask(secretary, state="running", done=3, total=9, changed_at=timezone.now() - SILENT)
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(places(export)[1])
    again = Export.objects.get()
    assert (again.pk == export.pk, again.state) == (False, "ready")
    secretary.post(places(again)[1])
    assert Export.objects.get() == again


def test_nonsense_is_no_export(secretary):
    assert secretary.post(PAGE, {"kind": "exe", "query": ""}).status_code == 404
    assert secretary.get(f"{PAGE}?kind=exe&query=x&p=a").context["asked_kind"] is None


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_for_one_as_for_three(secretary, number, django_assert_num_queries):
    for _turn in range(number):
        ask(secretary)
    secretary.get(PAGE)
    with django_assert_num_queries(10):
        assert len(secretary.get(PAGE).context["lines"]) == number
