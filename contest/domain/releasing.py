"""Telling applicants what was decided, by the screening and by the jury, all of them at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.letter_defaults import words_by_language
from contest.domain.letters import OUTCOMES, Occasion, drop_outcomes, people_of, tell, write_to_all
from contest.domain.outcome_words import outcome_words
from contest.domain.status import release_status
from contest.enums import ApplicationStatus, LetterKind, ScreeningOutcome
from contest.errors import TransitionRefused
from contest.models import Application, Call, Screening
from contest.querysets.applications import ApplicationQuerySet


@dataclass(frozen=True)
class ForeseenLetters:
    """How many letters would be written: those that wait in the outbox, and those that leave at once.

    `without` is how many applications no letter tells anything of: there is no letter for it, or nobody to write to.
    """

    waiting: int = 0
    leaving: int = 0
    without: int = 0


def foresee_letters(
    applications: Sequence[Application], *, kind: LetterKind | None = None
) -> ForeseenLetters:
    """Return how many letters would tell of what was decided about these applications, or would be of the kind."""
    people, waits = people_of(applications), dict[tuple[int, str], bool]()
    waiting = leaving = without = 0
    for row in applications:
        telling = kind or OUTCOMES.get(ApplicationStatus(row.status))
        if telling is None or not people[row.pk]:
            without += 1
            continue
        place = (row.call_id, str(telling))
        if place not in waits:
            waits[place] = all(words.waits for words in words_by_language(row.call, telling).values())
        if waits[place]:
            waiting += len(people[row.pk])
        else:
            leaving += len(people[row.pk])
    return ForeseenLetters(waiting, leaving, without)


def outcomes_seen(applications: Iterable[Application]) -> str:
    """Return a mark of what would be told to whom; it is another one as soon as a decision or a version is."""
    rows = sorted((row.pk, row.released_status, row.status, str(row.submitted_at)) for row in applications)
    return sha256(repr(rows).encode()).hexdigest()


@transaction.atomic
def release_outcomes(applications: ApplicationQuerySet, *, seen: str, by: User, at: datetime) -> int:
    """Tell all these applicants what was decided, or none of them; returns how many were told.

    Raises TransitionRefused if what would be told is no longer what the person saw (`outcomes_seen`).
    """
    locked = list(applications.order_by("pk").select_for_update(of=("self",)))
    if outcomes_seen(locked) != seen:
        raise TransitionRefused(_("Decisions have changed meanwhile. Look at the list again."))
    told = [application for application in locked if release_status(application, by=by, at=at)]
    _write(told, by=by, at=at)
    return len(told)


@transaction.atomic
def release_results(call: Call, *, by: User | None, at: datetime) -> int:
    """Tell the people of every application that was judged what became of it; returns how many applications.

    Unlike with the screening, a letter that cannot be written undoes it all: results come out whole or not at all.
    """
    rows = Application.objects.of_call(call).awaiting_results().order_by("pk")
    told = [row for row in rows if release_status(row, by=by, at=at)]
    _write(told, by=by, at=at, write=write_to_all)
    return len(told)


def _write(
    told: Sequence[Application], *, by: User | None, at: datetime, write: Callable[..., object] = tell
) -> None:
    """A letter to each, of which none leaves before somebody has read it, unless the call wants it otherwise."""
    drop_outcomes(told)
    rows = list(Application.objects.filter(pk__in=[row.pk for row in told]).with_names().order_by("pk"))
    reasons, words = _reasons(rows), outcome_words(rows)
    for status, kind in OUTCOMES.items():
        occasions = [
            Occasion(
                row, f"{kind}:{at.isoformat()}", {"reason": reasons.get(row.pk, ""), **words.get(row.pk, {})}
            )
            for row in rows
            if row.status == status
        ]
        if occasions:
            write(occasions, kind, at=at, by=by)


def _reasons(rows: Sequence[Application]) -> dict[int, str]:
    """Why those that are not eligible are not, as it was written last."""
    refused = [row.pk for row in rows if row.status == ApplicationStatus.INELIGIBLE]
    screenings = Screening.objects.filter(application__in=refused, outcome=ScreeningOutcome.INELIGIBLE)
    return dict(screenings.order_by("at", "pk").values_list("application", "reason"))
