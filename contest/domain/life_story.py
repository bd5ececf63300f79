"""What has happened to an application, in words for those who applied. Nothing that has not been made known yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest.domain.moments import Moment, moment_of
from contest.enums import ApplicationStatus, EntryKind, MemberRole
from contest.models import Application, HistoryEntry

# What the secretariat does is done in its name.
_IN_NAME_OF_SECRETARIAT = {
    EntryKind.RETURNED, EntryKind.RELEASED, EntryKind.EXTENDED, EntryKind.ON_BEHALF, EntryKind.ANONYMISED,
    EntryKind.STORY, EntryKind.ASKED,
}  # fmt: skip
_BY_APPLICANT = {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}
# What was done with whom. Everybody who works on the application sees all of its people, those invited too.
_PEOPLE = {
    ("invited", MemberRole.EDITOR): gettext_lazy("Invited to write: %(name)s"),
    ("invited", MemberRole.READER): gettext_lazy("Invited to read: %(name)s"),
    ("uninvited", ""): gettext_lazy("Invitation withdrawn: %(name)s"),
    ("joined", ""): gettext_lazy("Joined: %(name)s"),
    ("role", MemberRole.EDITOR): gettext_lazy("May write now: %(name)s"),
    ("role", MemberRole.READER): gettext_lazy("May only read now: %(name)s"),
    ("removed", ""): gettext_lazy("Taken off the application: %(name)s"),
    ("left", ""): gettext_lazy("Left the application: %(name)s"),
    ("handed_over", ""): gettext_lazy("Handed over to: %(name)s"),
}


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
    entries = [entry for entry in application.history.all() if entry.for_applicant]
    zone = application.call.zone
    return [
        Event(
            _words(entry), moment_of(entry.at, zone=zone), _who(entry), entry.reason, number == len(entries)
        )
        for number, entry in enumerate(entries, 1)
    ]


def is_done_by_staff(entry: HistoryEntry) -> bool:
    """Whether the secretariat or the jury did it, rather than the application's own people."""
    if entry.kind != EntryKind.STATUS:
        return entry.kind in _IN_NAME_OF_SECRETARIAT
    return not entry.for_applicant or entry.data.get("to") not in _BY_APPLICANT


def _words(entry: HistoryEntry) -> str:
    status = entry.data.get("to", "")
    if entry.kind in {EntryKind.STATUS, EntryKind.RELEASED} and status in ApplicationStatus.values:
        if status == ApplicationStatus.SUBMITTED and entry.data.get("version"):
            return _("Submitted, version %(number)s") % {"number": entry.data["version"]}
        words = str(ApplicationStatus(status).label)
    elif entry.kind == EntryKind.MEMBERS and (told := _change_of_people(entry)):
        return told
    else:
        words = str(entry.get_kind_display())
    return words[:1].upper() + words[1:]


def _change_of_people(entry: HistoryEntry) -> str:
    """Who came, went or was asked; "" where the name was removed with the personal data."""
    action, name, role = (str(entry.data.get(key, "")) for key in ("action", "name", "role"))
    sentence = _PEOPLE.get((action, role)) or _PEOPLE.get((action, ""))
    return str(sentence) % {"name": name} if sentence and name else ""


def _who(entry: HistoryEntry) -> str:
    if is_done_by_staff(entry):
        return _("the secretariat")
    # Who came or went by themselves is named already.
    return (
        "" if entry.kind == EntryKind.MEMBERS and entry.data.get("name") == entry.by_name else entry.by_name
    )
