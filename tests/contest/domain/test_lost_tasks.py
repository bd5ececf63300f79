"""Tasks whose worker was killed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from contest.domain.lost_tasks import requeue_lost_tasks
from contest.domain.told_progress import SILENT

pytestmark = pytest.mark.django_db


def task(status, *workers):
    now = timezone.now()
    return DBTaskResult.objects.create(
        status=status, worker_ids=list(workers), args_kwargs={"args": [], "kwargs": {}}, started_at=now, run_after=now,
        task_path="contest.tasks.make_export", backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip


def test_only_what_that_worker_had_begun_is_done_again():
    lost, moved, others, done = (
        task("RUNNING", "one"), task("RUNNING", "one", "two"), task("RUNNING", "two"), task("SUCCESSFUL", "one"),
    )  # fmt: skip
    now = timezone.now()
    assert requeue_lost_tasks("one", at=now) == (1, 0)
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert [states[row.pk] for row in (lost, moved, others, done)] == [
        "READY",
        "RUNNING",
        "RUNNING",
        "SUCCESSFUL",
    ]
    assert list(DBTaskResult.objects.ready()) == []
    DBTaskResult.objects.filter(pk=lost.pk).update(run_after=now - timedelta(seconds=1))
    assert list(DBTaskResult.objects.ready()) == [lost]


def test_task_begins_only_when_its_export_counts_as_interrupted():
    lost, now = task("RUNNING", "one"), timezone.now()
    requeue_lost_tasks("one", at=now)
    lost.refresh_from_db()
    assert lost.run_after == now + SILENT


def test_task_that_brings_down_workers_is_given_up(capsys):
    bad = task("RUNNING", "one", "two", "one")
    call_command("requeue_lost_tasks", "one")
    bad.refresh_from_db()
    assert (bad.status, bad.traceback) == ("FAILED", "The worker was killed.")
    assert capsys.readouterr().out == "0 tasks are done once more, 1 were lost too often and are given up.\n"
