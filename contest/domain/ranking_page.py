"""A category's ranking as people read it: every figure beside how sure it is."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.agreement import Agreement, agreement_of
from contest.domain.awarding import in_hundredths
from contest.domain.judging_rules import tie_break_rules
from contest.domain.ranking import CallRanking
from contest.domain.scoring import CategoryRanking, Standing
from contest.domain.scoring_policy import Adjustment
from contest.domain.stability import Interval, Shift, bootstrap, leave_one_out
from contest.models import Application, Call, ProtocolEvent
from stories.text.cells import plain, protect

BOM = "\ufeff"
# Krippendorff, Content Analysis, 2004, chapter 11: from here on data may be relied on, or carefully.
RELIABLE, TENTATIVE = 0.8, 0.667
_KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Stability:
    """How sure the places of a category are, in the order of its ranking, and how far its jurors agree."""

    shifts: tuple[Shift, ...]
    intervals: tuple[Interval, ...]
    agreement: Agreement


@dataclass(frozen=True)
class Line:
    """An entry with its place, and what makes the place more or less sure. Points are written with two decimals."""

    standing: Standing
    application: Application | None
    score: str
    raw: str
    error: str
    spread: str
    shift: Shift
    interval: Interval
    is_winner: bool
    is_undecided: bool


def stability_of(call: Call, ranking: CallRanking, category: CategoryRanking) -> Stability:
    """Return how sure the category's places are; kept until the protocol has another event."""
    newest = ProtocolEvent.objects.of_call(call).newest()
    key = f"contest-stability:{call.pk}:{newest.hash if newest else ''}:{category.category}"
    return cache.get_or_set(key, lambda: _reckoned(ranking, category), _KEPT_SECONDS)  # type: ignore[return-value]


def lines_of(
    call: Call, category: CategoryRanking, stability: Stability, *, first: int = 0, last: int | None = None
) -> list[Line]:
    """Return the lines from `first` to before `last`, at one query."""
    rows = list(zip(category.standings, stability.shifts, stability.intervals, strict=True))[first:last]
    known = named(call, [standing.entry for standing, _shift, _interval in rows])
    winners, undecided = set(category.winners), set(category.undecided)
    return [
        Line(
            standing=standing,
            application=known.get(standing.entry),
            score=_points(standing.count),
            raw=_points(standing.raw_count),
            error=_figure(standing.standard_error),
            spread=f"{_figure(standing.lowest)}–{_figure(standing.highest)}",
            shift=shift,
            interval=interval,
            is_winner=standing.entry in winners,
            is_undecided=standing.entry in undecided,
        )
        for standing, shift, interval in rows
    ]


def named(call: Call, entries: Sequence[str]) -> dict[str, Application]:
    """Return the applications by their references, with what names them."""
    rows = Application.objects.of_call(call).filter(reference__in=entries).with_names()
    return {str(row.reference): row for row in rows}


def tie_sentences(call: Call, category: CategoryRanking) -> list[str]:
    """Return a sentence for every tie: what broke it, or that nothing did."""
    rules, sentences = tie_break_rules(call), []
    for tie in category.ties:
        values = {"entries": ", ".join(tie.entries), "place": tie.place}
        if tie.broken_by is None:
            sentences.append(_("Place %(place)s: %(entries)s are tied, and no rule parts them.") % values)
        else:
            values["rule"] = rules.get(tie.broken_by, tie.broken_by)
            sentences.append(
                _("Place %(place)s: %(entries)s have equal scores; parted by %(rule)s.") % values
            )
    return sentences


def agreement_sentences(agreement: Agreement) -> list[str]:
    """Return in words how far the jurors agree."""
    alpha = agreement.alpha
    if alpha is None:
        return [_("How far jurors agree cannot be said: too few applications have two evaluations.")]
    if alpha >= RELIABLE:
        judgement = _("jurors agree well, places may be relied on")
    elif alpha >= TENTATIVE:
        judgement = _("jurors agree tolerably, close places should be discussed")
    else:
        judgement = _("jurors agree little, so places say little by themselves: discuss them")
    sentences = [
        _("Krippendorff's alpha %(alpha)s: %(judgement)s.")
        % {"alpha": _figure(alpha), "judgement": judgement}
    ]
    if agreement.one_way is not None:
        sentence = _(
            "Intraclass correlation ICC(1) %(value)s: so much of the differences comes from applications."
        )
        sentences.append(sentence % {"value": _figure(agreement.one_way)})
    if agreement.complete and agreement.complete.random_mean is not None:
        sentence = _("ICC(2,k) %(value)s for the mean of all jurors, who have scored everything.")
        sentences.append(sentence % {"value": _figure(agreement.complete.random_mean)})
    return sentences


def group_sentences(ranking: CallRanking, category: CategoryRanking) -> list[str]:
    """Return which groups of jurors share no application, where strictness was to be taken out; nothing if all hang together."""
    if ranking.policy.adjustment == Adjustment.NONE or len(category.components) <= 1:
        return []
    sentences = [
        _("The jury falls into groups that share no applications, so strictness cannot be compared: scores stand as they are.")
    ]  # fmt: skip
    for number, group in enumerate(category.components, 1):
        entries = ngettext("%(count)s application", "%(count)s applications", len(group.entries))
        values = {
            "number": number,
            "jurors": ", ".join(group.jurors),
            "entries": entries % {"count": len(group.entries)},
        }
        sentences.append(_("Group %(number)s: %(jurors)s; %(entries)s.") % values)
    return sentences


def ranking_csv(call: Call, ranking: CallRanking) -> Iterator[bytes]:
    """Yield the ranking of all categories as RFC 4180 in UTF-8 that Excel opens; nothing in it becomes a formula."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(protect(name) for name in _head())
    yield BOM.encode()
    for category in ranking.categories:
        stability = stability_of(call, ranking, category)
        for line in lines_of(call, category, stability):
            writer.writerow(_cells(category.category, line))
        for standing in category.without_quorum:
            row = [category.category, "", standing.entry, *[""] * 5, standing.evaluations]
            writer.writerow(protect(str(cell)) for cell in row)
        yield stream.getvalue().encode()
        stream.seek(0)
        stream.truncate()


def _head() -> list[str]:
    return [
        _("Category"), _("Place"), _("Reference"), _("Title"), _("Community"), _("Score"), _("Raw score"),
        _("Standard error"), _("Evaluations"), _("Lowest"), _("Highest"), _("Best place without one juror"),
        _("Worst place without one juror"), _("Best place of 95 %"), _("Worst place of 95 %"), _("Wins by the ranking"),
    ]  # fmt: skip


def _cells(category: str, line: Line) -> list[str]:
    standing, application = line.standing, line.application
    cells = [
        category, standing.place, standing.entry, application.title if application else "",
        str(application.community) if application and application.community else "", line.score, line.raw, line.error,
        standing.evaluations, _figure(standing.lowest), _figure(standing.highest), line.shift.best, line.shift.worst,
        line.interval.best, line.interval.worst, _("yes") if line.is_winner else "",
    ]  # fmt: skip
    return [protect(plain(str(cell))) for cell in cells]


def _points(count: int | None) -> str:
    """Return a count of millionths as points in the active language, rounded as they are declared."""
    return (
        "—" if count is None else number_format(Decimal(in_hundredths(count)), decimal_pos=2, use_l10n=True)
    )


def _figure(points: float | None) -> str:
    return "—" if points is None else number_format(round(points, 2), decimal_pos=2, use_l10n=True)


def _reckoned(ranking: CallRanking, category: CategoryRanking) -> Stability:
    return Stability(
        leave_one_out(ranking.policy, category),
        bootstrap(ranking.policy, category, fingerprint=ranking.fingerprint),
        agreement_of(category.scores.table),
    )
