"""What came of a rehearsal, in lines for a terminal. English only: developers read it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from statistics import correlation, mean

from contest.domain.agreement import agreement_of
from contest.domain.board import progress_of, seats_on_board
from contest.domain.rehearsal import Played
from contest.domain.rehearsal_jury import worth_of
from contest.domain.scoring import CategoryRanking, Standing
from contest.enums import EventKind
from contest.models import Application, Call, ConflictOfInterest, Letter, ProtocolEvent
from contest.verifier.telling import spoken

_SHOWN = 6


def lines_of(played: Played, *, seed: str) -> list[str]:
    """Return the report, as far as the rehearsal went."""
    call = played.call
    lines = [f"{call.edition.name_en} ({call.edition.slug})", *_applications(played), *_assignment(played)]
    lines += ["", "Jury", *_jury(played)]
    for ranking in played.ranking.categories if played.ranking else ():
        lines += ["", *_category(played, ranking, seed=seed)]
    if played.result:
        given = ", ".join(f"{award}: {entry or 'nobody'}" for award, entry in played.result.awards.items())
        lines += ["", f"Special awards: {given}"]
    lines += ["", "Protocol", *_events(call)]
    if played.report:
        lines += ["", spoken(played.report, "en").strip()]
    return lines


def _applications(played: Played) -> Iterator[str]:
    rows = Application.objects.of_call(played.call).submitted()
    communities = rows.values("community").distinct().count()
    yield f"{played.begun} applications begun, {rows.count()} submitted from {communities} communities"
    statuses = Counter(row.get_status_display() for row in rows)
    yield ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))


def _assignment(played: Played) -> Iterator[str]:
    if played.first:
        loads = played.first.loads.values()
        shortages = len(played.first.shortages)
        yield (
            f"Assigned {len(played.first.add)} evaluations, {min(loads)} to {max(loads)} for each juror; "
            f"{shortages} applications short of jurors"
        )
    if played.second:
        yield (
            f"In the middle a juror left and one joined: {played.second.added} assignments given, "
            f"{played.second.removed} taken back"
        )
    letters = Counter(Letter.objects.of_call(played.call).values_list("kind", flat=True))
    conflicts = ConflictOfInterest.objects.filter(juror__call=played.call)
    kinds = Counter(conflicts.values_list("ground", flat=True))
    yield f"Conflicts of interest: {_counted(kinds) or 'none'}. Letters: {_counted(letters) or 'none'}"


def _jury(played: Played) -> Iterator[str]:
    found: dict[str, list[float]] = defaultdict(list)
    for ranking in played.ranking.categories if played.ranking else ():
        for row in ranking.severities:
            found[row.juror].append(row.value)
    for seat in progress_of(played.call, seats_on_board(played.call)):
        code = seat.juror.code
        strictness = f"  found {mean(found[code]):+6.1f} points" if found[code] else ""
        character = played.jury[code]
        yield (
            f"  {code}  {seat.submitted:3} of {seat.total:3} submitted  planted {20 * character.bias:+6.1f}{strictness}"
            f"  {character.kind}"
        )


def _category(played: Played, ranking: CategoryRanking, *, seed: str) -> Iterator[str]:
    agreement = agreement_of(ranking.scores.table)
    yield (
        f"{ranking.category}: {len(ranking.standings)} ranked, {len(ranking.without_quorum)} below the quorum, "
        f"alpha {_figure(agreement.alpha)}, ICC {_figure(agreement.one_way)}, agreement with the planted order: "
        f"raw {_likeness(ranking.standings, seed, adjusted=False)}, "
        f"adjusted {_likeness(ranking.standings, seed, adjusted=True)}"
    )
    yield "  place  entry           raw  adjusted  ± error  evaluations"
    winners = played.result.winners[ranking.category] if played.result else ()
    for row in ranking.standings[:_SHOWN]:
        mark = "  wins" if row.entry in winners else ""
        yield (
            f"  {row.place:5}  {row.entry:12} {_figure(row.raw, 6, 1)}    {_figure(row.adjusted, 6, 1)}   "
            f"{_figure(row.standard_error, 6, 1)}  {row.evaluations:11}{mark}"
        )
    for tie in ranking.ties:
        yield f"  tie at {tie.place}: {', '.join(tie.entries)} — {tie.broken_by or 'not broken'}"


def _events(call: Call) -> Iterator[str]:
    counts = Counter(ProtocolEvent.objects.of_call(call).values_list("kind", flat=True))
    for kind in EventKind:
        if counts[kind]:
            yield f"  {counts[kind]:5}  {kind.label}"


def _likeness(standings: Iterable[Standing], seed: str, *, adjusted: bool) -> str:
    """Return the correlation between the scores and what the entries are really worth."""
    rows = [row for row in standings if (row.adjusted if adjusted else row.raw) is not None]
    if len(rows) < 3:  # noqa: PLR2004 - two points always lie on a line
        return "—"
    scores = [float((row.adjusted if adjusted else row.raw) or 0) for row in rows]
    return f"{correlation(scores, [worth_of(row.entry, seed=seed) for row in rows]):.2f}"


def _figure(value: float | None, width: int = 0, digits: int = 2) -> str:
    return f"{'—' if value is None else f'{value:.{digits}f}':>{width}}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
