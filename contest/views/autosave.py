"""Where a page of the form sends what is being typed, field by field."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from contest.domain.answers import Change, Conflict, Saved, save_answers
from contest.domain.checking import words_of
from contest.domain.field_labels import label_of
from contest.domain.form_fields import section_at
from contest.domain.keeping import kept_or_told
from contest.domain.writing import writable_sections
from contest.errors import AnswersRefused, EvaluationRefused, NotKept
from contest.models import Application
from contest.rules import can_write_application
from contest.views.device import somebody_elses_page
from contest.views.own_applications import own_application, signed_in

LARGEST = 1024 * 1024
BAD, SIGNED_OUT, CLOSED, CONFLICT, TOO_LARGE, NO_JSON, NO_ROOM = 400, 401, 403, 409, 413, 415, 507


class Nonsense(Exception):
    """What was sent cannot be a save; `status` says why to a program, the sentence to a person."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


NOT_SAVED = (Nonsense, AnswersRefused, EvaluationRefused, NotKept)


@never_cache
@require_POST
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what was typed. The same save sent again changes nothing; what somebody else has written stays."""
    if told := not_theirs(request, following="my_applications"):
        return JsonResponse(told, status=SIGNED_OUT)
    application, now = own_application(request, public_id, with_form=False), timezone.now()
    try:
        changes = changes_in(request)
        if not can_write_application(request.user, application, at=now):
            return refused(CLOSED, _("The application cannot be changed now."))
        sections = writable_sections(application, at=now)
        closed = [
            change.path for change in changes if (part := section_at(change.path)) and part not in sections
        ]
        if closed:
            return refused(CLOSED, _("This section cannot be changed now."))
        with kept_or_told():
            saved = save_answers(application, changes, by=signed_in(request), at=now, sections=sections)
    except NOT_SAVED as error:
        return refused_for(error)
    conflicts = [_told(conflict, application) for conflict in saved.conflicts]
    return saved_answer(saved, conflicts, at=now, words=words_of(application.answers.values_by_path()))


def not_theirs(request: HttpRequest, *, following: str) -> dict[str, str]:
    """What stands in the way of whoever sends the save; {} if nothing does. `following` names the page to come back to."""
    if request.user.is_authenticated:
        return somebody_elses_page(request)
    # Back to the list: the address of saving itself shows nothing.
    query = urlencode({REDIRECT_FIELD_NAME: reverse(following)})
    sentence = _("You are signed out. Sign in again; what you typed is kept on this device.")
    return {"error": sentence, "sign_in": f"{reverse('account_login')}?{query}"}


def refused(status: int, sentence: str) -> JsonResponse:
    """Tell the page's script why nothing was saved."""
    return JsonResponse({"error": sentence}, status=status)


def refused_for(error: Exception) -> JsonResponse:
    """Tell the page's script which of NOT_SAVED it was."""
    if isinstance(error, Nonsense):
        return refused(error.status, str(error))
    return refused(NO_ROOM if isinstance(error, NotKept) else BAD, str(error))


def saved_answer(saved: Saved, conflicts: list[dict[str, Any]], *, at: datetime, **more: Any) -> JsonResponse:
    """Tell the page's script what is kept by now, and where somebody else was faster."""
    answer = {
        "versions": saved.versions, "conflicts": conflicts, "saved_at": at.isoformat(timespec="seconds"), **more,
    }  # fmt: skip
    return JsonResponse(answer, status=CONFLICT if conflicts else 200)


def told_conflict(conflict: Conflict, *, label: str, page: str) -> dict[str, Any]:
    """Return the other text beside the field's name, and where both can be seen."""
    return {
        "path": conflict.path,
        "label": label,
        "theirs": conflict.theirs,
        "version": conflict.version,
        "at": conflict.at.isoformat(timespec="seconds"),
        "address": f"{page}#f-{conflict.path}",
    }


def changes_in(request: HttpRequest) -> list[Change]:
    """Return the changes that the request holds; Nonsense if it holds none."""
    if request.content_type != "application/json":
        raise Nonsense(NO_JSON, _("A save is sent as JSON."))
    try:
        length = int(request.headers.get("Content-Length") or 0)
        body = request.body if length <= LARGEST else b" " * (LARGEST + 1)
    except (ValueError, RequestDataTooBig):
        body = b" " * (LARGEST + 1)
    if len(body) > LARGEST:
        raise Nonsense(TOO_LARGE, _("That is more than one save can hold."))
    try:
        rows = json.loads(body)["changes"]
        return [_change(row) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Nonsense(BAD, _("What was sent is not a save.")) from error


def _change(row: Any) -> Change:
    """One change. Raises ValueError, KeyError or TypeError for anything else."""
    path, value, base, own = row["path"], row["value"], row.get("base", 0), row.get("own", [])
    if not isinstance(path, str) or not isinstance(own, list) or not all(map(_is_value, [value, *own])):
        raise TypeError
    if not isinstance(base, int) or base < 0:
        raise ValueError
    return Change(path, value, base, tuple(own))


def _is_value(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(isinstance(part, str) for part in parts)


def _told(conflict: Conflict, application: Application) -> dict[str, Any]:
    page = reverse("application_section", args=[application.public_id, section_at(conflict.path)])
    label = label_of(conflict.path, call=application.call)
    return {**told_conflict(conflict, label=label, page=page), "by": conflict.by_name}
