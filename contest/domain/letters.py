"""Writing letters: one to each person who may write in an application, each in their own language.

What caused a letter and the letter itself stand or fall together, for they are written in one transaction. A letter that
cannot be composed must not undo what it tells of all the same, so it is composed behind a savepoint and logged.
"""

import logging
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from contest.domain.delivery import send_soon
from contest.domain.letter_defaults import Words, words_by_language
from contest.domain.letter_faults import Fault, written
from contest.domain.placeholders import fill, one_line, values_for
from contest.enums import ApplicationStatus, LetterKind, LetterState
from contest.models import Application, ApplicationMember, ApplicationVersion, Letter
from contest.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from contest.querysets.applications import WRITING_ROLES
from contest.querysets.letters import LetterQuerySet

logger = logging.getLogger(__name__)
_AT_A_TIME = 500
# The letter with which a status is made known that the applicant is told together with the others.
OUTCOMES = {
    ApplicationStatus.ELIGIBLE: LetterKind.ELIGIBLE,
    ApplicationStatus.INELIGIBLE: LetterKind.INELIGIBLE,
    ApplicationStatus.SHORTLISTED: LetterKind.SHORTLISTED,
    ApplicationStatus.WINNER: LetterKind.WINNER,
    ApplicationStatus.SPECIAL_AWARD: LetterKind.SPECIAL_AWARD,
    ApplicationStatus.NOT_AWARDED: LetterKind.NOT_AWARDED,
}


@dataclass(frozen=True)
class Occasion:
    """Why the people of an application are written to; `key` names it (`receipt:7`), so that nothing is told twice.

    `values` is what only the occasion knows of its placeholders, see `values_for`.
    """

    application: Application
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    receipt_for: ApplicationVersion | None = None


def write_letters(
    application: Application, kind: str, *, key: str, at: datetime, by: User | None = None,
    words: Mapping[str, Words] | None = None, receipt_for: ApplicationVersion | None = None, **values: Any,
) -> list[Letter]:  # fmt: skip
    """Write to the people of the application; return the letters that are new. Never raises: it is logged instead."""
    occasion = Occasion(application, key, values, receipt_for)
    return tell([occasion], kind, at=at, by=by, words=words)


def tell(
    occasions: Sequence[Occasion], kind: str, *, at: datetime, by: User | None = None,
    words: Mapping[str, Words] | None = None,
) -> list[Letter]:  # fmt: skip
    """The same for many applications at once. Where one of them is to blame, the others are written to all the same."""
    try:
        return write_to_all(occasions, kind, at=at, by=by, words=words)
    except Exception:
        if len(occasions) > 1:
            alone = (tell([occasion], kind, at=at, by=by, words=words) for occasion in occasions)
            return [letter for letters in alone for letter in letters]
        logger.exception("A letter could not be written: %s", kind)
        return []


@transaction.atomic
def write_to_all(
    occasions: Iterable[Occasion], kind: str, *, at: datetime, by: User | None = None,
    words: Mapping[str, Words] | None = None,
) -> list[Letter]:  # fmt: skip
    """Write to the people of each occasion's application, or to nobody where something goes wrong; return what is new.

    `words` by language stand in for those of the call: what the secretariat has written itself. Whoever gives one
    language only writes to everybody in that one.
    """
    written: list[Letter] = []
    calls: dict[int, Mapping[str, Words]] = {}
    for batch in _batches(occasions):
        people = people_of(occasion.application for occasion in batch)
        letters: list[Letter] = []
        for occasion in batch:
            call = occasion.application.call
            if call.pk not in calls:
                calls[call.pk] = words or words_by_language(call, kind)
            letters += _compose(occasion, kind, calls[call.pk], people[occasion.application.pk], at=at, by=by)
        written += keep_letters(letters)
    return written


def drop_outcomes(applications: Iterable[Application]) -> int:
    """Keep back letters about outcomes that have not left: something newer holds now. Return how many."""
    return outcomes_in_hand(applications).update(
        state=LetterState.CANCELLED, next_attempt_at=None, fault=written(Fault.OUTDATED)
    )


def outcomes_in_hand(applications: Iterable[Application]) -> LetterQuerySet:
    """Return the letters about outcomes of these applications that have not left."""
    return Letter.objects.filter(
        application__in=[application.pk for application in applications], kind__in=OUTCOMES.values(),
        state__in=(LetterState.WAITING, LetterState.FAILED),
    )  # fmt: skip


def people_of(applications: Iterable[Application]) -> dict[int, list[User]]:
    """Return for each application, by its key, who is written to: whoever may write in it and can be reached."""
    found: dict[int, list[User]] = {application.pk: [] for application in applications}
    members = ApplicationMember.objects.filter(
        application__in=list(found), role__in=WRITING_ROLES, user__is_active=True
    )
    for member in members.exclude(user__email="").select_related("user"):
        found[member.application_id].append(member.user)
    return found


def _batches(occasions: Iterable[Occasion]) -> Iterator[Sequence[Occasion]]:
    rows = list(occasions)
    for start in range(0, len(rows), _AT_A_TIME):
        yield rows[start : start + _AT_A_TIME]


def _compose(
    occasion: Occasion, kind: str, words: Mapping[str, Words], people: Sequence[User], *, at: datetime, by: User | None
) -> list[Letter]:  # fmt: skip
    application, letters = occasion.application, []
    said: dict[str, dict[str, str]] = {}
    for person in people:
        language = person.language if person.language in words else next(iter(words))
        with translation.override(language):
            if language not in said:
                said[language] = values_for(application, kind, recipient=None, at=at, **occasion.values)
            values = {**said[language], "person": one_line(str(person))}
        chosen = words[language]
        letters.append(
            Letter(
                public_id=uuid.uuid4(), call=application.call, application=application, recipient=person,
                email=person.email, language=language, kind=LetterKind(kind),
                key=f"{occasion.key}:{application.pk}:{person.pk}",
                subject=filled_subject(chosen, values), body=filled_body(chosen, values), receipt_for=occasion.receipt_for,
                state=LetterState.WAITING if chosen.waits else LetterState.READY,
                next_attempt_at=None if chosen.waits else at,
                created_at=at, created_by=by, created_by_name=str(by or ""),
            )
        )  # fmt: skip
    return letters


def filled_subject(words: Words, values: Mapping[str, str]) -> str:
    """Return the subject with its placeholders filled in, in one line that is not too long."""
    subject = one_line(fill(words.subject, values))
    return subject if len(subject) <= SUBJECT_LENGTH else f"{subject[: SUBJECT_LENGTH - 1]}…"


def filled_body(words: Words, values: Mapping[str, str]) -> str:
    """Return the text filled in; a placeholder that has a line to itself and nothing to say takes its paragraph with it."""
    paragraphs = [
        fill(part, values).strip() for part in words.body.split("\n\n") if not _is_void(part, values)
    ]
    body = "\n\n".join(part for part in paragraphs if part)
    return body if len(body) <= BODY_LENGTH else f"{body[: BODY_LENGTH - 1]}…"


def _is_void(paragraph: str, values: Mapping[str, str]) -> bool:
    """Whether a line of the paragraph is a placeholder and nothing else, for which there are no words."""
    lines = (line.strip() for line in paragraph.split("\n"))
    return any(line and not fill(line, values).strip() for line in lines)


def keep_letters(letters: Sequence[Letter]) -> list[Letter]:
    """Keep those whose occasion has not been told of yet, whoever else is about to tell of it; they leave after commit."""
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    new = list(Letter.objects.filter(public_id__in=[letter.public_id for letter in letters]).order_by("pk"))
    send_soon([letter.pk for letter in new if letter.state == LetterState.READY])
    return new
