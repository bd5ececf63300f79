"""Where a call stands at an instant. The only place where the contest's dates are compared with a clock.

Every function is pure: the clock is a parameter. Instants are aware datetimes of any zone; a date belongs to what begins
with it, so at `closes_at` itself, to the second, applications are closed.

Everything is brought to UTC before it is compared: Python compares and subtracts two datetimes of one zone by their
wall clocks, which is an hour wrong when the clocks change between them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from contest.enums import Phase, Punctuality


class Timetable(Protocol):
    """The dates of a call."""

    @property
    def live(self) -> bool: ...
    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def judging_opens_at(self) -> datetime | None: ...
    @property
    def judging_closes_at(self) -> datetime | None: ...
    @property
    def results_at(self) -> datetime | None: ...
    @property
    def grace_seconds(self) -> int: ...


@dataclass(frozen=True)
class Boundary:
    """The date at which a phase begins; `name` is the field of the call."""

    name: str
    at: datetime
    begins: Phase


# The date with which each phase begins.
BEGINNINGS = (
    ("opens_at", Phase.OPEN),
    ("closes_at", Phase.SCREENING),
    ("judging_opens_at", Phase.JUDGING),
    ("judging_closes_at", Phase.DELIBERATING),
    ("results_at", Phase.RESULTS),
)


def boundaries(call: Timetable) -> list[Boundary]:
    """Return the dates that are set, in UTC, in the order of the phases that they begin."""
    dates = ((name, getattr(call, name), phase) for name, phase in BEGINNINGS)
    return [Boundary(name, date.astimezone(UTC), phase) for name, date, phase in dates if date is not None]


def phase_of(call: Timetable, *, at: datetime) -> Phase:
    """Return the phase that the call is in. A call that isn't public is hidden, whatever its dates."""
    if not call.live:
        return Phase.HIDDEN
    return phase_by_dates(call, at=at)


def phase_by_dates(call: Timetable, *, at: datetime) -> Phase:
    """Return the phase that a public call with these dates would be in."""
    phase, at = Phase.ANNOUNCED, at.astimezone(UTC)
    for boundary in boundaries(call):
        if boundary.at <= at:
            phase = boundary.begins
    return phase


def next_boundary(call: Timetable, *, at: datetime) -> Boundary | None:
    """Return the next date that changes the phase, or None when nothing more is to come."""
    now = at.astimezone(UTC)
    return next((boundary for boundary in boundaries(call) if boundary.at > now), None)


def time_left(call: Timetable, *, at: datetime) -> timedelta | None:
    """Return how long it is until the next date, or None when nothing more is to come."""
    boundary = next_boundary(call, at=at)
    return boundary.at - at.astimezone(UTC) if boundary else None


def left_until(moment: datetime, *, at: datetime) -> timedelta | None:
    """Return how long it is until the moment, or None once it has come."""
    left = moment.astimezone(UTC) - at.astimezone(UTC)
    return left if left > timedelta(0) else None


def punctuality_of(call: Timetable, *, at: datetime, extension: datetime | None = None) -> Punctuality:
    """Return how an application stands that arrives at the instant.

    `extension` is a later deadline given to this applicant; an earlier one changes nothing. A call whose dates are not
    set takes nothing. The grace period runs from whichever deadline holds.
    """
    now = at.astimezone(UTC)
    if call.opens_at is None or call.closes_at is None or now < call.opens_at.astimezone(UTC):
        return Punctuality.EARLY
    deadline = max(date.astimezone(UTC) for date in (call.closes_at, extension) if date)
    if now < deadline:
        return Punctuality.IN_TIME
    if now < deadline + timedelta(seconds=call.grace_seconds):
        return Punctuality.GRACE
    return Punctuality.LATE


def is_open_for_submission(call: Timetable, *, at: datetime, extension: datetime | None = None) -> bool:
    """Whether an application may be begun, changed or sent now. The grace period is only for what was on its way."""
    return call.live and punctuality_of(call, at=at, extension=extension) == Punctuality.IN_TIME


def has_opened(call: Timetable, *, at: datetime) -> bool:
    """Whether applicants may already have relied on what the call says."""
    return call.live and call.opens_at is not None and call.opens_at.astimezone(UTC) <= at.astimezone(UTC)


def moment_in(call: Timetable, phase: Phase) -> datetime | None:
    """Return an instant at which a public call would be in the phase, for previews; None if its dates allow none."""
    dates = boundaries(call)
    if phase == Phase.ANNOUNCED:
        return dates[0].at - timedelta(days=1) if dates else None
    for boundary, following in zip(dates, [*dates[1:], None], strict=True):
        if boundary.begins == phase and (following is None or following.at > boundary.at):
            return boundary.at
    return None
