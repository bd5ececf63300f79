"""The secretariat's pages of the jury: who is on it and how far they are, inviting, correcting, leaving, coming back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.jurors import change_juror, invite_again, invite_juror, leave_jury, let_juror_return
from contest.domain.moments import moment_of
from contest.errors import ContestError
from contest.forms.jurors import JurorForm, LeavingForm
from contest.models import Call, Juror
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "jury_desk"


@require_safe
def jury_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Everybody ever invited, with their panels and progress."""
    call = call_at_desk(request, call_id)
    jurors = list(Juror.objects.of_call(call).with_panels().with_progress())
    context = {
        **judging_context(call, current=DESK),
        "jurors": jurors,
        # Whoever sees every application at the desk doesn't read blindly, whatever the rules say.
        "seeing_all": Juror.objects.of_call(call).seeing_everything(),
    }
    return TemplateResponse(request, "contest/admin/jury.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_juror_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Invite somebody by letter."""
    call, user = call_at_desk(request, call_id), require_secretariat(request)
    form = JurorForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            juror, _secret = invite_juror(call, form.facts, by=user, at=timezone.now())
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": juror.email}
            )
            return redirect(DESK, call.pk)
    context = {**judging_context(call, current=DESK), "form": form}
    return TemplateResponse(request, "contest/admin/juror.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def juror_desk(request: HttpRequest, call_id: int, public_id: UUID) -> HttpResponse:
    """Correct what is known of a juror; let them leave or come back, send the invitation again."""
    call, user = call_at_desk(request, call_id), require_secretariat(request)
    juror = get_object_or_404(
        Juror.objects.of_call(call).with_panels().with_progress().select_related("call__edition"),
        public_id=public_id,
    )
    act = request.POST.get("act", "")
    form = JurorForm(request.POST if act == "change" else None, call=call, juror=juror)
    leaving = LeavingForm(request.POST if act == "leave" else None)
    bound = {"change": form, "leave": leaving}.get(act)
    if request.method == "POST" and (bound is None or bound.is_valid()):
        try:
            sentence = _act(juror, act, form, leaving, by=user)
        except ContestError as refusal:
            if bound is None:
                messages.error(request, str(refusal))
                return redirect("juror_desk", call.pk, juror.public_id)
            bound.add_error(None, str(refusal))
        else:
            messages.success(request, sentence)
            return redirect(DESK, call.pk)
    context = {
        **judging_context(call, current=DESK), "juror": juror, "form": form, "leaving": leaving,
        **_dates(call, juror),
    }  # fmt: skip
    failed = form.errors or leaving.errors
    return TemplateResponse(request, "contest/admin/juror.html", context, status=422 if failed else 200)


def _act(juror: Juror, act: str, form: JurorForm, leaving: LeavingForm, *, by: User) -> str:
    """Do what was asked; return a sentence about it."""
    now, name = timezone.now(), {"name": juror.name}
    if act == "change":
        change_juror(juror, form.facts, at=now)
        return _("What is known of %(name)s is kept.") % name
    if act == "leave":
        leave_jury(juror, reason=leaving.cleaned_data["reason"], at=now)
        if juror.joined_at is None:
            return _("The invitation of %(name)s is withdrawn.") % name
        return _("%(name)s has left the jury. What they had not scored can be assigned to others.") % name
    if act == "return":
        let_juror_return(juror, at=now)
        return _("%(name)s is back on the jury. Assign their share again.") % name
    if act == "invite":
        invite_again(juror, by=by, at=now)
        return _("The invitation is on its way to %(email)s.") % {"email": juror.email}
    raise Http404


def _dates(call: Call, juror: Juror) -> dict[str, object]:
    names = ("invited_at", "joined_at", "left_at", "invitation_expires_at")
    dates = {name: getattr(juror, name) for name in names}
    return {name: moment_of(at, zone=call.zone) if at else None for name, at in dates.items()}
