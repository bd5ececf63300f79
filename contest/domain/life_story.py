"""What has happened to an application, in words for those who applied. Nothing that has not been made known yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest.domain.moments import Moment, moment_of
from contest.enums import ApplicationStatus, EntryKind
from contest.models import Application, HistoryEntry

# What the secretariat does is done in its name.
_IN_NAME_OF_SECRETARIAT = {EntryKind.RETURNED, EntryKind.RELEASED, EntryKind.EXTENDED, EntryKind.ON_BEHALF}
_BY_APPLICANT = {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}


@dataclass(frozen=True)
class Event:
    """Something that happened; `who` is "" for nobody in particular."""

    words: str
    moment: Moment
    who: str
    reason: str
    is_last: bool


def life_story(application: Application) -> list[Event]:
    """Return what the applicant may know, the oldest first."""
    entries = list(application.history.filter(for_applicant=True))
    zone = application.call.zone
    return [
        Event(
            _words(entry), moment_of(entry.at, zone=zone), _who(entry), entry.reason, number == len(entries)
        )
        for number, entry in enumerate(entries, 1)
    ]


def _words(entry: HistoryEntry) -> str:
    status = entry.data.get("to", "")
    if entry.kind in {EntryKind.STATUS, EntryKind.RELEASED} and status in ApplicationStatus.values:
        if status == ApplicationStatus.SUBMITTED and entry.data.get("version"):
            return _("Submitted, version %(number)s") % {"number": entry.data["version"]}
        words = str(ApplicationStatus(status).label)
    else:
        words = str(entry.get_kind_display())
    return words[:1].upper() + words[1:]


def _who(entry: HistoryEntry) -> str:
    if entry.kind in _IN_NAME_OF_SECRETARIAT:
        return _("the secretariat")
    if entry.kind == EntryKind.STATUS and entry.data.get("to") not in _BY_APPLICANT:
        return _("the secretariat")
    return entry.by_name
