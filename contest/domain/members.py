"""The people of an application: who is invited, who joins, in what role, who goes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.conflict_finding import find_conflicts
from contest.domain.invitation_letters import send_invitation
from contest.domain.phases import left_until
from contest.domain.status import record
from contest.enums import EntryKind, MemberRole
from contest.errors import PeopleRefused
from contest.models import Application, ApplicationMember, Invitation

VALID_FOR = timedelta(days=14)
MOST_OPEN = 10
# Invitations within a day: of one application, and of one person over all applications.
MOST_A_DAY_IN_ONE = 20
MOST_A_DAY = 50
# The owner is made by handing over alone.
GIVEN_ROLES = (MemberRole.EDITOR, MemberRole.READER)
_STRENGTH = {MemberRole.READER: 0, MemberRole.EDITOR: 1, MemberRole.OWNER: 2}


@transaction.atomic
def invite(
    application: Application, *, email: str, role: MemberRole, by: User, at: datetime
) -> tuple[Invitation, str]:
    """Ask somebody by letter to join; return the invitation and its secret, which is kept nowhere.

    Another invitation of the same address replaces the older one. Raises PeopleRefused.
    """
    locked, email = _lock(application), User.objects.normalize_email(email.strip())
    _require_given(role)
    if locked.members.filter(email__iexact=email).exists():
        raise PeopleRefused(_("%(email)s works on this application already.") % {"email": email})
    locked.invitations.waiting().filter(email__iexact=email).update(withdrawn_at=at)
    if locked.invitations.open(at=at).count() >= MOST_OPEN:
        raise PeopleRefused(_("Too many invitations are waiting for an answer. Withdraw one first."))
    _require_few(locked, by=by, at=at)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        application=locked, email=email, role=role, secret_sha256=_hash(secret), invited_at=at, invited_by=by,
        expires_at=at + VALID_FOR,
    )  # fmt: skip
    _note(locked, "invited", name=email, role=role, by=by, at=at)
    send_invitation(invitation, secret=secret)
    return invitation, secret


def find_invitation(secret: str) -> Invitation | None:
    """Return the invitation of the letter's secret, whether it still holds or not."""
    rows = Invitation.objects.select_related("application__call__edition", "invited_by")
    return rows.filter(secret_sha256=_hash(secret)).first()


def why_closed(invitation: Invitation, *, at: datetime) -> str:
    """Return a sentence why the invitation cannot be accepted any more, "" if it can."""
    if invitation.accepted_at:
        return _("This invitation has been used already.")
    if invitation.withdrawn_at:
        return _("This invitation was withdrawn.")
    if left_until(invitation.expires_at, at=at) is None:
        return _("This invitation has expired. Ask for a new one.")
    return ""


@transaction.atomic
def accept_invitation(secret: str, *, by: User, at: datetime) -> ApplicationMember:
    """Let the person join in the role of the invitation; who is there already keeps the higher role.

    Raises PeopleRefused for an invitation that is unknown, used, withdrawn or expired.
    """
    found = find_invitation(secret)
    if found is None:
        raise PeopleRefused(_("There is no such invitation."))
    locked = _lock(found.application)
    invitation = Invitation.objects.get(pk=found.pk)
    if sentence := why_closed(invitation, at=at):
        raise PeopleRefused(sentence)
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    member, is_new = locked.memberships.get_or_create(
        user=by, defaults={"role": invitation.role, "joined_at": at}
    )
    if not is_new and _STRENGTH[MemberRole(member.role)] < _STRENGTH[MemberRole(invitation.role)]:
        member.role = invitation.role
        member.save(update_fields=["role"])
    _note(locked, "joined", name=str(by), role=MemberRole(member.role), by=by, at=at)
    # Somebody of the jury may have joined, or a colleague of theirs.
    find_conflicts(locked.call, at=at, application=locked)
    return member


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take the invitation back. One that was accepted meanwhile raises PeopleRefused; twice is once."""
    locked = _lock(invitation.application)
    row = Invitation.objects.get(pk=invitation.pk)
    if row.accepted_at:
        raise PeopleRefused(_("The invitation was accepted meanwhile."))
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        _note(locked, "uninvited", name=row.email, role=MemberRole(row.role), by=by, at=at)


@transaction.atomic
def change_role(member: ApplicationMember, *, role: MemberRole, by: User, at: datetime) -> ApplicationMember:
    """Make an editor of a reader or the other way round. Raises PeopleRefused for the owner."""
    locked, row = _lock_member(member)
    _require_given(role)
    if row.role == MemberRole.OWNER:
        raise PeopleRefused(_("The owner's role changes only by handing the application over."))
    if row.role != role:
        row.role = role
        row.save(update_fields=["role"])
        _note(locked, "role", name=str(row.user), role=role, by=by, at=at)
    return row


@transaction.atomic
def remove_member(member: ApplicationMember, *, by: User, at: datetime) -> None:
    """Take the person off the application; what they wrote stays. The owner is never taken off: PeopleRefused."""
    locked, row = _lock_member(member)
    if row.role == MemberRole.OWNER:
        raise PeopleRefused(_("The owner cannot go. Hand the application over first."))
    row.delete()
    _note(locked, "left" if row.user_id == by.pk else "removed", name=str(row.user), role=None, by=by, at=at)


def leave(application: Application, *, by: User, at: datetime) -> None:
    """Stop working on the application oneself."""
    member = application.memberships.filter(user=by).first()
    if member is None:
        raise PeopleRefused(_("The person does not work on the application any more."))
    remove_member(member, by=by, at=at)


@transaction.atomic
def hand_over(
    application: Application, *, to: ApplicationMember, by: User, at: datetime
) -> ApplicationMember:
    """Make the member the owner; the owner becomes an editor. Return the new owner."""
    locked, row = _lock_member(to)
    if locked.pk != application.pk or not row.user.is_active:
        raise PeopleRefused(_("The application can only be handed over to somebody who works on it."))
    if row.role != MemberRole.OWNER:
        # In this order: there is never more than one owner.
        locked.memberships.filter(role=MemberRole.OWNER).update(role=MemberRole.EDITOR)
        row.role = MemberRole.OWNER
        row.save(update_fields=["role"])
        _note(locked, "handed_over", name=str(row.user), role=MemberRole.OWNER, by=by, at=at)
    return row


def _require_few(application: Application, *, by: User, at: datetime) -> None:
    """Keep somebody from sending letters to half the world in the contest's name."""
    lately = Invitation.objects.filter(invited_at__gt=at - timedelta(days=1))
    if lately.filter(application=application).count() >= MOST_A_DAY_IN_ONE:
        sentence = _("At most %(count)s invitations a day can be sent for one application. Go on tomorrow.")
        raise PeopleRefused(sentence % {"count": MOST_A_DAY_IN_ONE})
    if lately.filter(invited_by=by).count() >= MOST_A_DAY:
        raise PeopleRefused(_("You have invited many people today. Go on tomorrow."))


def _lock(application: Application) -> Application:
    return Application.objects.select_for_update().get(pk=application.pk)


def _lock_member(member: ApplicationMember) -> tuple[Application, ApplicationMember]:
    locked = _lock(member.application)
    row = locked.memberships.select_related("user").filter(pk=member.pk).first()
    if row is None:
        raise PeopleRefused(_("The person does not work on the application any more."))
    return locked, row


def _require_given(role: MemberRole) -> None:
    if role not in GIVEN_ROLES:
        raise PeopleRefused(_("People join as editors or readers."))


def _note(
    application: Application, action: str, *, name: str, role: MemberRole | None, by: User, at: datetime
) -> None:
    data = {"action": action, "name": name, "role": str(role or "")}
    record(application, EntryKind.MEMBERS, by=by, at=at, data=data)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
