"""Progress is told once a second, and not by a process whose work nobody waits for any more."""

from datetime import timedelta

import pytest

from contest.domain.exports import ask_export
from contest.domain.told_progress import Gone, ToldProgress
from contest.enums import ExportKind
from contest.models import Export
from tests.contest.factories import at
from tests.factories import make_user

NOW = at("2026-11-21 12:00")


@pytest.fixture
def running(db):
    export = ask_export(ExportKind.ZIP, query="", language="uk", by=make_user("person@example.org"), at=NOW)
    rows = Export.objects.filter(pk=export.pk)
    rows.update(state="running", total=1)
    return rows


def test_progress_is_told_once_a_second_and_never_passes_the_whole(running):
    ticks = iter(
        [NOW, NOW + timedelta(seconds=0.5), NOW + timedelta(seconds=1), NOW + timedelta(seconds=1.5)]
    )
    progress, seen = ToldProgress(running, 1, clock=lambda: next(ticks)), []
    for _turn in range(3):
        progress.step()
        seen.append(running.values_list("done", "total").get())
    assert seen == [(0, 1), (2, 2), (2, 2)]


def test_work_whose_row_is_gone_stops(running):
    ticks = iter([NOW, NOW + timedelta(seconds=1)])
    progress = ToldProgress(running, 1, clock=lambda: next(ticks))
    running.delete()
    with pytest.raises(Gone):
        progress.step()
