"""Deadlines of many applications at once; the same rule as `writing.deadline_of`, asked of the database once a call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from contest.models import Application, Call, DeadlineExtension


@dataclass(frozen=True)
class Deadline:
    """Until when an application may be submitted; `given_at` is since when that holds, None if from the beginning."""

    at: datetime
    given_at: datetime | None = None
    extension: DeadlineExtension | None = None


class Deadlines:
    """What holds in a call for each of its applications."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.extensions = list(DeadlineExtension.objects.filter(call=call))

    def of(self, application: Application) -> Deadline | None:
        """Return the deadline of the application; None if the call has none."""
        if self.call.closes_at is None:
            return None
        theirs = [
            Deadline(row.until.astimezone(UTC), row.given_at, row)
            for row in self.extensions
            if _is_for(row, application)
        ]
        return max([Deadline(self.call.closes_at.astimezone(UTC)), *theirs], key=lambda deadline: deadline.at)

    def of_all(self, applications: Iterable[Application]) -> dict[int, Deadline]:
        """Return the same for each of them, by its key."""
        found = {application.pk: self.of(application) for application in applications}
        return {key: deadline for key, deadline in found.items() if deadline is not None}

    def is_last(self, extension: DeadlineExtension, application: Application) -> bool:
        """Whether it is by this extension that the application's deadline is what it is."""
        deadline = self.of(application)
        return deadline is not None and deadline.extension == extension

    @property
    def latest(self) -> datetime | None:
        """The last instant at which anybody may submit."""
        dates = [self.call.closes_at, *(row.until for row in self.extensions)]
        return max((date.astimezone(UTC) for date in dates if date), default=None)


def _is_for(row: DeadlineExtension, application: Application) -> bool:
    if row.application_id is not None:
        return row.application_id == application.pk
    community = application.community
    # Without a community it is taken for one of those that have more time.
    return community is None or row.community_id == community.pk or row.region_id == community.region_id
