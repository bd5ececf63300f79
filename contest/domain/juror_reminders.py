"""Reminders to jurors of what they have not scored: 14 days, 3 days and a day before scoring ends, each once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.juror_letters import JurorOccasion, can_be_reached, tell_jurors
from contest.domain.phases import left_until
from contest.domain.reminders import stage_due
from contest.enums import LetterKind
from contest.errors import JudgingRefused
from contest.models import Assignment, Call, JudgingPolicy, Juror, Letter

BEFORE_CLOSING = (timedelta(days=14), timedelta(days=3), timedelta(days=1))
_KEY = str(LetterKind.JUROR_REMINDER)


def remind_jurors(call: Call, *, at: datetime) -> int:
    """Write to jurors with open work for whom a reminder is due; return how many letters are new."""
    return len(tell_jurors(call, jurors_to_remind(call, at=at), LetterKind.JUROR_REMINDER, at=at))


def jurors_to_remind(call: Call, *, at: datetime) -> list[JurorOccasion]:
    """Return for which jurors a reminder is due now. Who was given everything when less time was left is not reminded of it."""
    until = call.judging_closes_at
    left = left_until(until, at=at) if until else None
    if until is None or left is None or left > max(BEFORE_CLOSING) or not _may_score(call):
        return []
    due = []
    for juror, work in _open_work(call):
        stage = stage_due(BEFORE_CLOSING, until=until, since=work["since"], at=at)
        if stage is not None:
            key = f"{_KEY}:{until:%Y-%m-%dT%H:%M:%S}:{stage.days}d"
            due.append(JurorOccasion(juror, key, {"count": work["count"]}))
    return _not_told(due)


def remind_now(call: Call, *, by: User, at: datetime) -> int:
    """Write to every juror with open work because somebody asks for it, at most once a day; return how many letters are new.

    Raises JudgingRefused when nobody can score any more.
    """
    until = call.judging_closes_at
    if not _may_score(call) or (until is not None and left_until(until, at=at) is None):
        raise JudgingRefused(_("Nobody can score now, so there is nothing to remind of."))
    day = at.astimezone(call.zone).date()
    rows = [
        JurorOccasion(juror, f"{_KEY}:now:{day}", {"count": work["count"]})
        for juror, work in _open_work(call)
    ]
    return len(tell_jurors(call, _not_told(rows), LetterKind.JUROR_REMINDER, at=at, by=by))


def _may_score(call: Call) -> bool:
    return JudgingPolicy.objects.filter(call=call, frozen_at__isnull=False, closed_at__isnull=True).exists()


def _open_work(call: Call) -> Iterable[tuple[Juror, dict[str, Any]]]:
    """Yield each juror with open work: how many entries, and since when the oldest is theirs."""
    work = Assignment.objects.of_call(call).open().readable().order_by().values("juror")
    by_juror: dict[int, dict[str, Any]] = {
        row["juror"]: dict(row) for row in work.annotate(count=Count("pk"), since=Min("assigned_at"))
    }
    for juror in Juror.objects.of_call(call).active().select_related("user").filter(pk__in=by_juror):
        if can_be_reached(juror):
            yield juror, by_juror[juror.pk]


def _not_told(occasions: list[JurorOccasion]) -> list[JurorOccasion]:
    keys = [f"{row.key}:{row.juror.pk}" for row in occasions]
    told = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return [row for row, key in zip(occasions, keys, strict=True) if key not in told]
