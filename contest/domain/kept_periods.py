"""For how long each call keeps what applicants wrote, as the page about privacy tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contest.domain.kept_until import drafts_kept_months, drafts_kept_until, is_over, personal_data_kept_until
from contest.domain.moments import moment_of
from contest.models import Call


@dataclass(frozen=True)
class KeptPeriod:
    """The months after the results, and the days on which they end: "" while nobody knows when results come out."""

    call: Call
    drafts_months: int
    drafts_until: str
    personal_months: int
    personal_until: str


def kept_periods(calls: Iterable[Call], *, at: datetime) -> list[KeptPeriod]:
    """Return the periods of the calls of which anything personal is kept still."""
    return [
        KeptPeriod(
            call,
            drafts_kept_months(call),
            _day(drafts_kept_until(call), call),
            call.personal_data_kept_months,
            _day(personal_data_kept_until(call), call),
        )
        for call in calls
        if not is_over(personal_data_kept_until(call), at=at)
    ]


def _day(until: datetime | None, call: Call) -> str:
    return moment_of(until, zone=call.zone).day if until else ""
