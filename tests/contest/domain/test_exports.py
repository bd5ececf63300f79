"""Exports made in the background: asked for, made, interrupted, gone."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from contest.domain.exports import (
    KEPT,
    ask_again,
    ask_export,
    fits_in_a_request,
    is_interrupted,
    is_stuck,
    log_export,
    write_export,
)
from contest.domain.stray_files import stray_places
from contest.domain.told_progress import SILENT, UNTOUCHED
from contest.enums import ExportKind
from contest.errors import ExportRefused
from contest.models import Application, Export
from tests.contest.factories import at, make_application, make_call
from tests.factories import make_user

NOW = at("2026-11-20 10:00")


@pytest.fixture
def person(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_user("secretary@example.org")


def ask(person, kind="xlsx", *, now=NOW, **fields):
    return ask_export(ExportKind(kind), query="", language="uk", by=person, at=now, **fields)


def clock():
    return NOW


def fresh(export):
    return Export.objects.filter(pk=export.pk).values_list("state", "done", "total").first()


def draft(call, title):
    return make_application(call, answers={"title": title}, at=NOW)


@pytest.mark.parametrize(
    ("kind", "count", "at_once"),
    [("csv", 10**6, True), ("xlsx", 200, True), ("xlsx", 201, False), ("zip", 20, True), ("zip", 21, False)],
)
def test_what_takes_long_goes_to_the_background(kind, count, at_once):
    assert fits_in_a_request(kind, count=count) is at_once


def test_export_holds_the_chosen_rows_and_says_so(person):
    call = make_call(opens_at=at("2026-11-01 00:00"))
    for title in ("Перша", "Друга", "Третя"):
        draft(call, title)
    table, archive = ask(person), ask(person, "zip")
    chosen = Application.objects.exclude(title="Друга")
    for export in (table, archive):
        write_export(export, chosen, clock=clock)
        assert fresh(export) == ("ready", 2, 2)
    table.refresh_from_db()
    rows = list(load_workbook(BytesIO(table.file.read())).active.values)
    assert len(rows) == 3
    archive.refresh_from_db()
    with ZipFile(archive.file.open("rb")) as found:
        assert [name.rpartition("/")[2] for name in found.namelist()] == [
            "application.txt",
            "application.pdf",
        ] * 2
        assert archive.size == archive.file.size
    assert archive.file.name.startswith("private/exports/")


def test_export_is_made_once(person):
    export = ask(person)
    write_export(export, Application.objects.all(), clock=clock)
    Export.objects.filter(pk=export.pk).update(file="kept")
    write_export(export, Application.objects.all(), clock=clock)
    assert Export.objects.get().file.name == "kept"


def test_failure_is_told_and_raised(person, monkeypatch):
    export = ask(person)
    with pytest.raises(AttributeError):
        write_export(export, BrokenRows(), clock=clock)
    assert fresh(export) == ("failed", 0, 1)
    assert Export.objects.get().fault == "Під час вивантаження щось пішло не так. Замовте його ще раз."


class BrokenRows:
    """Rows of which only their number can be known."""

    def count(self):
        return 1


def test_deleted_export_stops_and_leaves_nothing(person, django_capture_on_commit_callbacks):
    export = ask(person)
    write_export(export, Vanishing(export), clock=clock)
    assert (Export.objects.count(), default_storage.exists("private/exports")) == (0, True)
    assert default_storage.listdir("private/exports") == ([], [])
    other = ask(person)
    write_export(other, Application.objects.all(), clock=clock)
    with django_capture_on_commit_callbacks(execute=True):
        Export.objects.get().delete()
    assert default_storage.listdir("private/exports") == ([], [])


class Vanishing:
    """Rows during whose reading somebody deletes the export."""

    def __init__(self, export):
        self.export = export

    def count(self):
        return 0

    def __getattr__(self, name):
        Export.objects.filter(pk=self.export.pk).delete()
        return getattr(Application.objects.all(), name)


def test_interrupted_export_is_seen_and_can_be_asked_again(person):
    export = ask(person)
    Export.objects.filter(pk=export.pk).update(state="running", done=3, total=9)
    export.refresh_from_db()
    assert [is_interrupted(export, at=NOW + SILENT - timedelta(seconds=1)), is_interrupted(export, at=NOW + SILENT)] == [
        False, True,
    ]  # fmt: skip
    with pytest.raises(ExportRefused):
        ask_again(export, at=NOW)
    again = ask_again(export, at=NOW + SILENT)
    assert (fresh(again), Export.objects.count(), again.public_id == export.public_id) == (
        ("waiting", 0, 0),
        1,
        False,
    )


def test_interrupted_export_may_be_taken_up_by_a_worker(person):
    export = ask(person)
    Export.objects.filter(pk=export.pk).update(state="running", done=3, total=9)
    write_export(export, Application.objects.all(), clock=clock)
    assert fresh(export) == ("running", 3, 9)
    write_export(export, Application.objects.all(), clock=lambda: NOW + SILENT)
    assert fresh(export) == ("ready", 0, 0)


def test_one_that_nobody_takes_up_is_stuck(person):
    export = ask(person)
    assert [is_stuck(export, at=NOW), is_stuck(export, at=NOW + UNTOUCHED)] == [False, True]


def test_person_has_three_on_their_way_at_most(person):
    for _turn in range(3):
        ask(person)
    with pytest.raises(ExportRefused):
        ask(person)
    assert ask(make_user("another@example.org")).pk
    assert ask(person, now=NOW + UNTOUCHED).pk


def test_old_exports_and_files_without_a_row_go(person, capsys, django_capture_on_commit_callbacks):
    old, young = ask(person), ask(person)
    write_export(old, Application.objects.all(), clock=lambda: NOW - KEPT - timedelta(days=365))
    write_export(young, Application.objects.all(), clock=lambda: at("2099-01-01 00:00"))
    lost = default_storage.save("private/exports/lost", BytesIO(b"x"))
    assert stray_places(at=at("2099-01-01 00:00")) == [lost]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_stray_files", "--remove")
    assert capsys.readouterr().out.endswith(" 1 old exports removed.\n")
    assert list(Export.objects.values_list("pk", flat=True)) == [young.pk]
    names = default_storage.listdir("private/exports")[1]
    assert sorted(names) == sorted(["lost", Export.objects.get().file.name.rpartition("/")[2]])


def test_who_exported_what_stands_in_the_history_of_each_call(person):
    call = make_call()
    draft(call, "Перша")
    log_export(Application.objects.all(), kind="zip", query="status=draft", by=person)
    entry = ModelLogEntry.objects.get(action="contest.applications.export")
    assert (entry.user, entry.object_id, entry.data) == (
        person,
        str(call.pk),
        {"kind": "zip", "query": "status=draft"},
    )
    assert (str(entry.message), entry.comment) == ("Заявки вивантажено у форматі ZIP", "status=draft")
