"""Why a letter has not left, kept as a code and told in the language of whoever reads it.

`Letter.fault` holds `code` or `code:detail`; the detail is what a mail server answered, or who kept the letter back and when.
Text that begins with no code of ours was kept as a sentence by an earlier version, and is told as it stands.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest.domain.moments import moment_of


class Fault(StrEnum):
    """What can be the matter with a letter."""

    ADDRESS_REFUSED = "refused"
    LETTER_REFUSED = "not_taken"
    ADDRESS_WRONG = "address"
    SITE_REFUSED = "not_allowed"
    SERVER_AWAY = "away"
    NOT_MADE = "not_made"
    INTERRUPTED = "interrupted"
    ACCOUNT_CLOSED = "closed"
    PERSON_LEFT = "left"
    NOTHING_LEFT = "nothing_left"
    OUTDATED = "outdated"
    KEPT_BACK = "kept_back"


_SENTENCES: dict[str, Any] = {
    Fault.ADDRESS_REFUSED: gettext_lazy(
        "The mail server did not take the recipient’s address. It answered: %(answer)s"
    ),
    Fault.LETTER_REFUSED: gettext_lazy("The mail server did not take the letter. It answered: %(answer)s"),
    Fault.ADDRESS_WRONG: gettext_lazy(
        "The address is written wrongly, or the mail server cannot send to it."
    ),
    Fault.SITE_REFUSED: gettext_lazy("The mail server does not let this site send letters."),
    Fault.SERVER_AWAY: gettext_lazy("The mail server could not be reached or broke off."),
    Fault.NOT_MADE: gettext_lazy("The letter could not be made ready for sending."),
    Fault.INTERRUPTED: gettext_lazy("Sending was interrupted every time."),
    Fault.ACCOUNT_CLOSED: gettext_lazy("The account of this person is closed."),
    Fault.PERSON_LEFT: gettext_lazy("The person does not work on the application any more."),
    Fault.NOTHING_LEFT: gettext_lazy("There was nothing left to remind of."),
    Fault.OUTDATED: gettext_lazy("Cancelled: something newer was made known."),
}


def written(fault: Fault, detail: str = "") -> str:
    """Return the fault as it is kept."""
    return f"{fault.value}:{detail}" if detail else fault.value


def written_by(person: object, *, at: datetime) -> str:
    """Return as it is kept that the person kept a letter back."""
    return written(Fault.KEPT_BACK, f"{at.isoformat()} {person}")


def told(kept: str) -> str:
    """Return what is kept as a sentence in the active language."""
    code, _colon, detail = kept.partition(":")
    if code == Fault.KEPT_BACK:
        return _who_kept_back(detail) or kept
    sentence = _SENTENCES.get(code)
    return kept if sentence is None else str(sentence) % {"answer": detail}


def _who_kept_back(detail: str) -> str:
    at, _blank, person = detail.partition(" ")
    try:
        day = moment_of(datetime.fromisoformat(at), zone=ZoneInfo(settings.TIME_ZONE)).day
    except ValueError:
        return ""
    return _("Cancelled: %(person)s, %(day)s.") % {"person": person, "day": day}
