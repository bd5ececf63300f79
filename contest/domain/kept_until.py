"""Until when a call keeps what applicants wrote: calendar months after its results, by the calendar of its zone."""

from datetime import datetime

from contest.domain.phases import left_until
from contest.models import Call
from stories.domain.months import months_after


def drafts_kept_months(call: Call) -> int:
    """Return for how many months drafts are kept. They hold personal data too, so never longer than those."""
    return min(call.drafts_kept_months, call.personal_data_kept_months)


def drafts_kept_until(call: Call) -> datetime | None:
    """Return when drafts are deleted; None while nobody knows when results come out."""
    return _after_results(call, months=drafts_kept_months(call))


def personal_data_kept_until(call: Call) -> datetime | None:
    """Return when personal data leave what was submitted; None while nobody knows when results come out."""
    return _after_results(call, months=call.personal_data_kept_months)


def is_over(until: datetime | None, *, at: datetime) -> bool:
    """Whether the time for keeping has passed."""
    return until is not None and left_until(until, at=at) is None


def _after_results(call: Call, *, months: int) -> datetime | None:
    results = call.results_at
    return months_after(results, months=months, zone=call.zone) if results else None
