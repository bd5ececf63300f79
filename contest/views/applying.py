"""The page from which an application is begun."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest.domain.answers import Change, save_answers
from contest.domain.applying import start_application
from contest.domain.call_page import call_page
from contest.domain.form_fields import CONDITIONS
from contest.domain.kept_until import drafts_kept_months
from contest.domain.writing import is_open_for_somebody
from contest.errors import ApplyingRefused
from contest.forms.questions import EligibilityForm, build_eligibility_form
from contest.models import Application, Call
from stories.views.breadcrumbs import trail

# What was answered before signing in waits here, by call.
REMEMBERED = "eligibility"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """What it takes to apply; the conditions, which anybody may try; one's own applications and a new one."""
    call = get_object_or_404(Call.objects.public().for_page(), edition__slug=slug)
    if request.method == "POST":
        return _answered(request, call)
    form = build_eligibility_form(call, data=_remembered(request, call))
    return _page(request, call, form, status=200)


def _answered(request: HttpRequest, call: Call) -> HttpResponse:
    """Keep the answers to the conditions, and begin the application if that was asked."""
    form = build_eligibility_form(call, data=request.POST)
    complete = form.is_valid()
    if form.questions:
        _remember(request, call, form)
    if not complete:
        return _page(request, call, form, status=422)
    if form.reasons or not request.user.is_authenticated or "begin" not in request.POST:
        return redirect(f"{request.path}#conditions")
    now = timezone.now()
    try:
        application = start_application(call, by=request.user, at=now, language=get_language() or "uk")
    except ApplyingRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    given = [
        Change(f"{CONDITIONS}/{question.pk}", form.cleaned_data[f"eligible_{number}"])
        for number, question in enumerate(form.questions)
    ]
    save_answers(application, given, by=request.user, at=now)
    return redirect("application_section", application.public_id, "about")


def _page(request: HttpRequest, call: Call, form: EligibilityForm, *, status: int) -> HttpResponse:
    now = timezone.now()
    is_open = is_open_for_somebody(call, at=now)
    own = (
        Application.objects.of_person(request.user).of_call(call).with_names().newest_first()
        if request.user.is_authenticated
        else Application.objects.none()
    )
    answered = form.is_bound and form.is_valid()
    way_back = urlencode({REDIRECT_FIELD_NAME: request.path})
    context: dict[str, Any] = {
        "call": call,
        "drafts_months": drafts_kept_months(call),
        "state": call_page(call, at=now),
        "is_open": is_open,
        "form": form,
        "is_answered": answered,
        "may_begin": is_open and (answered or not form.fields) and not form.reasons,
        "applications": own,
        "sign_in": f"{reverse('account_login')}?{way_back}",
        "sign_up": f"{reverse('account_signup')}?{way_back}",
        "breadcrumbs": trail(
            (_("Contest"), "editions"), (call.edition.name, call.get_absolute_url()), (_("Apply"), None)
        ),
        "page_title": _("Apply"),
    }
    return TemplateResponse(request, "contest/applying/apply.html", context, status=status)


def _remember(request: HttpRequest, call: Call, form: EligibilityForm) -> None:
    kept = request.session.get(REMEMBERED, {})
    kept[str(call.pk)] = {
        str(question.pk): answer
        for number, question in enumerate(form.questions)
        if (answer := form.cleaned_data.get(f"eligible_{number}"))
    }
    request.session[REMEMBERED] = kept


def _remembered(request: HttpRequest, call: Call) -> dict[str, str] | None:
    """The answers given before, under the names that the form has for them."""
    kept = request.session.get(REMEMBERED, {}).get(str(call.pk))
    if not kept:
        return None
    questions = call.eligibility_questions.all()
    return {
        f"eligibility-eligible_{number}": kept.get(str(question.pk), "")
        for number, question in enumerate(questions)
    }
