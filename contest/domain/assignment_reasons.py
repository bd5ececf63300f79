"""Why a plan is not all that was asked: pins that contradict other facts, and entries without enough jurors."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from contest.domain.assignment import Clash, Entry, Juror, Objection, Obstacle, Pair, Shortage, Situation


def clashes_of(situation: Situation) -> tuple[Clash, ...]:
    """Return what speaks against the pins. A pin whose evaluation is finished has been kept, whatever came after."""
    entries = {entry.code: entry for entry in situation.entries}
    jurors = {juror.code: juror for juror in situation.jurors}
    return tuple(
        Clash(pin, why)
        for pin in sorted(situation.pins)
        for why in _objections(situation, pin, entries.get(pin.entry), jurors.get(pin.juror))
    )


def _objections(
    situation: Situation, pin: Pair, entry: Entry | None, juror: Juror | None
) -> Iterator[Objection]:
    if pin in situation.conflicts:
        yield Objection.CONFLICT
    if pin in situation.done:
        return
    if pin in situation.bans:
        yield Objection.BAN
    if entry is None or juror is None:
        yield Objection.UNKNOWN
        return
    if not juror.active:
        yield Objection.LEFT
    if entry.category not in juror.categories:
        yield Objection.PANEL


def shortages_of(
    situation: Situation,
    teams: Mapping[str, Collection[str]],
    *,
    standing: Mapping[str, Collection[str]],
    allowed: Collection[Pair],
) -> tuple[Shortage, ...]:
    """Return the entries whose teams are too small.

    `standing` are the jurors of each entry that no plan could move, `allowed` the pairs among which one could choose.
    """
    short = [entry for entry in situation.entries if len(teams[entry.code]) < situation.evaluations]
    if not short:
        return ()
    ways = _ways(teams, standing=standing, allowed=allowed)
    candidates = defaultdict(set)
    for pair in allowed:
        candidates[pair.entry].add(pair.juror)
    return tuple(
        _shortage(
            situation,
            entry,
            given=len(teams[entry.code]),
            standing=standing[entry.code],
            full=_reached(candidates[entry.code] - set(teams[entry.code]), ways),
        )
        for entry in sorted(short, key=lambda entry: entry.code)
    )


def _shortage(
    situation: Situation, entry: Entry, *, given: int, standing: Collection[str], full: tuple[str, ...]
) -> Shortage:
    left = {
        juror.code: juror
        for juror in sorted(situation.jurors, key=lambda juror: juror.code)
        if juror.active and entry.category in juror.categories and juror.code not in standing
    }
    missing = situation.evaluations - len(standing)
    why = Obstacle.PANEL if len(left) < missing else None
    fell: dict[Obstacle, tuple[str, ...]] = {}
    for obstacle in (Obstacle.CONFLICT, Obstacle.BAN, Obstacle.LANGUAGE):
        fell[obstacle] = tuple(
            code for code, juror in left.items() if _meets(situation, entry, juror, obstacle)
        )
        for code in fell[obstacle]:
            del left[code]
        if why is None and len(left) < missing:
            why = obstacle
    return Shortage(
        entry=entry.code,
        given=given,
        needed=situation.evaluations,
        why=why or Obstacle.CAPACITY,
        conflicted=fell[Obstacle.CONFLICT],
        banned=fell[Obstacle.BAN],
        other_language=fell[Obstacle.LANGUAGE],
        full=full,
    )


def _meets(situation: Situation, entry: Entry, juror: Juror, obstacle: Obstacle) -> bool:
    pair = Pair(entry.code, juror.code)
    match obstacle:
        case Obstacle.CONFLICT:
            return pair in situation.conflicts
        case Obstacle.BAN:
            return pair in situation.bans
        case _:
            return not juror.reads(entry.language)


def _ways(
    teams: Mapping[str, Collection[str]],
    *,
    standing: Mapping[str, Collection[str]],
    allowed: Collection[Pair],
) -> dict[str, set[str]]:
    """Return for each juror those who could take over an entry of theirs that could move."""
    ways: dict[str, set[str]] = defaultdict(set)
    for pair in allowed:
        if pair.juror not in teams[pair.entry]:
            for holder in teams[pair.entry]:
                if holder not in standing[pair.entry]:
                    ways[holder].add(pair.juror)
    return ways


def _reached(candidates: Collection[str], ways: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the candidates and all who could free them, directly or by others.

    In a plan with the fewest missing evaluations all of them are full: else one more would be possible.
    """
    reached, front = set(candidates), list(candidates)
    while front:
        further = ways.get(front.pop(), set()) - reached
        reached |= further
        front.extend(further)
    return tuple(sorted(reached))
