"""Until when jurors score, in words."""

from datetime import datetime
from typing import Any

from contest.domain.evaluations import why_closed
from contest.domain.moments import moment_of, time_until
from contest.domain.scoring_sheets import SheetBook
from contest.models import Call


def deadline_of_jury(call: Call, *, book: SheetBook, at: datetime) -> dict[str, Any]:
    """Return for a page until when its call is scored and how long that is; nothing for a call without that date."""
    until = call.judging_closes_at
    if until is None:
        return {}
    is_open = not why_closed(call, book.row, at=at)
    return {
        "deadline": moment_of(until, zone=call.zone),
        "countdown": time_until(until, at=at) if is_open else "",
        "is_open": is_open,
    }
