"""What the public page of a call says at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.moments import Moment, changes_in, countdown, moment_of
from contest.domain.phases import boundaries, next_boundary, phase_by_dates
from contest.enums import Phase
from contest.models import Call, CallCategory, Criterion
from freshness import reads


@dataclass(frozen=True)
class Step:
    """A row of the timeline; `state` is past, current (the phase that it begins is now) or coming."""

    label: str
    moment: Moment
    state: str


@dataclass(frozen=True)
class WeighedCriterion:
    """A criterion with its share of the whole, in percent."""

    criterion: Criterion
    share: int


@dataclass(frozen=True)
class CategoryOnPage:
    """A category to apply in, with what it is judged by."""

    row: CallCategory
    words: str
    criteria: tuple[WeighedCriterion, ...]


@dataclass(frozen=True)
class CallPage:
    """Everything on the page that depends on the clock or is worked out."""

    call: Call
    phase: Phase
    headline: str
    countdown: str
    next_step: Moment | None
    steps: tuple[Step, ...]
    categories: tuple[CategoryOnPage, ...]


def call_page(call: Call, *, at: datetime, phase: Phase | None = None) -> CallPage:
    """Return what the page of the call says at the instant.

    A call that isn't public yet is shown as if it were, for previews. `phase` is worked out from the dates unless given.
    Whoever keeps a page with these words is told until when they are true.
    """
    if change := changes_in(call, at=at):
        reads.until(at + change)
    current = phase or phase_by_dates(call, at=at)
    coming = next_boundary(call, at=at)
    return CallPage(
        call=call,
        phase=current,
        headline=_headline(current),
        countdown=countdown(call, at=at),
        next_step=moment_of(coming.at, zone=call.zone) if coming else None,
        steps=tuple(_steps(call, current=current, at=at)),
        categories=tuple(_categories(call)),
    )


def _headline(phase: Phase) -> str:
    return {
        Phase.ANNOUNCED: _("Applications open soon"),
        Phase.OPEN: _("Applications are open"),
        Phase.SCREENING: _("Applications are closed"),
        Phase.JUDGING: _("The jury is reading the applications"),
        Phase.DELIBERATING: _("The jury has finished; results are being prepared"),
        Phase.RESULTS: _("The results are out"),
    }.get(phase, "")


def _steps(call: Call, *, current: Phase, at: datetime) -> Iterable[Step]:
    labels = {
        "opens_at": _("Applications open"), "closes_at": _("Applications close"),
        "judging_opens_at": _("The jury begins to read"), "judging_closes_at": _("The jury finishes"),
        "results_at": _("Results are announced"),
    }  # fmt: skip
    for boundary in boundaries(call):
        state = "coming" if boundary.at > at else "current" if boundary.begins == current else "past"
        yield Step(labels[boundary.name], moment_of(boundary.at, zone=call.zone), state)


def _categories(call: Call) -> Iterable[CategoryOnPage]:
    criteria = list(call.criteria.all())
    for row in call.categories.all():
        applying = [criterion for criterion in criteria if criterion.applies_to(row.category)]
        yield CategoryOnPage(row, words_allowed(row.min_words, row.max_words), _weighed(applying))


def _weighed(criteria: list[Criterion]) -> tuple[WeighedCriterion, ...]:
    """Shares are rounded so that they make up a hundred: what rounding down leaves goes to the largest remainders."""
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    if not total:
        return ()
    exact = [criterion.weight * 100 / total for criterion in criteria]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (shares[index] - exact[index], index))
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    return tuple(WeighedCriterion(*pair) for pair in zip(criteria, shares, strict=True))


def words_allowed(least: int | None, most: int | None) -> str:
    """«від 300 до 1200 слів», "at most 1,200 words"; "" where nothing is set."""
    if least and most:
        return ngettext(
            "%(least)s to %(most)s word", "%(least)s to %(most)s words", most
        ) % {"least": least, "most": most}  # fmt: skip
    if most:
        return ngettext("at most %(count)s word", "at most %(count)s words", most) % {"count": most}
    if least:
        return ngettext("at least %(count)s word", "at least %(count)s words", least) % {"count": least}
    return ""
