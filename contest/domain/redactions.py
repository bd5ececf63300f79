"""Taking out of an application what jurors must not know: passages of an answer, a whole answer, a file.

A redaction is made of one value. Once something else stands there, jurors see nothing of the field until somebody of the
secretariat has looked at it again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.form_fields import is_item
from contest.domain.juror_reading import submitted_values
from contest.domain.juror_values import value_sha256
from contest.domain.redaction_fields import is_written, questions_of
from contest.errors import RedactionRefused
from contest.models import Application, Redaction

_LONGEST = 40_000


@transaction.atomic
def redact_answer(
    application: Application, *, path: str, text: str, seen: str, by: User, at: datetime
) -> Redaction | None:
    """Let jurors read this text in place of the answer; the answer's own words end the redaction, and None comes back.

    `seen` is the hash of the answer that was looked at. Raises RedactionRefused if something else stands there by now.
    """
    value = _seen_value(application, path, seen)
    if not is_written(path, questions_of(application.call)):
        raise RedactionRefused(_("Only words can be blacked out. Hide the field as a whole."))
    text = _plain(text)
    if len(text) > _LONGEST:
        raise RedactionRefused(_("A text is too long to be kept. Shorten it or divide it."))
    if text == _plain(str(value)):
        application.redactions.filter(path=path).delete()
        return None
    if not text.strip():
        return hide_answer(application, path=path, seen=seen, by=by, at=at)
    return _keep(application, path, value, by=by, at=at, text=text, is_hidden=False)


@transaction.atomic
def hide_answer(application: Application, *, path: str, seen: str, by: User, at: datetime) -> Redaction:
    """Let jurors see nothing of a field or file."""
    value = _seen_value(application, path, seen)
    return _keep(application, path, value, by=by, at=at, text="", is_hidden=True)


def show_answer(application: Application, *, path: str) -> bool:
    """Let jurors read again what the applicant wrote; return whether they didn't."""
    return bool(application.redactions.filter(path=path).delete()[0])


def _keep(
    application: Application, path: str, value: Any, *, by: User, at: datetime, text: str, is_hidden: bool
) -> Redaction:
    row, _is_new = Redaction.objects.update_or_create(
        application=application, path=path,
        defaults={
            "text": text, "is_hidden": is_hidden, "original_sha256": value_sha256(value), "made_at": at, "made_by": by,
            "made_by_name": str(by),
        },
    )  # fmt: skip
    return row


def _seen_value(application: Application, path: str, seen: str) -> Any:
    values = submitted_values(application)
    if path not in values or is_item(path):
        raise RedactionRefused(_("The application has no such answer."))
    if value_sha256(values[path]) != seen:
        raise RedactionRefused(_("The applicant has rewritten this answer meanwhile. Look at it again."))
    return values[path]


def _plain(text: str) -> str:
    """Return the text with line ends as they are kept: a form sends them otherwise."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
