"""Background tasks whose worker was killed: nobody would ever take them up again.

The worker's name tells them apart: a task that is said to run in a worker that is only now being started is lost. Every task
of ours may run twice: sizes that are there are passed over, letters are taken one by one, an export begins anew.
"""

from datetime import datetime

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from contest.domain.told_progress import SILENT

# A task that has brought down so many workers is at fault itself.
MOST_ATTEMPTS = 3


def lost_tasks(worker: str) -> list[DBTaskResult]:
    """Return the tasks that the worker of that name had begun. To be asked before it begins again, never while it runs."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return [row for row in running if row.worker_ids and row.worker_ids[-1] == worker]


def requeue_lost_tasks(worker: str, *, at: datetime) -> tuple[int, int]:
    """Have the lost tasks done once more, and give up those that were lost too often. Returns how many of each.

    They begin a little later, so that nothing takes an export for one that is still being made.
    """
    lost = lost_tasks(worker)
    again = [row for row in lost if len(row.worker_ids) < MOST_ATTEMPTS]
    given_up = [row for row in lost if row not in again]
    for rows, values in (
        (again, {"status": TaskResultStatus.READY, "started_at": None, "run_after": at + SILENT}),
        (
            given_up,
            {"status": TaskResultStatus.FAILED, "finished_at": at, "traceback": "The worker was killed."},
        ),
    ):
        keys = [row.pk for row in rows]
        DBTaskResult.objects.filter(pk__in=keys, status=TaskResultStatus.RUNNING).update(**values)
    return len(again), len(given_up)
