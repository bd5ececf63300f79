"""The protocol of a call's judging: the only place where events are written.

It begins when judging opens; what was so before is told then (`judging.open_judging`). From then on each fact is written
here in its own transaction. The lock of the policy's row puts events of one call one after the other.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from contest.domain.canonical import Event, next_event
from contest.enums import EventKind
from contest.models import Call, JudgingPolicy, ProtocolEvent

FORMAT = 1
_AT_ONCE = 1000
# What an event says: its kind and its data.
Told = tuple[EventKind, dict[str, Any]]


def record_event(call: Call, kind: EventKind, data: dict[str, Any], *, at: datetime) -> ProtocolEvent | None:
    """Add one event to the call's protocol; None before judging has opened."""
    events = record_events(call, [(kind, data)], at=at)
    return events[0] if events else None


@transaction.atomic
def record_events(call: Call, told: Iterable[Told], *, at: datetime) -> list[ProtocolEvent]:
    """Add events in this order, at three queries and one more for each thousand; nothing before judging has opened."""
    policy = JudgingPolicy.objects.select_for_update().filter(call=call, frozen_at__isnull=False).first()
    if policy is None:
        return []
    return chain_events(call, told, at=at)


def chain_events(call: Call, told: Iterable[Told], *, at: datetime) -> list[ProtocolEvent]:
    """Add events under a lock that the caller holds."""
    newest = ProtocolEvent.objects.of_call(call).newest()
    previous: Event | None = _event_of(newest) if newest else None
    rows = []
    for kind, data in told:
        previous = next_event(previous, kind=str(kind), data=data, at=at)
        rows.append(ProtocolEvent(call=call, **previous))
    return ProtocolEvent.objects.bulk_create(rows, batch_size=_AT_ONCE)


def hash_of_words(words: str) -> str:
    """Return the SHA-256 under which a reason or minutes stand in the protocol; the words themselves stay in the office."""
    return hashlib.sha256(unicodedata.normalize("NFC", words.strip()).encode()).hexdigest()


def protocol_of(call: Call, *, through: int | None = None) -> dict[str, Any]:
    """Return the protocol as it is published and as `contest/verifier` reads it, up to the event with that number."""
    rows = ProtocolEvent.objects.of_call(call)
    events = (rows if through is None else rows.filter(number__lte=through)).as_published()
    return {"format": FORMAT, "edition": call.edition.slug, "events": events}


def _event_of(row: ProtocolEvent) -> Event:
    return Event(
        number=row.number, at=row.at, kind=row.kind, data=row.data, previous=row.previous, hash=row.hash
    )
