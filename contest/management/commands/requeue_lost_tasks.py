"""Has tasks done once more whose worker was killed. Runs before that worker starts again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from contest.domain.lost_tasks import requeue_lost_tasks


class Command(BaseCommand):
    """Asks for the worker's name, which is what tells a lost task from one that runs."""

    help = "Put the tasks of a killed worker back into the queue. Run it before `db_worker --worker-id NAME`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("worker", help="the name that the worker is given by --worker-id")

    def handle(self, *args: Any, **options: Any) -> None:
        again, given_up = requeue_lost_tasks(options["worker"], at=timezone.now())
        self.stdout.write(
            f"{again} tasks are done once more, {given_up} were lost too often and are given up."
        )
