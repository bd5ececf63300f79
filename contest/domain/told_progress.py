"""Progress of what a worker makes: told to its row once a second, which also says that somebody is still at work on it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import models

# After so long a silence nobody is working on it.
SILENT = timedelta(minutes=2)
# Nobody has taken it up for so long: perhaps no worker runs.
UNTOUCHED = timedelta(minutes=5)
_TOLD_EVERY = timedelta(seconds=1)


class Gone(Exception):
    """What was being made is no longer this process's to make: its row is deleted, or somebody else has taken it up."""


class ToldProgress:
    """Counts what is done. `running` is the one row, as long as it is being made; it has `done`, `total` and `changed_at`."""

    def __init__(self, running: models.QuerySet[Any], total: int, *, clock: Callable[[], datetime]) -> None:
        self._running, self._total, self._clock = running, total, clock
        self._done, self._told_at = 0, clock()

    def step(self) -> None:
        """One more is done. Raises Gone."""
        self._done += 1
        now = self._clock()
        if now - self._told_at < _TOLD_EVERY:
            return
        self._told_at = now
        # More may have come since they were counted.
        total = max(self._total, self._done)
        if not self._running.all().update(done=self._done, total=total, changed_at=now):
            raise Gone
