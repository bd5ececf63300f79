"""Who may do what in the contest."""

from datetime import datetime

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from contest.domain.status import Actor, targets
from contest.domain.writing import writable_sections
from contest.enums import ApplicationStatus, MemberRole
from contest.models import Application, ApplicationFile
from contest.querysets.applications import WRITING_ROLES


@rules.predicate
def prepares_calls(user: User | AnonymousUser) -> bool:
    """Whether the account writes calls (by its groups, or as a superuser)."""
    return bool(user.is_active) and user.has_perm("contest.change_call")


@rules.predicate
def starts_calls(user: User | AnonymousUser) -> bool:
    """Whether the account may begin a call for an edition."""
    return bool(user.is_active) and user.has_perm("contest.add_call")


def can_preview_form(user: User | AnonymousUser) -> bool:
    """Whether the account may see the form of a call that is still being prepared."""
    return bool(prepares_calls(user))


def can_copy_calls(user: User | AnonymousUser) -> bool:
    """Whether the account may make a call from an earlier one."""
    return bool((prepares_calls & starts_calls)(user))


def can_read_application(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account is one of the application's people, in whatever role."""
    return role_in(user, application) is not None


def can_write_application(user: User | AnonymousUser, application: Application, *, at: datetime) -> bool:
    """Whether the account may change answers now: by its role, and in at least one section."""
    return _may_write(user, application) and bool(writable_sections(application, at=at))


def can_submit_application(user: User | AnonymousUser, application: Application, *, at: datetime) -> bool:
    """Whether the account may submit now; whether anything is missing is another question."""
    return can_write_application(user, application, at=at)


def can_withdraw_application(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account may take back what was submitted, as far as the applicant knows its status."""
    return role_in(user, application) == MemberRole.OWNER and ApplicationStatus.WITHDRAWN in targets(
        application.released_status, actor=Actor.APPLICANT
    )


def can_delete_draft(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account may delete the application; only a draft can be."""
    return role_in(user, application) == MemberRole.OWNER and application.status == ApplicationStatus.DRAFT


def can_manage_members(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account decides who works on the application."""
    return role_in(user, application) == MemberRole.OWNER


def can_copy_application(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account may take the application's answers into a new call; whoever only reads it may not."""
    return _may_write(user, application)


def role_in(user: User | AnonymousUser, application: Application) -> MemberRole | None:
    """Return the account's role in the application; None for everybody else."""
    if not user.is_active or user.pk is None:
        return None
    roles = {row.user_id: row.role for row in application.memberships.all()}
    return MemberRole(roles[user.pk]) if user.pk in roles else None


def _may_write(user: User | AnonymousUser, application: Application) -> bool:
    return role_in(user, application) in WRITING_ROLES


@rules.predicate
def screens_applications(user: User | AnonymousUser) -> bool:
    """Whether the account sees every application at the secretariat's desk and decides about it."""
    return bool(user.is_active) and user.has_perm("contest.change_application")


@rules.predicate
def enters_applications(user: User | AnonymousUser) -> bool:
    """Whether the account may begin an application on somebody's behalf."""
    return bool(screens_applications(user)) and user.has_perm("contest.add_application")


def can_open_file(user: User | AnonymousUser, file: ApplicationFile) -> bool:
    """Whether the account may open a file of an application: its people and the secretariat may."""
    return can_read_application(user, file.application) or bool(screens_applications(user))
