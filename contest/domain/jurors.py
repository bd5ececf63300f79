"""The jury of a call: who is invited and accepts, what is known of them, who goes and comes back."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contest.domain.conflict_finding import find_conflicts
from contest.domain.judging import joined
from contest.domain.judging_terms import policy_row
from contest.domain.jury_letters import send_seat
from contest.domain.phases import left_until
from contest.domain.protocol import Told, record_events
from contest.enums import AssignmentState, EventKind
from contest.errors import JuryRefused, ReasonMissing
from contest.models import Assignment, Call, JudgingPolicy, Juror
from contest.querysets.jurors import JurorQuerySet
from stories.enums import Language
from stories.models import Category, Community, Region

VALID_FOR = timedelta(days=30)
_SEES_EVERYTHING = "contest.change_application"
_SECRETARIAT = gettext_lazy(
    "%(juror)s works in the secretariat and sees every application there, so cannot judge."
)


@dataclass(frozen=True)
class JurorFacts:
    """What the secretariat records of a juror. `panels` are categories of the call."""

    name: str
    email: str
    panels: Collection[Category]
    language: str = Language.UK
    reads_uk: bool = True
    reads_en: bool = False
    community: Community | None = None
    region: Region | None = None
    organisation: str = ""
    capacity: int | None = None
    is_chair: bool = False


@transaction.atomic
def invite_juror(call: Call, facts: JurorFacts, *, by: User, at: datetime) -> tuple[Juror, str]:
    """Ask somebody by letter to judge; return the seat and the letter's secret, which is kept nowhere.

    The code for the protocol is given now, in the order of the invitations. Raises JuryRefused.
    """
    _lock_open(call)
    invited = User.objects.filter(email__iexact=facts.email.strip()).first()
    if invited is not None and sees_everything(invited):
        raise JuryRefused(_SECRETARIAT % {"juror": facts.name.strip()})
    juror = Juror(call=call, code=_next_code(call), invited_at=at, invited_by=by)
    _write(juror, facts)
    secret = _new_secret(juror, at=at)
    juror.save()
    juror.panels.set(facts.panels)
    send_seat(juror, secret=secret)
    return juror, secret


@transaction.atomic
def invite_again(juror: Juror, *, by: User, at: datetime) -> str:
    """Send another letter to somebody who has not accepted; the older one holds no longer. Return the new secret."""
    _lock_open(juror.call)
    row = _fresh(juror)
    if row.joined_at is not None:
        raise JuryRefused(_("%(juror)s has accepted already.") % {"juror": row})
    secret = _new_secret(row, at=at)
    row.invited_at, row.invited_by, row.left_at, row.left_reason = at, by, None, ""
    _require_one_chair(row, is_chair=row.is_chair)
    row.save()
    send_seat(row, secret=secret)
    return secret


def sees_everything(user: User) -> bool:
    """Whether the account reads every application at the secretariat's desk, whatever jurors may not see."""
    return user.is_active and user.has_perm(_SEES_EVERYTHING)


def find_seat(secret: str) -> Juror | None:
    """Return the seat that the letter's secret offers, whether it still does or not."""
    return Juror.objects.select_related("call__edition", "user").filter(secret_sha256=_hash(secret)).first()


def why_seat_closed(juror: Juror, *, at: datetime) -> str:
    """Return a sentence why the seat cannot be taken any more, "" if it can."""
    if juror.joined_at is not None:
        return _("This invitation has been used already.")
    if juror.left_at is not None:
        return _("This invitation was withdrawn.")
    if juror.invitation_expires_at is None or left_until(juror.invitation_expires_at, at=at) is None:
        return _("This invitation has expired. Ask for a new one.")
    return ""


@transaction.atomic
def accept_seat(secret: str, *, by: User, at: datetime) -> Juror:
    """Seat the person, under whatever address they have their account; conflicts of interest are looked for at once.

    Raises JuryRefused for an invitation that doesn't hold, and for a person who sits on this jury already.
    """
    found = find_seat(secret)
    if found is None:
        raise JuryRefused(_("There is no such invitation."))
    _lock_open(found.call)
    row = _fresh(found)
    if sentence := why_seat_closed(row, at=at):
        raise JuryRefused(sentence)
    if Juror.objects.of_call(row.call).filter(user=by).exists():
        raise JuryRefused(_("You are on this jury already."))
    if sees_everything(by):
        raise JuryRefused(
            _(
                "You work in the secretariat and see every application there, so you cannot judge. Should this be a "
                "mistake, ask an administrator to take that right from your account first."
            )
        )
    row.user, row.joined_at = by, at
    row.save(update_fields=["user", "joined_at"])
    record_events(row.call, [joined(row)], at=at)
    find_conflicts(row.call, at=at, juror=row)
    return row


@transaction.atomic
def change_juror(juror: Juror, facts: JurorFacts, *, at: datetime) -> Juror:
    """Correct what is known of a juror; conflicts of interest are looked for anew. Raises JuryRefused.

    The protocol is told other panels and languages. An assignment outside the new panels stays until the next plan.
    """
    policy = _lock(juror.call)
    row = _fresh(juror)
    before = joined(row)
    _write(row, facts)
    row.save()
    row.panels.set(facts.panels)
    after = joined(_fresh(row))
    if row.is_active and after != before:
        if policy.closed_at is not None:
            raise JuryRefused(
                _("Judging is closed: categories and languages of jurors don't change any more.")
            )
        record_events(row.call, [after], at=at)
    find_conflicts(row.call, at=at, juror=row)
    return row


@transaction.atomic
def leave_jury(juror: Juror, *, reason: str, at: datetime) -> Juror:
    """Let a juror go, or take back an invitation. Unfinished work goes back to be given to others, finished work stays.

    Raises ReasonMissing. Leaving twice is once.
    """
    policy = _lock(juror.call)
    row = _fresh(juror)
    if not reason.strip():
        raise ReasonMissing(_("Give a reason: it stays on record."))
    if row.left_at is not None:
        return row
    row.left_at, row.left_reason, row.secret_sha256 = at, reason.strip()[:300], None
    row.save(update_fields=["left_at", "left_reason", "secret_sha256"])
    if row.joined_at is not None:
        events = _give_back(row, at=at) if policy.closed_at is None else []
        record_events(row.call, [*events, (EventKind.JUROR_LEFT, {"juror": row.code})], at=at)
    return row


@transaction.atomic
def let_juror_return(juror: Juror, *, at: datetime) -> Juror:
    """Seat a juror again who has left; what they were reading is assigned anew. Raises JuryRefused."""
    _lock_open(juror.call)
    row = _fresh(juror)
    if row.joined_at is None:
        raise JuryRefused(_("%(juror)s has never accepted. Send the invitation again.") % {"juror": row})
    if row.left_at is None:
        return row
    if row.user is None or sees_everything(row.user):
        raise JuryRefused(
            _("The account is gone.") if row.user is None else _SECRETARIAT % {"juror": row.name}
        )
    row.left_at, row.left_reason = None, ""
    # Somebody else may have taken the chair meanwhile.
    row.is_chair = row.is_chair and not _chairs(row).exists()
    row.save(update_fields=["left_at", "left_reason", "is_chair"])
    record_events(row.call, [joined(row)], at=at)
    find_conflicts(row.call, at=at, juror=row)
    return row


def _lock(call: Call) -> JudgingPolicy:
    policy_row(call)
    return JudgingPolicy.objects.select_for_update().get(call=call)


def _lock_open(call: Call) -> None:
    if _lock(call).closed_at is not None:
        raise JuryRefused(_("Judging is closed: nobody joins the jury any more."))


def _fresh(juror: Juror) -> Juror:
    return Juror.objects.with_panels().select_related("call__edition").get(pk=juror.pk)


def _write(juror: Juror, facts: JurorFacts) -> None:
    email = User.objects.normalize_email(facts.email.strip())
    others = Juror.objects.of_call(juror.call).exclude(pk=juror.pk)
    if others.filter(email__iexact=email).exists():
        raise JuryRefused(_("This address is on the jury already."))
    if not facts.panels:
        raise JuryRefused(_("Choose at least one category in which the juror scores."))
    if not facts.reads_uk and not facts.reads_en:
        raise JuryRefused(_("Choose at least one language that the juror reads."))
    _require_one_chair(juror, is_chair=facts.is_chair)
    juror.name, juror.email, juror.language = facts.name.strip(), email, facts.language
    juror.reads_uk, juror.reads_en = facts.reads_uk, facts.reads_en
    juror.community, juror.organisation = facts.community, facts.organisation.strip()
    juror.region = facts.region or (facts.community.region if facts.community else None)
    juror.capacity, juror.is_chair = facts.capacity, facts.is_chair


def _require_one_chair(juror: Juror, *, is_chair: bool) -> None:
    if is_chair and _chairs(juror).exists():
        raise JuryRefused(_("The jury has a chair already."))


def _chairs(juror: Juror) -> JurorQuerySet:
    return Juror.objects.of_call(juror.call).filter(is_chair=True, left_at__isnull=True).exclude(pk=juror.pk)


def _give_back(juror: Juror, *, at: datetime) -> list[Told]:
    """Take from the juror what they have not scored; return what the protocol says of it."""
    rows = list(
        Assignment.objects.open()
        .filter(juror=juror)
        .select_related("application")
        .order_by("application__reference")
    )
    for row in rows:
        row.state, row.ended_at = AssignmentState.REMOVED, at
    Assignment.objects.bulk_update(rows, ["state", "ended_at"], batch_size=1000)
    return [(EventKind.UNASSIGNED, {"juror": juror.code, "entry": row.application.reference}) for row in rows]


def _next_code(call: Call) -> str:
    """Return J01, J02… Codes of people who left are never given again: nobody is deleted."""
    codes = Juror.objects.of_call(call).values_list("code", flat=True)
    numbers = [int(code[1:]) for code in codes if code[1:].isdecimal()]
    return f"J{max(numbers, default=0) + 1:02d}"


def _new_secret(juror: Juror, *, at: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    juror.secret_sha256, juror.invitation_expires_at = _hash(secret), at + VALID_FOR
    return secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
