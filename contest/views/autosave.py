"""Where a page of the form sends what is being typed, field by field."""

import json
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

from contest.domain.answers import Change, Conflict, save_answers
from contest.domain.checking import words_of
from contest.domain.field_labels import label_of
from contest.domain.form_fields import section_at
from contest.domain.writing import writable_sections
from contest.errors import AnswersRefused
from contest.models import Application
from contest.rules import can_write_application
from contest.views.own_applications import own_application

LARGEST = 1024 * 1024
BAD, SIGNED_OUT, CLOSED, CONFLICT, TOO_LARGE, NO_JSON = 400, 401, 403, 409, 413, 415


class Nonsense(Exception):
    """What was sent cannot be a save; `status` says why to a program, the sentence to a person."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


@never_cache
@require_POST
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what was typed. The same save sent again changes nothing; what somebody else has written stays."""
    if not request.user.is_authenticated:
        # Back to the list: this address itself shows nothing.
        following = urlencode({REDIRECT_FIELD_NAME: reverse("my_applications")})
        sentence = _("You are signed out. Sign in again; what you typed is kept on this device.")
        address = f"{reverse('account_login')}?{following}"
        return JsonResponse({"error": sentence, "sign_in": address}, status=SIGNED_OUT)
    application, now = own_application(request, public_id, with_form=False), timezone.now()
    try:
        changes = _changes_in(request)
        if not can_write_application(request.user, application, at=now):
            return _refused(CLOSED, _("The application cannot be changed now."))
        sections = writable_sections(application, at=now)
        closed = [
            change.path for change in changes if (part := section_at(change.path)) and part not in sections
        ]
        if closed:
            return _refused(CLOSED, _("This section cannot be changed now."))
        saved = save_answers(application, changes, by=request.user, at=now, sections=sections)
    except Nonsense as error:
        return _refused(error.status, str(error))
    except AnswersRefused as error:
        return _refused(BAD, str(error))
    answer = {
        "versions": saved.versions,
        "conflicts": [_told(conflict, application) for conflict in saved.conflicts],
        "words": words_of(application.answers.values_by_path()),
        "saved_at": now.isoformat(timespec="seconds"),
    }
    return JsonResponse(answer, status=CONFLICT if saved.conflicts else 200)


def _refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _changes_in(request: HttpRequest) -> list[Change]:
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
    path, value, base = row["path"], row["value"], row.get("base", 0)
    parts = value if isinstance(value, list) else [value]
    if not isinstance(path, str) or not all(isinstance(part, str) for part in parts):
        raise TypeError
    if not isinstance(base, int) or base < 0:
        raise ValueError
    return Change(path, value, base)


def _told(conflict: Conflict, application: Application) -> dict[str, Any]:
    section = section_at(conflict.path)
    address = reverse("application_section", args=[application.public_id, section])
    return {
        "path": conflict.path,
        "label": label_of(conflict.path, call=application.call),
        "theirs": conflict.theirs,
        "version": conflict.version,
        "by": conflict.by_name,
        "at": conflict.at.isoformat(timespec="seconds"),
        "address": f"{address}#f-{conflict.path}",
    }
