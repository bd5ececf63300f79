"""Excluding an application and taking that back: a page says what will change for whom, then it is done with a reason."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.disqualifying import (
    can_be_disqualified,
    can_be_reinstated,
    disqualify_application,
    questions_in_hand,
    reinstate_application,
)
from contest.domain.letters import outcomes_in_hand
from contest.domain.releasing import foresee_letters
from contest.domain.status import status_before_exclusion
from contest.enums import ApplicationStatus, LetterKind
from contest.errors import ContestError
from contest.forms.screening import DisqualifyingForm, ReinstatingForm
from contest.models import Application, JudgingPolicy
from contest.rules import can_disqualify
from contest.views.application_list import require_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def disqualify_desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what will be told to whom, then exclude; if something is newer by then, nothing is done and it is said."""
    user = require_secretariat(request)
    application = get_object_or_404(Application.objects.with_names(), public_id=public_id)
    if not can_disqualify(user):
        raise PermissionDenied
    if not can_be_disqualified(application):
        status = {"status": application.get_status_display()}
        messages.error(request, _("The application is “%(status)s” and cannot be excluded.") % status)
        return redirect("application_at_desk", application.public_id)
    form = DisqualifyingForm(request.POST or None, application=application)
    if request.method == "POST" and form.is_valid():
        try:
            disqualify_application(application, by=user, at=timezone.now(), **form.cleaned_data)
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The application is excluded from the contest; the applicant sees it.")
            )
            return redirect("application_at_desk", application.public_id)
    context = {
        "application": application,
        "rows": [(application, ApplicationStatus.DISQUALIFIED.label)],
        "letters": foresee_letters([application], kind=LetterKind.DISQUALIFIED),
        "dropped": outcomes_in_hand([application]).count() + questions_in_hand(application).count(),
        "form": form,
    }
    return TemplateResponse(request, "contest/admin/disqualify.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reinstate_desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show to what the application returns, then take the exclusion back."""
    user = require_secretariat(request)
    application = get_object_or_404(Application.objects.with_names(), public_id=public_id)
    if not can_disqualify(user):
        raise PermissionDenied
    former = status_before_exclusion(application)
    if former is None or not can_be_reinstated(application):
        messages.error(request, _("“%(application)s” is not excluded.") % {"application": application})
        return redirect("application_at_desk", application.public_id)
    form = ReinstatingForm(request.POST or None, initial={"expected": application.status})
    if request.method == "POST" and form.is_valid():
        try:
            reinstate_application(application, by=user, at=timezone.now(), **form.cleaned_data)
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The exclusion is taken back; the applicant sees it."))
            return redirect("application_at_desk", application.public_id)
    policy = JudgingPolicy.objects.filter(call=application.call).first()
    context = {
        "application": application,
        "rows": [(application, former[0].label)],
        "letters": foresee_letters([application], kind=LetterKind.REINSTATED),
        "was_declared": policy is not None and policy.declared_at is not None,
        "form": form,
    }
    return TemplateResponse(request, "contest/admin/reinstate.html", context)
