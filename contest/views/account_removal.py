"""Deleting one's own account."""

from typing import Any, cast

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.one_time_code import awaits_code, make_code, take_code
from contest.domain.account_removal import consequences_of, mark_of, remove_account, why_account_stays
from contest.domain.device_key import device_key
from contest.domain.forgetting_jurors import keeps_name, seats_of
from contest.domain.removal_letters import send_removal_code
from contest.errors import AccountStays
from contest.forms.account_removal import AccountRemovalForm
from contest.views.own_applications import signed_in
from stories.views.breadcrumbs import trail


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request: HttpRequest) -> HttpResponse:
    """Say what becomes of each application, ask who is there, then delete the account and clear the device."""
    user = signed_in(request)
    form = AccountRemovalForm(request.POST or None, asks_code=_asks_code(user))
    if request.method == "POST" and form.is_valid() and not why_account_stays(user):
        if _is_confirmed(request, user, form):
            return _delete(request, user, form)
        form.add_error("code", _("This is not the code, or it holds no more. Have another one sent."))
    return _page(request, user, form)


@login_required
@never_cache
@require_POST
def send_code(request: HttpRequest) -> HttpResponse:
    """Send a code to whoever has neither a password nor a key."""
    user = signed_in(request)
    if _asks_code(user) and not why_account_stays(user):
        if not ratelimit.consume(request, action="removal_code", user=user):
            return cast("HttpResponse", ratelimit.respond_429(request))
        send_removal_code(user, code=make_code(request.session))
        messages.success(request, _("A code is on its way to %(address)s.") % {"address": user.email})
    return redirect("delete_account")


def _asks_code(user: User) -> bool:
    return not get_reauthentication_flows(user)


def _is_confirmed(request: HttpRequest, user: User, form: AccountRemovalForm) -> bool:
    """Whether the person showed anew who they are; allauth asks for a password or a key and comes back here."""
    if _asks_code(user):
        return take_code(request.session, typed=form.cleaned_data["code"])
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
    return True


def _delete(request: HttpRequest, user: User, form: AccountRemovalForm) -> HttpResponse:
    device = device_key(user)
    try:
        remove_account(user, seen=form.cleaned_data["seen"], at=timezone.now())
    except AccountStays as refusal:
        messages.error(request, str(refusal))
        return redirect("delete_account")
    logout(request)
    context = {"device": device, "everything": True, "page_title": _("Your account is deleted")}
    return TemplateResponse(request, "contest/own_data/deleted.html", context)


def _page(request: HttpRequest, user: User, form: AccountRemovalForm) -> HttpResponse:
    consequences = consequences_of(user, at=timezone.now())
    title = _("Delete my account")
    context: dict[str, Any] = {
        "form": form,
        "seen": mark_of(consequences),
        "consequences": consequences,
        "stays": why_account_stays(user),
        "seats": [(seat, keeps_name(seat)) for seat in seats_of(user)],
        "holds": [row for row in consequences if row.fate.value == "holds"],
        "asks_code": _asks_code(user),
        "awaits_code": awaits_code(request.session),
        "breadcrumbs": trail(
            (_("My applications"), "my_applications"), (_("My data"), "my_data"), (title, None)
        ),
        "page_title": title,
    }
    return TemplateResponse(request, "contest/own_data/delete_account.html", context)
