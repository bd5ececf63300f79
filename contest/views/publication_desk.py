"""The page from which results come out: what they lack, what will happen, the hour, and corrections afterwards."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from contest.domain.moments import moment_of
from contest.domain.publication import (
    cancel_publication,
    choose_feedback,
    publication_of,
    schedule_publication,
)
from contest.domain.publishing_results import correct_results, publication_faults, publish_results
from contest.domain.releasing import foresee_letters
from contest.enums import ApplicationStatus, PublicationState
from contest.errors import ContestError, PublicationRefused
from contest.forms.publication import CorrectionForm, HourForm
from contest.models import Application, Call, ResultsNote
from contest.rules import can_conclude_judging
from contest.views.application_list import require_secretariat
from contest.views.judging_desk import call_at_desk, judging_context

DESK = "publication_desk"
# By the name of the button that was pressed.
_HOURLY, _NOW, _CANCEL, _CORRECT, _FEEDBACK = "schedule", "publish", "cancel", "correct", "feedback"


@require_http_methods(["GET", "HEAD", "POST"])
def publication_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show what would come out and what it lacks; publish it, set it to an hour, or correct what is out."""
    call = call_at_desk(request, call_id)
    forms = {"hour": HourForm(None, call=call), "correction": CorrectionForm(None)}
    if request.method == "POST":
        if not can_conclude_judging(request.user):
            raise PermissionDenied
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None or step(request, call, forms, require_secretariat(request)):
            return redirect(DESK, call.pk)
    return TemplateResponse(request, "contest/admin/publication.html", {**_context(request, call), **forms})


def _context(request: HttpRequest, call: Call) -> dict[str, Any]:
    row = publication_of(call)
    rows = list(_untold(call))
    return {
        **judging_context(call, current=DESK),
        "publication": row,
        "is_out": row.state == PublicationState.PUBLISHED,
        "faults": publication_faults(call),
        "due": moment_of(row.due_at, zone=call.zone) if row.due_at else None,
        "out": moment_of(row.published_at, zone=call.zone) if row.published_at else None,
        "failed": moment_of(row.failed_at, zone=call.zone) if row.failed_at else None,
        "told": len(rows),
        "rows": [(each, each.get_status_display()) for each in rows if each.status in _HONOURED],
        "letters": foresee_letters(rows),
        "seen": _seen(rows),
        "may_conclude": can_conclude_judging(request.user),
        "notes": [
            (note, moment_of(note.at, zone=call.zone)) for note in ResultsNote.objects.filter(call=call)
        ],
    }


_HONOURED = (ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD)


def _untold(call: Call) -> Any:
    """The applications whose people will be told something."""
    rows = Application.objects.of_call(call).awaiting_results().with_names()
    return rows.order_by("category__position", "reference")


def _seen(rows: list[Application]) -> str:
    return sha256(repr([(row.pk, row.status) for row in rows]).encode()).hexdigest()


def _schedule(request: HttpRequest, call: Call, forms: dict[str, Any], user: User) -> bool:
    forms["hour"] = form = HourForm(request.POST, call=call)
    if not form.is_valid():
        return False
    try:
        row = schedule_publication(call, due_at=form.cleaned_data["due_at"], by=user, at=timezone.now())
    except PublicationRefused as refusal:
        for fault in refusal.faults:
            form.add_error("due_at", fault)
        return False
    if row.due_at:
        hour = moment_of(row.due_at, zone=call.zone)
        words = _("The results will come out on %(day)s, %(hour)s.") % {"day": hour.day, "hour": hour.hour}
        messages.success(request, words)
    return True


def _cancel(request: HttpRequest, call: Call, forms: dict[str, Any], user: User) -> bool:  # noqa: ARG001 - a step
    return _done(
        request, lambda: cancel_publication(call), _("The hour is taken back; nothing comes out by itself.")
    )


def _feedback(request: HttpRequest, call: Call, forms: dict[str, Any], user: User) -> bool:  # noqa: ARG001 - a step
    gives = request.POST.get("gives") == "yes"
    told = (
        _("Letters will carry the jury’s notes.") if gives else _("Letters will carry no notes of the jury.")
    )
    return _done(request, lambda: choose_feedback(call, gives=gives), told)


def _publish(request: HttpRequest, call: Call, forms: dict[str, Any], user: User) -> bool:  # noqa: ARG001 - a step
    if request.POST.get("seen") != _seen(list(_untold(call))):
        messages.error(request, _("Decisions have changed meanwhile. Look at the page again."))
        return True
    return _done(
        request, lambda: publish_results(call, by=user, at=timezone.now()), _("The results are out.")
    )


def _correct(request: HttpRequest, call: Call, forms: dict[str, Any], user: User) -> bool:
    forms["correction"] = form = CorrectionForm(request.POST)
    if not form.is_valid():
        return False
    try:
        correct_results(call, by=user, at=timezone.now(), **form.cleaned_data)
    except PublicationRefused as refusal:
        for fault in refusal.faults:
            form.add_error(None, fault)
        return False
    messages.success(request, _("The correction is out."))
    return True


def _done(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    try:
        act()
    except PublicationRefused as refusal:
        for fault in refusal.faults:
            messages.error(request, fault)
    except ContestError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return True


_STEPS: dict[str, Callable[[HttpRequest, Call, dict[str, Any], User], bool]] = {
    _HOURLY: _schedule, _NOW: _publish, _CANCEL: _cancel, _CORRECT: _correct,
    _FEEDBACK: _feedback,
}  # fmt: skip
