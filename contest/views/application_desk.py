"""One application on one page of the admin: everything about it, the decision, and notes among staff."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.checking import words_of
from contest.domain.comparing import differences_of
from contest.domain.content import answers_of
from contest.domain.disqualifying import can_be_disqualified, can_be_reinstated
from contest.domain.duplicates import find_duplicates
from contest.domain.moments import Moment, moment_of
from contest.domain.notes import add_note
from contest.domain.reading import AnswerReader
from contest.domain.screening import (
    decide_eligibility,
    overtaken_decision,
    return_for_clarification,
    take_up_again,
)
from contest.domain.writing import deadline_of, open_clarification, writable_sections
from contest.enums import ApplicationStatus, ScreeningOutcome
from contest.errors import ContestError
from contest.forms.screening import NoteForm, ScreeningForm, outcome_choices
from contest.models import Application, ApplicationVersion, Call, CallCategory, HistoryEntry
from contest.rules import can_disqualify, role_in
from contest.views.application_list import require_secretariat
from contest.views.message_bulk import write_to_one

MOST_COMPARED = 5


@require_safe
def application_at_desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything about one application."""
    require_secretariat(request)
    return _page(request, _application(public_id))


@require_POST
def screen_application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Decide about the application; what cannot be decided is told with nothing lost."""
    user, application = require_secretariat(request), _application(public_id)
    form = ScreeningForm(request.POST, application=application)
    if form.is_valid():
        try:
            told = _decide(application, form, by=user)
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return redirect("application_at_desk", application.public_id)
    return _page(request, application, screening=form)


@require_POST
def note_application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave a note for the other staff."""
    user, application = require_secretariat(request), _application(public_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, application, note=form)
    add_note(application, text=form.cleaned_data["text"], by=user, at=timezone.now())
    messages.success(request, _("The note is kept."))
    return redirect("application_at_desk", application.public_id)


def _application(public_id: UUID) -> Application:
    return get_object_or_404(Application.objects.with_names(), public_id=public_id)


def _decide(application: Application, form: ScreeningForm, *, by: User) -> str:
    """Carry out what the form decides; returns a sentence that says what was done."""
    data, now = form.cleaned_data, timezone.now()
    outcome, expected = data["outcome"], data["expected"]
    if outcome == ScreeningOutcome.REOPENED:
        take_up_again(application, reason=data["reason"], by=by, at=now, expected=expected)
        return _("The application is to be screened again.")
    if outcome == ScreeningOutcome.RETURNED:
        return_for_clarification(
            application, sections=data["sections"], message=data["reason"], until=data["until"], by=by, at=now,
            expected=expected, ticks=form.marks, seen_version=data["seen_version"],
        )  # fmt: skip
        return _("The application is returned; the applicant sees at once what you ask.")
    decide_eligibility(
        application, eligible=outcome == ScreeningOutcome.ELIGIBLE, ticks=form.marks, by=by, at=now,
        expected=expected, seen_version=data["seen_version"], reason=data["reason"],
    )  # fmt: skip
    return _("The decision is kept. The applicant learns it when the outcomes are released.")


def _page(request: HttpRequest, application: Application, **forms: Any) -> HttpResponse:
    versions = list(application.versions.order_by("number"))
    values = json.loads(versions[-1].content)["answers"] if versions else answers_of(application)
    now, call, clarification = timezone.now(), application.call, open_clarification(application)
    codes = {value for path, value in values.items() if path.endswith("community") and isinstance(value, str)}
    reader = AnswerReader(call, communities=codes)
    screenings = list(application.screenings.select_related("version"))
    limits = CallCategory.objects.filter(call=call, category=application.category).first()
    context = {
        "application": application,
        "passages": reader.passages(values, files=application.files.all()),
        "words": words_of(values),
        "limits": limits,
        "versions": _with_differences(versions, call),
        "history": [(entry, _told(entry)) for entry in application.history.all()],
        "people": application.memberships.select_related("user"),
        "notes": application.notes.all(),
        "letters": application.letters.defer("body").in_outbox_order(),
        "write_address": write_to_one(application),
        "screenings": screenings,
        "overtaken": overtaken_decision(application, screenings, versions),
        "clarification": clarification,
        "duplicates": find_duplicates(application),
        "own_summary": values.get("summary", ""),
        "deadline": _moment(deadline_of(application), call),
        "first_submitted": _moment(application.first_submitted_at, call),
        "answer_until": _moment(clarification.until if clarification else None, call),
        "still_open": not application.clarifications.exists()
        and bool(writable_sections(application, at=now)),
        "may_fill_in": role_in(request.user, application) is not None,
        "may_decide": bool(outcome_choices(application)),
        "may_disqualify": can_disqualify(request.user) and can_be_disqualified(application),
        "may_reinstate": can_disqualify(request.user) and can_be_reinstated(application),
        "screening": ScreeningForm(application=application),
        "note": NoteForm(),
        **forms,
    }
    return TemplateResponse(request, "contest/admin/application.html", context)


def _with_differences(versions: list[ApplicationVersion], call: Call) -> list[tuple[ApplicationVersion, Any]]:
    """The newest first, each with what changed since the one before; of many versions only the newest are compared."""
    reader, pairs = AnswerReader(call), zip(versions, [None, *versions], strict=False)
    compared = [
        (version, differences_of(before, version, reader=reader) if before and place > len(versions) - MOST_COMPARED else None)
        for place, (version, before) in enumerate(pairs, 1)
    ]  # fmt: skip
    return compared[::-1]


def _moment(at: datetime | None, call: Call) -> Moment | None:
    return moment_of(at, zone=call.zone) if at else None


def _told(entry: HistoryEntry) -> str:
    """What the entry says, a change of status with both of them."""
    before, after = entry.data.get("from"), entry.data.get("to")
    if before in ApplicationStatus.values and after in ApplicationStatus.values:
        return f"{entry.get_kind_display()}: {ApplicationStatus(before).label} → {ApplicationStatus(after).label}"
    return str(entry.get_kind_display())
