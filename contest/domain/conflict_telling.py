"""What the protocol says of conflicts of interest, and that it is told all of them once it knows juror and entry."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from contest.domain.protocol import Told, hash_of_words, record_events
from contest.enums import ConflictGround, ConflictState, EventKind
from contest.models import Application, Call, ConflictOfInterest, Juror, ProtocolEvent
from contest.querysets.assignments import JUDGED_STATUSES

_BEGINNINGS = (EventKind.CONFLICT_FOUND, EventKind.CONFLICT_DECLARED)


def conflict_told(conflict: ConflictOfInterest, kind: EventKind, *, reason: str = "") -> Told:
    """Return what the protocol says of a conflict; of a reason only its hash."""
    data = {
        "juror": conflict.juror.code,
        "entry": conflict.application.reference,
        "ground": str(conflict.ground),
    }
    return kind, {**data, **({"reason_sha256": hash_of_words(reason)} if reason else {})}


def story_of(conflict: ConflictOfInterest) -> list[Told]:
    """Return how the conflict came up, and what was decided about it."""
    declared = conflict.ground == ConflictGround.DECLARED
    begun = EventKind.CONFLICT_DECLARED if declared else EventKind.CONFLICT_FOUND
    told = [conflict_told(conflict, begun, reason=conflict.reason if declared else "")]
    if conflict.state == ConflictState.CONFIRMED:
        told.append(conflict_told(conflict, EventKind.CONFLICT_CONFIRMED, reason=conflict.decision_reason))
    if conflict.state == ConflictState.LIFTED:
        told.append(conflict_told(conflict, EventKind.CONFLICT_LIFTED, reason=conflict.decision_reason))
    return told


def stories_of(call: Call) -> list[Told]:
    """Return the conflicts of the jurors and entries with which the protocol begins."""
    rows = ConflictOfInterest.objects.of_call(call).filter(
        juror__in=Juror.objects.of_call(call).active(), application__status__in=JUDGED_STATUSES
    )
    in_order = rows.order_by("juror__code", "application__reference", "ground")
    return [told for row in in_order for told in story_of(row)]


def tell_conflict(conflict: ConflictOfInterest, told: list[Told], *, at: datetime) -> None:
    """Tell what happened to a conflict, unless the protocol doesn't know its juror or entry yet: then it hears all later."""
    events = ProtocolEvent.objects.of_call(conflict.juror.call)
    knows_juror = events.filter(kind=EventKind.JUROR_JOINED, data__juror=conflict.juror.code).exists()
    entry = conflict.application.reference
    if knows_juror and events.filter(kind=EventKind.ENTRY_ADMITTED, data__entry=entry).exists():
        record_events(conflict.juror.call, told, at=at)


def tell_untold(
    call: Call, *, jurors: Collection[Juror], applications: Collection[Application], at: datetime
) -> None:
    """Tell the conflicts between these jurors and entries, which the protocol knows, that it was never told."""
    codes, references = [row.code for row in jurors], [row.reference for row in applications]
    # The shorter list narrows the search; usually there is one juror or one entry.
    narrow = Q(data__juror__in=codes) if len(codes) < len(references) else Q(data__entry__in=references)
    events = ProtocolEvent.objects.of_call(call).filter(narrow, kind__in=_BEGINNINGS)
    known = {(data["juror"], data["entry"], data["ground"]) for data in events.values_list("data", flat=True)}
    rows = ConflictOfInterest.objects.of_call(call).filter(juror__in=jurors, application__in=applications)
    untold = [
        told
        for row in rows.order_by("juror__code", "application__reference", "ground")
        if (row.juror.code, row.application.reference, row.ground) not in known
        for told in story_of(row)
    ]
    if untold:
        record_events(call, untold, at=at)
