"""Taking people out of an application, for good; the community's story stays.

What stays: the story word for word, the hash of what was submitted (which is then that of the text before), the status,
the reference, the community and the category, when what happened and in which kind, what the secretariat decided and by
whom. Staff answer for what they decided, so their names stay.

What goes: who applied and whom to ask (the fields and questions marked as personal), every file with its name, caption and
credit, what was typed but not submitted, names and addresses in the history, invitations and memberships, the words of
letters, reasons, requests and notes, which may speak of people.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from contest.domain.application_index import index_soon
from contest.domain.content import REMOVED, canonical
from contest.domain.form_fields import OWN_QUESTIONS, is_personal
from contest.domain.life_story import is_done_by_staff
from contest.domain.status import record
from contest.enums import EntryKind, LetterState, QuestionKind
from contest.models import Application, ApplicationVersion, Call, HistoryEntry, Letter

IsPersonal = Callable[[str], bool]


@transaction.atomic
def anonymise_application(application: Application, *, by: User | None, at: datetime) -> bool:
    """Take personal data out of a submitted application, all of them or none; returns whether there were any to take.

    Files leave the storage once this is really kept.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    if locked.anonymised_at is not None:
        return False
    personal = personal_in(locked.call)
    for version in locked.versions.all():
        content = without_personal_data(version.content, personal=personal)
        ApplicationVersion.objects.take_out_personal_data(version, content=content, at=at)
    _remove_files(locked)
    _remove_people(locked)
    _remove_words(locked)
    erase_letters(locked.letters.values_list("pk", flat=True))
    locked.anonymised_at, locked.unsent_changes = at, False
    locked.save(update_fields=["anonymised_at", "unsent_changes"])
    record(locked, EntryKind.ANONYMISED, by=by, at=at)
    index_soon(locked)
    return True


def personal_in(call: Call) -> IsPersonal:
    """Return whether an answer of the call's form is personal, by its path; one to a question that is gone counts as such."""
    questions = call.questions.exclude(kind=QuestionKind.FILE).filter(personal=False)
    harmless = {f"{OWN_QUESTIONS}/{code}" for code in questions.values_list("code", flat=True)}

    def is_about_a_person(path: str) -> bool:
        if path.startswith(f"{OWN_QUESTIONS}/"):
            return path not in harmless
        return is_personal(path)

    return is_about_a_person


def without_personal_data(text: str, *, personal: IsPersonal) -> str:
    """Return the text of a version with a mark in the place of each personal answer and of each file's name."""
    content = json.loads(text)
    content["answers"] = {
        path: REMOVED if personal(path) else value for path, value in content["answers"].items()
    }
    content["files"] = [{**file, "name": REMOVED} for file in content["files"]]
    return canonical(content)


def erase_letters(letters: Iterable[int]) -> None:
    """Take the words and the address out of letters; that one of this kind was written, and when, stays.

    One that has not left yet never does.
    """
    rows = Letter.objects.filter(pk__in=list(letters))
    on_the_way = (LetterState.WAITING, LetterState.READY, LetterState.FAILED)
    rows.filter(state__in=on_the_way).update(state=LetterState.CANCELLED, next_attempt_at=None)
    rows.update(subject="", body="", email="", fault="", recipient=None)


def _remove_files(application: Application) -> None:
    """One by one: a receiver takes each out of the storage."""
    for row in (*application.uploads.all(), *application.files.all()):
        row.delete()


def _remove_people(application: Application) -> None:
    application.memberships.all().delete()
    application.invitations.all().delete()
    changed = []
    for entry in application.history.all():
        if not is_done_by_staff(entry):
            entry.by, entry.by_name = None, ""
        entry.reason = ""
        entry.data.pop("name", None)
        changed.append(entry)
    HistoryEntry.objects.bulk_update(changed, ["by", "by_name", "reason", "data"])


def _remove_words(application: Application) -> None:
    """What was typed beside what was submitted, and what staff wrote about the people."""
    application.answers.all().delete()
    application.notes.all().delete()
    application.screenings.update(reason="")
    application.clarifications.update(message="")
    application.extensions.update(reason_uk="", reason_en="")
    # Not empty: that somebody wished for changes stays true.
    application.story_approvals.exclude(comment="").update(comment=REMOVED)
