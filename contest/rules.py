"""Who may do what in the contest."""

from datetime import datetime

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from wagtail.permissions import page_permission_policy

from accounts.models import User
from accounts.rules import has_second_factor
from contest.domain.phases import phase_of
from contest.domain.status import Actor, targets
from contest.domain.writing import writable_sections
from contest.enums import ApplicationStatus, MemberRole, Phase
from contest.models import Application, ApplicationFile, Call, JudgingPolicy
from contest.querysets.applications import WRITING_ROLES

_READING_PHASES = (Phase.JUDGING, Phase.DELIBERATING, Phase.RESULTS)


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


def can_tell_news(user: User | AnonymousUser, application: Application) -> bool:
    """Whether the account may propose updates of the story that came of the application: whoever wrote it."""
    return _may_write(user, application)


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


def can_end_keeping(user: User | AnonymousUser) -> bool:
    """Whether the account may remove what is kept no longer: it cannot be undone, so it takes what publishing takes."""
    return bool(screens_applications(user)) and user.has_perm("contest.publish_call")


def can_disqualify(user: User | AnonymousUser) -> bool:
    """Whether the account may exclude applications and take that back: it takes what publishing takes."""
    return bool(screens_applications(user)) and user.has_perm("contest.publish_call")


def can_open_file(user: User | AnonymousUser, file: ApplicationFile) -> bool:
    """Whether the account may open a file of an application: its people and the secretariat may."""
    return can_read_application(user, file.application) or bool(screens_applications(user))


def juror_needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a juror must set up a second factor before opening the jury's pages; required wherever staff need one."""
    return settings.REQUIRE_SECOND_FACTOR_FOR_STAFF and not has_second_factor(user)


def jury_reads_entries(call: Call, *, at: datetime) -> bool:
    """Whether the call's jurors may read what they are assigned: from judging on, and only after it was opened."""
    policy = JudgingPolicy.objects.filter(call=call, frozen_at__isnull=False)
    return phase_of(call, at=at) in _READING_PHASES and policy.exists()


def may_see_scores(policy: JudgingPolicy) -> bool:
    """Whether the secretariat may see what jurors scored: once judging is closed, or before if the rules say so."""
    return policy.scores_shown_early or policy.closed_at is not None


def can_conclude_judging(user: User | AnonymousUser) -> bool:
    """Whether the account may open and close judging, record the jury's decisions and declare the ranking for good."""
    return bool(screens_applications(user)) and user.has_perm("contest.publish_call")


def edits_stories(user: User | AnonymousUser) -> bool:
    """Whether the account writes pages of the catalogue, as editors and publishers do."""
    return bool(user.is_active) and page_permission_policy.user_has_any_permission(user, {"add", "change"})


def prepares_stories(user: User | AnonymousUser) -> bool:
    """Whether the account sees the stories of a result on their way to publication: the secretariat and editors."""
    return bool(screens_applications(user)) or edits_stories(user)
