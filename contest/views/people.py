"""The people of an application: who works on it, who is invited, and how one joins."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from contest.domain.members import (
    accept_invitation,
    change_role,
    find_invitation,
    hand_over,
    invite,
    leave,
    remove_member,
    why_closed,
    withdraw_invitation,
)
from contest.domain.moments import moment_of
from contest.enums import MemberRole
from contest.errors import PeopleRefused
from contest.forms.people import ROLES, InvitationForm, InviteForm, MemberForm
from contest.models import Application, ApplicationMember
from contest.rules import can_manage_members, can_read_application
from contest.views.my_applications import way_to
from contest.views.own_applications import own_application

# What is asked once more before it is done.
_CONFIRMED = {"remove", "leave", "hand_over"}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who works on the application. The owner invites and changes roles; everybody else may only go."""
    found = own_application(request, public_id)
    if request.method != "POST":
        return _page(request, found, InviteForm())
    action = request.POST.get("action", "")
    if action != "leave" and not can_manage_members(request.user, found):
        raise PermissionDenied
    if action == "invite":
        return _invite(request, found)
    try:
        if action == "withdraw":
            _withdraw(request, found)
        else:
            member = _member(request, found, action)
            if action in _CONFIRMED and "confirmed" not in request.POST:
                return _confirmation(request, found, action, member)
            _change(request, found, action, member)
    except PeopleRefused as refusal:
        messages.error(request, str(refusal))
    if action == "leave" and not found.memberships.filter(user=cast("User", request.user)).exists():
        return redirect("my_applications")
    return redirect("application_people", public_id)


def _page(request: HttpRequest, found: Application, form: InviteForm, *, status: int = 200) -> HttpResponse:
    now, zone = timezone.now(), found.call.zone
    invitations = [
        {"row": row, "until": moment_of(row.expires_at, zone=zone), "closed": why_closed(row, at=now)}
        for row in found.invitations.waiting()
    ]
    members = list(found.memberships.select_related("user"))
    context: dict[str, Any] = {
        "application": found,
        "members": members,
        "me": next((row for row in members if row.user_id == request.user.pk), None),
        "invitations": invitations,
        "manages": can_manage_members(request.user, found),
        "form": form,
        "roles": ROLES,
        "breadcrumbs": way_to(found, (_("People"), None)),
        "page_title": _("People"),
    }
    return TemplateResponse(request, "contest/applying/people.html", context, status=status)


def _invite(request: HttpRequest, found: Application) -> HttpResponse:
    form = InviteForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            invite(
                found, email=email, role=form.chosen_role, by=cast("User", request.user), at=timezone.now()
            )
        except PeopleRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
            return redirect("application_people", found.public_id)
    return _page(request, found, form, status=422)


def _withdraw(request: HttpRequest, found: Application) -> None:
    form = InvitationForm(request.POST, application=found)
    if not form.is_valid():
        raise Http404
    withdraw_invitation(form.cleaned_data["invitation"], by=cast("User", request.user), at=timezone.now())
    messages.success(request, _("The invitation is withdrawn."))


def _member(request: HttpRequest, found: Application, action: str) -> ApplicationMember:
    """The person that is meant: on leaving oneself, else the one who is named."""
    if action == "leave":
        return found.memberships.select_related("user").get(user=cast("User", request.user))
    form = MemberForm(request.POST, application=found)
    if (
        action not in {"role", *_CONFIRMED}
        or not form.is_valid()
        or (action == "role" and not form.cleaned_data["role"])
    ):
        raise Http404
    return cast("ApplicationMember", form.cleaned_data["member"])


def _change(request: HttpRequest, found: Application, action: str, member: ApplicationMember) -> None:
    by, now, name = cast("User", request.user), timezone.now(), {"name": str(member.user)}
    if action == "role":
        change_role(member, role=MemberRole(request.POST["role"]), by=by, at=now)
        messages.success(request, _("The role of %(name)s is changed.") % name)
    elif action == "hand_over":
        hand_over(found, to=member, by=by, at=now)
        messages.success(request, _("The application now belongs to %(name)s.") % name)
    elif action == "leave":
        leave(found, by=by, at=now)
        messages.success(
            request, _("You do not work on “%(application)s” any more.") % {"application": found}
        )
    else:
        remove_member(member, by=by, at=now)
        messages.success(request, _("%(name)s does not work on the application any more.") % name)


def _confirmation(
    request: HttpRequest, found: Application, action: str, member: ApplicationMember
) -> HttpResponse:
    title = {
        "remove": _("Take a person off the application"),
        "leave": _("Leave the application"),
        "hand_over": _("Hand the application over"),
    }[action]
    context = {
        "application": found, "action": action, "member": member, "page_title": title,
        "breadcrumbs": way_to(found, (title, None)),
    }  # fmt: skip
    return TemplateResponse(request, "contest/applying/people_confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """What the reader of the letter is asked to join, without anything that stands in the application."""
    invitation = find_invitation(secret)
    if invitation is None:
        raise Http404
    now, found = timezone.now(), invitation.application
    if (
        request.user.is_authenticated
        and invitation.accepted_by_id == request.user.pk
        and can_read_application(request.user, found)
    ):
        return redirect("application", found.public_id)
    closed = why_closed(invitation, at=now)
    if request.method == "POST" and request.user.is_authenticated and not closed:
        try:
            accept_invitation(secret, by=request.user, at=now)
        except PeopleRefused as refusal:
            closed = str(refusal)
        else:
            messages.success(request, _("You have joined."))
            return redirect("application", found.public_id)
    context = {
        "invitation": invitation,
        "application": found,
        "call": found.call,
        "closed": closed,
        "until": moment_of(invitation.expires_at, zone=found.call.zone),
        "is_member": can_read_application(request.user, found),
        "page_title": _("Invitation"),
    }
    return TemplateResponse(request, "contest/applying/join.html", context, status=410 if closed else 200)
