"""Reminders of what is not finished: only the latest one that is due, and each once for each deadline.

Who began, or was given more time, when less than a reminder's time was left, is not reminded of what they have just heard.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.checking import gaps_of
from contest.domain.deadlines import Deadline, Deadlines
from contest.domain.letters import Occasion, tell
from contest.domain.phases import left_until
from contest.domain.placeholders import one_line
from contest.enums import ApplicationStatus, LetterKind, Section
from contest.models import Application, Call, Clarification, Letter

BEFORE_DEADLINE = (timedelta(days=7), timedelta(days=2), timedelta(hours=6))
BEFORE_ANSWER = (timedelta(days=2), timedelta(hours=6))
MOST_GAPS = 10
_AT_A_TIME = 200


def remind_of_drafts(call: Call, *, at: datetime) -> int:
    """Write to people whose application is not submitted, or was changed since; return how many letters are new."""
    return sum(len(tell(batch, LetterKind.REMINDER, at=at)) for batch in drafts_to_remind(call, at=at))


def remind_of_clarifications(call: Call, *, at: datetime) -> int:
    """Write to people who have not answered what the secretariat asked; return how many letters are new."""
    return sum(len(tell(batch, LetterKind.ANSWER_DUE, at=at)) for batch in answers_to_remind(call, at=at))


def drafts_to_remind(call: Call, *, at: datetime) -> Iterator[list[Occasion]]:
    """Return in portions which applications a reminder is due for now."""
    deadlines = Deadlines(call)
    if not call.live or not _may_be_due(call, deadlines, at=at):
        return
    prefetch_related_objects([call], "eligibility_questions", "questions__categories", "questions__options")
    rows = Application.objects.of_call(call).unfinished()
    for keys in _portions(list(rows.order_by("pk").values_list("pk", flat=True))):
        applications = list(Application.objects.filter(pk__in=keys).with_names().order_by("pk"))
        for application in applications:
            # One call for all of them, so that its questions are asked once.
            application.call = call
        due = [_draft(row, deadlines.of(row), at=at) for row in applications]
        yield _not_told([occasion for occasion in due if occasion], LetterKind.REMINDER)


def answers_to_remind(call: Call, *, at: datetime) -> Iterator[list[Occasion]]:
    """Return in portions which requests for clarification a reminder is due for now."""
    rows = Clarification.objects.filter(
        application__call=call, application__released_status=ApplicationStatus.RETURNED, answered_at=None
    )
    for keys in _portions(list(rows.order_by("pk").values_list("pk", flat=True))):
        asked = Clarification.objects.filter(pk__in=keys).order_by("pk")
        names = ("application__call__edition", "application__community__region", "application__category")
        due = [_answer(row, at=at) for row in asked.select_related(*names)]
        yield _not_told([occasion for occasion in due if occasion], LetterKind.ANSWER_DUE)


def stage_due(
    stages: Iterable[timedelta], *, until: datetime, since: datetime, at: datetime
) -> timedelta | None:
    """Return the latest of the stages before `until` that has come; None if it had come when it all began (`since`)."""
    left, left_then = left_until(until, at=at), left_until(until, at=since)
    if left is None:
        return None
    stage = min((stage for stage in stages if left <= stage), default=None)
    return stage if stage is not None and left_then is not None and left_then > stage else None


def missing_words(application: Application) -> str:
    """Return what the application lacks as a list of at most ten lines, in the active language."""
    gaps = gaps_of(application)
    if not gaps:
        return _("Everything that is needed is there: look through it once more and submit.")
    lines = [
        f"— {gap.section.label} · {one_line(gap.label)} — {one_line(gap.sentence)}"
        for gap in gaps[:MOST_GAPS]
    ]
    if more := len(gaps) - len(lines):
        lines.append("— " + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "\n".join([_("Still missing:"), *lines])


def _may_be_due(call: Call, deadlines: Deadlines, *, at: datetime) -> bool:
    """Whether any deadline of the call is near; most of the time none is, and nothing more is asked."""
    if call.closes_at is None or deadlines.latest is None or left_until(deadlines.latest, at=at) is None:
        return False
    left = left_until(call.closes_at, at=at)
    return left is None or left <= max(BEFORE_DEADLINE)


def _draft(application: Application, deadline: Deadline | None, *, at: datetime) -> Occasion | None:
    if deadline is None:
        return None
    since = max(application.created_at, deadline.given_at or application.created_at)
    stage = stage_due(BEFORE_DEADLINE, until=deadline.at, since=since, at=at)
    if stage is None:
        return None
    key = f"reminder:{deadline.at:%Y-%m-%dT%H:%M:%S}:{_hours(stage)}h"
    missing = lazy(lambda: missing_words(application), str)()
    return Occasion(application, key, {"deadline": deadline.at, "missing": missing})


def _answer(asked: Clarification, *, at: datetime) -> Occasion | None:
    stage = stage_due(BEFORE_ANSWER, until=asked.until, since=asked.asked_at, at=at)
    if stage is None:
        return None
    return Occasion(
        asked.application, f"answer:{asked.pk}:{_hours(stage)}h",
        {"deadline": asked.until, "question": asked.message, "sections": labels_of(asked.sections)},
    )  # fmt: skip


def labels_of(sections: Iterable[str]) -> list[object]:
    """Return the sections' names, each said in the language that is active when it is read."""
    return [lazy(lambda name=name: str(Section(name).label), str)() for name in sections]


def _hours(stage: timedelta) -> int:
    return stage // timedelta(hours=1)


def _not_told(occasions: list[Occasion], kind: str) -> list[Occasion]:
    """Those of which nobody has been told yet, so that what is missing is looked up for no others."""
    letters = Letter.objects.filter(application__in=[row.application.pk for row in occasions], kind=kind)
    told = {key.rsplit(":", 1)[0] for key in letters.values_list("key", flat=True)}
    return [row for row in occasions if f"{row.key}:{row.application.pk}" not in told]


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_A_TIME):
        yield keys[start : start + _AT_A_TIME]
