"""Which call the front page and the contest's page invite to."""

from datetime import datetime

from contest.domain.phases import next_boundary, phase_of
from contest.enums import Phase
from contest.models import Call
from freshness import reads

_INVITING = {Phase.OPEN: 0, Phase.ANNOUNCED: 1}


def call_to_invite_to(*, at: datetime) -> Call | None:
    """Return the call that is open at the instant, else one that is announced, else None.

    Of several open ones the one that closes first, of several announced the one that opens first. Whoever keeps a page
    with the answer is told until when it holds.
    """
    calls = list(Call.objects.public().with_edition())
    for call in calls:
        coming = next_boundary(call, at=at)
        reads.until(coming.at if coming else None)
    inviting = [call for call in calls if phase_of(call, at=at) in _INVITING]
    return min(inviting, key=lambda call: _urgency(call, at=at), default=None)


def _urgency(call: Call, *, at: datetime) -> tuple[int, datetime, int]:
    phase = phase_of(call, at=at)
    date = call.closes_at if phase == Phase.OPEN else call.opens_at
    return _INVITING[phase], date or at, call.pk
