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
from contest.models import Call, CallCategory, Criterion, Publication
from freshness import reads

# While one of these lasts, nothing of the results can be out.
_BEFORE_JUDGING = (Phase.ANNOUNCED, Phase.OPEN)


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
    """Everything on the page that depends on the clock or is worked out. `published` is when the results came out."""

    call: Call
    phase: Phase
    headline: str
    published: Moment | None
    countdown: str
    next_step: Moment | None
    steps: tuple[Step, ...]
    categories: tuple[CategoryOnPage, ...]


def call_page(call: Call, *, at: datetime, phase: Phase | None = None) -> CallPage:
    """Return what the page of the call says at the instant.

    A call that isn't public yet is shown as if it were, for previews. `phase` is worked out unless given: from the dates,
    but results are out once they were published, neither earlier nor later. Whoever keeps a page with these words is told
    until when they are true.
    """
    published_at = call.results_at if phase == Phase.RESULTS else None
    if phase is None:
        phase, published_at = _standing(call, at=at)
    coming = None if published_at else next_boundary(call, at=at)
    return CallPage(
        call=call,
        phase=phase,
        headline=_headline(phase),
        published=moment_of(published_at, zone=call.zone) if published_at else None,
        countdown="" if published_at else countdown(call, at=at),
        next_step=moment_of(coming.at, zone=call.zone) if coming else None,
        steps=tuple(_steps(call, current=phase, at=at, published_at=published_at)),
        categories=tuple(_categories(call)),
    )


def call_headline(call: Call, *, at: datetime) -> str:
    """Return in a few words where a call stands whose results are not out; whoever keeps them is told until when they hold."""
    return _headline(_phase_before_results(call, at=at))


def _standing(call: Call, *, at: datetime) -> tuple[Phase, datetime | None]:
    """The phase in which people see the call, and when its results came out."""
    phase = _phase_before_results(call, at=at)
    if phase in _BEFORE_JUDGING:
        return phase, None
    out = Publication.objects.published().filter(call=call.pk).values_list("published_at", flat=True).first()
    return (Phase.RESULTS, out) if out else (phase, None)


def _phase_before_results(call: Call, *, at: datetime) -> Phase:
    if change := changes_in(call, at=at):
        reads.until(at + change)
    phase = phase_by_dates(call, at=at)
    # Their day has come, but they come out by a decision.
    return Phase.DELIBERATING if phase == Phase.RESULTS else phase


def _headline(phase: Phase) -> str:
    return {
        Phase.ANNOUNCED: _("Applications open soon"),
        Phase.OPEN: _("Applications are open"),
        Phase.SCREENING: _("Applications are closed"),
        Phase.JUDGING: _("The jury is reading the applications"),
        Phase.DELIBERATING: _("The jury has finished; results are being prepared"),
        Phase.RESULTS: _("The results are out"),
    }.get(phase, "")


def _steps(call: Call, *, current: Phase, at: datetime, published_at: datetime | None) -> Iterable[Step]:
    """Yield the dates in their order; the results come when they come out, whatever the date says."""
    labels = {
        "opens_at": _("Applications open"), "closes_at": _("Applications close"),
        "judging_opens_at": _("The jury begins to read"), "judging_closes_at": _("The jury finishes"),
        "results_at": _("Results are announced"),
    }  # fmt: skip
    for boundary in boundaries(call):
        is_result = boundary.begins == Phase.RESULTS
        moment = published_at or boundary.at if is_result else boundary.at
        if is_result:
            state = "current" if published_at else "coming"
        elif published_at:
            state = "past"
        else:
            state = "coming" if boundary.at > at else "current" if boundary.begins == current else "past"
        yield Step(labels[boundary.name], moment_of(moment, zone=call.zone), state)


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
