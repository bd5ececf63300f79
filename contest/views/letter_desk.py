"""One letter on one page of the admin: read, corrected, let go, cancelled, tried again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from contest.domain.outbox import (
    IN_HAND,
    approve_letters,
    cancel_letters,
    edit_letter,
    letters_seen,
    retry_letters,
)
from contest.enums import LetterState
from contest.errors import ContestError, LetterWordsRefused
from contest.forms.letters import LetterForm
from contest.models import Letter
from contest.views.application_list import require_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def letter_at_desk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The letter and what may be done with it; what was typed is kept when somebody else was faster."""
    user = require_secretariat(request)
    letter = get_object_or_404(Letter.objects.with_names(), public_id=public_id)
    if request.method != "POST":
        return _page(request, letter)
    form = LetterForm(request.POST, letter=letter, expected=_seen(letter))
    if not form.is_valid() and request.POST.get("act") != "cancel":
        return _page(request, letter, form=form)
    try:
        told = _carry_out(letter, request.POST.get("act", ""), form, by=user)
    except LetterWordsRefused as refusal:
        for name, sentence in refusal.faults.items():
            form.add_error(name, sentence)
        return _page(request, letter, form=form)
    except ContestError as refusal:
        return _refused(request, letter, str(refusal))
    messages.success(request, told)
    return redirect("letter_at_desk", letter.public_id)


def _carry_out(letter: Letter, act: str, form: LetterForm, *, by: User) -> str:
    """Do what the button says; what was typed beside it is kept in the same step. Returns what was done in a sentence."""
    now, one = timezone.now(), Letter.objects.filter(pk=letter.pk)
    if act == "cancel":
        cancel_letters(one, seen=form.data.get("expected", ""), by=by, at=now)
        return _("The letter is cancelled. It will not leave.")
    with transaction.atomic():
        data = form.cleaned_data
        edit_letter(letter, subject=data["subject"], body=data["body"], by=by, expected=data["expected"])
        if act == "approve":
            approve_letters(one, seen=letters_seen(one), by=by, at=now)
            return _("The letter is on its way.")
        if act == "retry":
            retry_letters(one, seen=letters_seen(one), by=by, at=now)
            return _("The letter is tried again.")
    return _("The letter is saved.")


def _refused(request: HttpRequest, letter: Letter, refusal: str) -> HttpResponse:
    """The page once more with what was typed, beside what stands in the letter now."""
    current = get_object_or_404(Letter.objects.with_names(), pk=letter.pk)
    typed = request.POST.copy()
    typed["expected"] = _seen(current)
    form = LetterForm(typed, letter=current, expected=_seen(current))
    form.is_valid()
    messages.error(request, refusal)
    lost = (
        None
        if current.state in IN_HAND
        else {name: request.POST.get(name, "") for name in ("subject", "body")}
    )
    return _page(request, current, form=form, now_stands=None if lost else current, lost=lost)


def _seen(letter: Letter) -> str:
    return letters_seen([letter])


def _page(
    request: HttpRequest, letter: Letter, *, form: LetterForm | None = None, **more: Any
) -> HttpResponse:
    if letter.state not in IN_HAND:
        form = None
    elif form is None:
        form = LetterForm(letter=letter, expected=_seen(letter))
    context = {"letter": letter, "form": form, "acts": _acts(letter), **more}
    return TemplateResponse(request, "contest/admin/letter.html", context)


def _acts(letter: Letter) -> list[tuple[str, str, str]]:
    """The buttons under the letter: what is sent, its words and its look."""
    onwards = (
        ("retry", _("Save and try again"), "button")
        if letter.state == LetterState.FAILED
        else ("approve", _("Save and let it go"), "button")
    )
    # The first one is what Enter in the subject presses: nothing leaves by it.
    return [
        ("save", _("Save"), "button button-secondary"),
        onwards,
        ("cancel", _("Cancel the letter"), "button no"),
    ]
