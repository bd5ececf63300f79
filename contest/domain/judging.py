"""Opening and closing the judging of a call, and which applications are judged."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.canonical import canonical_json, fingerprint
from contest.domain.conflict_finding import find_conflicts
from contest.domain.conflict_telling import stories_of
from contest.domain.judging_terms import criterion_codes, policy_of_columns, policy_row
from contest.domain.phases import phase_by_dates
from contest.domain.policy_reading import policy_from_json
from contest.domain.protocol import Told, chain_events, hash_of_words, record_event
from contest.domain.scoring_policy import policy_as_json
from contest.enums import UNCOUNTED_STATES, ApplicationStatus, AssignmentState, EventKind, Phase
from contest.errors import JudgingNotReady, JudgingRefused, PolicyMalformed
from contest.models import Application, Assignment, Call, JudgingPolicy, Juror, ProtocolEvent
from contest.querysets.assignments import JUDGED_STATUSES

_WHY_REMOVED = {
    ApplicationStatus.WITHDRAWN: "withdrawn",
    ApplicationStatus.DISQUALIFIED: "disqualified",
}
# Anything else that leaves the judging goes back to the screening.
_SCREENING = "screening"


@transaction.atomic
def open_judging(call: Call, *, by: User, at: datetime) -> JudgingPolicy:
    """Freeze the rules of scoring and begin the protocol with all that is so now: entries, jurors, conflicts.

    Raises JudgingNotReady with everything that is missing, JudgingRefused if judging has been opened before.
    """
    policy_row(call)
    row = JudgingPolicy.objects.select_for_update().get(call=call)
    if row.frozen_at is not None:
        raise JudgingRefused(_("Judging has been opened before."))
    if faults := opening_faults(call, at=at):
        raise JudgingNotReady(faults)
    # What was found is told with the rest below; before the policy is frozen nothing is told yet.
    find_conflicts(call, at=at)
    terms = policy_as_json(policy_of_columns(row))
    row.criterion_codes = criterion_codes(call.criteria.all())
    row.frozen, row.fingerprint = canonical_json(terms), fingerprint(terms)
    row.frozen_at, row.frozen_by, row.frozen_by_name = at, by, str(by)
    row.save()
    first: Told = (
        EventKind.POLICY_FROZEN,
        {"policy": terms, "fingerprint": row.fingerprint, "edition": call.edition.slug},
    )
    chain_events(call, [first, *_entries(call), *_jurors(call), *stories_of(call)], at=at)
    return row


def opening_faults(call: Call, *, at: datetime) -> list[str]:
    """Return a sentence for everything that keeps judging from being opened."""
    faults = []
    if phase_by_dates(call, at=at) in {Phase.ANNOUNCED, Phase.OPEN}:
        faults.append(_("Applications still come in: judging opens after the deadline."))
    try:
        policy_from_json(policy_as_json(policy_of_columns(policy_row(call))))
    except PolicyMalformed as error:
        faults += error.faults
    entries = Application.objects.of_call(call).filter(status__in=JUDGED_STATUSES)
    if not entries.exists():
        faults.append(_("No application is eligible yet."))
    if not Juror.objects.of_call(call).active().exists():
        faults.append(_("Nobody of the jury has accepted the invitation yet."))
    return faults


@transaction.atomic
def close_judging(call: Call, *, by: User, at: datetime) -> JudgingPolicy:
    """End the scoring: from now on no evaluation counts that was not submitted before. Cannot be undone.

    Raises JudgingRefused if judging is not open.
    """
    row = JudgingPolicy.objects.select_for_update().filter(call=call).first()
    if row is None or row.frozen_at is None:
        raise JudgingRefused(_("Judging has not been opened yet."))
    if row.closed_at is not None:
        raise JudgingRefused(_("Judging has been closed already."))
    row.closed_at, row.closed_by_name = at, str(by)
    row.save(update_fields=["closed_at", "closed_by_name"])
    record_event(call, EventKind.JUDGING_CLOSED, {}, at=at)
    return row


def follow_status(application: Application, *, before: str, at: datetime, reason: str = "") -> None:
    """Write into the protocol that an application has come into the judging or left it.

    Raises JudgingRefused for one that would come in after judging was closed, unless it was excluded by mistake: then it
    comes back with what was scored, and the hash of the `reason` stands beside it.
    """
    judged, was_judged = application.status in JUDGED_STATUSES, before in JUDGED_STATUSES
    if judged == was_judged:
        return
    if not judged:
        why = _WHY_REMOVED.get(ApplicationStatus(application.status), _SCREENING)
        record_event(
            application.call, EventKind.ENTRY_REMOVED, {"entry": application.reference, "why": why}, at=at
        )
        return
    policy = JudgingPolicy.objects.select_for_update().filter(call=application.call).first()
    admissions = ProtocolEvent.objects.of_call(application.call).admissions_of(str(application.reference))
    comes_back = before == ApplicationStatus.DISQUALIFIED and bool(admissions)
    if policy and policy.closed_at is not None and not comes_back:
        raise JudgingRefused(_("Judging is closed: no more applications can be admitted to it."))
    told = _admitted(application)
    if admissions and admissions[-1]["category"] != told["category"]:
        _begin_anew(application, at=at)
    words = {"reason_sha256": hash_of_words(reason)} if comes_back else {}
    record_event(application.call, EventKind.ENTRY_ADMITTED, {**told, **words}, at=at)
    find_conflicts(application.call, at=at, application=application)


def _begin_anew(application: Application, *, at: datetime) -> None:
    """Take from its jurors an application that comes back in another category: what they scored was for the former one.

    The protocol needs no event of it: an admission in another category means this, and the verifier knows.
    """
    Assignment.objects.filter(application=application).exclude(state__in=UNCOUNTED_STATES).update(
        state=AssignmentState.MOVED, ended_at=at
    )


def joined(juror: Juror) -> Told:
    """Return what the protocol says of a juror who joins, or whose panels have changed."""
    panels = sorted(panel.slug for panel in juror.panels.all())
    data = {"juror": juror.code, "categories": panels, "languages": sorted(juror.languages)}
    return EventKind.JUROR_JOINED, data


def _admitted(application: Application) -> dict[str, str | None]:
    return {
        "entry": application.reference,
        "category": application.category.slug if application.category else None,
    }


def _entries(call: Call) -> list[Told]:
    rows = Application.objects.of_call(call).filter(status__in=JUDGED_STATUSES).select_related("category")
    return [(EventKind.ENTRY_ADMITTED, _admitted(row)) for row in rows.order_by("reference")]


def _jurors(call: Call) -> list[Told]:
    rows = Juror.objects.of_call(call).active().prefetch_related("panels")
    return [joined(row) for row in rows.order_by("code")]
