"""Deleting an account at the wish of its owner: what becomes of each application is said first, then done as a whole.

The account's row goes for good, and with it its addresses, keys, memberships and everything else that names it. What a
person did in an application that stays is kept without their name. Staff answer for decisions, so their accounts are
switched off by an administrator instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import can_open_admin
from contest.domain.anonymising import anonymise_application, erase_letters
from contest.domain.applying import delete_draft
from contest.domain.forgetting_jurors import forget_juror_account
from contest.domain.members import hand_over, leave
from contest.domain.phases import phase_by_dates
from contest.domain.removal_letters import say_goodbye
from contest.enums import ApplicationStatus as Status
from contest.enums import EntryKind, MemberRole, Phase
from contest.errors import AccountStays
from contest.models import (
    Application,
    ApplicationMember,
    ApplicationVersion,
    HistoryEntry,
    Invitation,
    Letter,
)

# Nothing more is decided about an application whose people know one of these.
_ENDED = {
    Status.WINNER, Status.SPECIAL_AWARD, Status.NOT_AWARDED, Status.INELIGIBLE, Status.WITHDRAWN, Status.DISQUALIFIED,
}  # fmt: skip


class Fate(Enum):
    """What becomes of an application when a person's account goes."""

    DELETED = "deleted"
    LEFT = "left"
    HANDED_OVER = "handed_over"
    ANONYMISED = "anonymised"
    # Its only person must withdraw it or hand it over first.
    HOLDS = "holds"


@dataclass(frozen=True)
class Consequence:
    """An application with what becomes of it; `heir` is who owns it then."""

    application: Application
    fate: Fate
    heir: ApplicationMember | None = None


def consequences_of(user: User, *, at: datetime) -> list[Consequence]:
    """Return what becomes of each of the person's applications, in a constant number of queries.

    It depends on what the person knows: a decision that has not been made known changes nothing.
    """
    rows = (
        Application.objects.of_person(user).with_names().prefetch_related("memberships__user").order_by("pk")
    )
    return [_consequence(row, user, at=at) for row in rows]


def mark_of(consequences: Sequence[Consequence]) -> str:
    """Return a mark of what was shown; it is another one as soon as anything else would come of it."""
    rows = [(row.application.pk, row.fate.value, row.heir.pk if row.heir else None) for row in consequences]
    return sha256(repr(rows).encode()).hexdigest()


def why_account_stays(user: User) -> str:
    """Return a sentence why the person cannot delete the account themselves, "" if they can."""
    if user.is_staff or user.is_superuser or can_open_admin(user):
        return _(
            "You work in the editors' pages, where it must stay known who decided what. Ask an administrator to close your "
            "account."
        )
    return ""


@transaction.atomic
def remove_account(user: User, *, seen: str, at: datetime) -> None:
    """Delete the account and do with each application what `consequences_of` says: all of it or nothing.

    Raises AccountStays for staff, while an application needs a person, and if something else would come of it by now
    than was `seen` (`mark_of`). Files leave the storage, and a last letter leaves, once it is really done.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if sentence := why_account_stays(locked):
        raise AccountStays(sentence)
    keys = [row.application.pk for row in consequences_of(locked, at=at)]
    # In one order, so that two of them never wait for each other.
    list(Application.objects.filter(pk__in=keys).order_by("pk").select_for_update())
    consequences = consequences_of(locked, at=at)
    if any(row.fate == Fate.HOLDS for row in consequences):
        raise AccountStays(_("An application still needs you: withdraw it or hand it over first."))
    if mark_of(consequences) != seen:
        raise AccountStays(
            _("Something has changed meanwhile. Read once more what becomes of your applications.")
        )
    _erase_traces(locked)
    forget_juror_account(locked, at=at)
    for row in consequences:
        _carry_out(row, locked, at=at)
    _forget_name(locked)
    say_goodbye(locked)
    locked.delete()


def _consequence(application: Application, user: User, *, at: datetime) -> Consequence:
    members = list(application.memberships.all())
    own = next(row for row in members if row.user_id == user.pk)
    heir = _heir([row for row in members if row.user_id != user.pk and row.user.is_active])
    if own.role != MemberRole.OWNER:
        return Consequence(application, Fate.LEFT)
    if heir is not None:
        return Consequence(application, Fate.HANDED_OVER, heir)
    if application.status == Status.DRAFT:
        return Consequence(application, Fate.DELETED)
    if application.released_status in _ENDED or phase_by_dates(application.call, at=at) == Phase.RESULTS:
        return Consequence(application, Fate.ANONYMISED)
    return Consequence(application, Fate.HOLDS)


def _heir(others: Sequence[ApplicationMember]) -> ApplicationMember | None:
    """Whoever has worked on it the longest; somebody who only reads it, if nobody else is there."""
    order = {MemberRole.EDITOR: 0, MemberRole.READER: 1}
    ranked = sorted(others, key=lambda row: (order.get(MemberRole(row.role), 0), row.joined_at, row.pk))
    return ranked[0] if ranked else None


def _carry_out(row: Consequence, user: User, *, at: datetime) -> None:
    if row.fate == Fate.DELETED:
        delete_draft(row.application)
    elif row.fate == Fate.ANONYMISED:
        anonymise_application(row.application, by=None, at=at)
    else:
        if row.heir is not None:
            hand_over(row.application, to=row.heir, by=user, at=at)
        leave(row.application, by=user, at=at)


def _erase_traces(user: User) -> None:
    """What was written to the person, wherever it hangs; the fact that it was written stays."""
    addresses = _addresses_of(user)
    letters = Letter.objects.filter(Q(recipient=user) | Q(email__in=addresses))
    erase_letters(letters.values_list("pk", flat=True))
    Invitation.objects.filter(Q(accepted_by=user) | Q(email__in=addresses)).delete()


def _forget_name(user: User) -> None:
    """What the person did stays, in whatever application, without their name."""
    ApplicationVersion.objects.forget_submitter(user)
    # Their own deeds tell in which applications a name that others may bear too is theirs; an address is theirs anywhere.
    worked_on = HistoryEntry.objects.filter(by=user).values("application")
    named = Q(data__name__in=_addresses_of(user)) | Q(data__name=str(user), application__in=worked_on)
    for entry in HistoryEntry.objects.filter(named, kind=EntryKind.MEMBERS):
        entry.data["name"] = ""
        entry.save(update_fields=["data"])
    HistoryEntry.objects.filter(by=user).update(by_name="")


def _addresses_of(user: User) -> list[str]:
    rows = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email, *rows})
