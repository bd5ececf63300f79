"""Giving entries to jurors: each entry its number of jurors of its category's panel, and jurors equal shares.

A plan only says what to change. It is the same for the same facts, in whatever order they come.

What people decided stands: finished evaluations and pins are never moved. A pin comes before languages and capacities,
for who set it knew more; not before a conflict, a ban, the panel or a juror's having left, which are reported.
Never is a juror given what they have a conflict with, and open work of that kind is taken away.
"""

from collections import Counter
from dataclasses import dataclass

from contest.domain.assignment import Entry, Juror, Pair, Plan, Situation
from contest.domain.assignment_network import choose
from contest.domain.assignment_reasons import clashes_of, shortages_of
from contest.domain.assignment_spread import Seating, even_out, groups_of, join_groups


def plan(situation: Situation, *, level: bool = False, seed: str = "") -> Plan:
    """Return how to give every entry its number of jurors.

    As few open pairs as possible are taken away, and loads are made as equal as that allows; with `level`, loads are
    made as equal as finished work allows, and as few open pairs as possible are taken away for it (for when a juror has
    joined late). The seed decides between plans that are equally good: name the call by it.
    """
    ground = survey(situation)
    chosen = choose(
        sorted(ground.allowed),
        needs=ground.needs,
        bases=ground.bases,
        rooms=ground.rooms,
        kept=situation.open,
        level=level,
    )
    categories = {entry.code: entry.category for entry in situation.entries}
    seating = Seating(
        teams_of(situation, ground.standing | chosen),
        categories=categories,
        movable=chosen - situation.open,
        allowed=ground.allowed,
    )
    even_out(seating, seed=seed)
    join_groups(seating)
    return report(situation, ground, {entry: tuple(sorted(team)) for entry, team in seating.teams.items()})


@dataclass(frozen=True)
class Ground:
    """What is settled before anything is chosen, and what may be chosen.

    `standing` pairs stay and count; `bases` are the loads of active jurors from finished work and pins, `rooms` what
    they may take besides, `needs` the jurors that entries lack, `allowed` the pairs to choose from.
    """

    standing: frozenset[Pair]
    bases: dict[str, int]
    rooms: dict[str, int]
    needs: dict[str, int]
    allowed: frozenset[Pair]


def survey(situation: Situation) -> Ground:
    """Return what is settled and what is not."""
    entries = sorted(situation.entries, key=lambda entry: entry.code)
    jurors = sorted((juror for juror in situation.jurors if juror.active), key=lambda juror: juror.code)
    known = {entry.code for entry in entries}
    pins = situation.pins - {clash.pin for clash in clashes_of(situation)}
    standing = frozenset(
        pair for pair in (situation.done - situation.conflicts) | pins if pair.entry in known
    )
    teams = teams_of(situation, standing)
    needs = {entry.code: max(0, situation.evaluations - len(teams[entry.code])) for entry in entries}
    work = Counter(pair.juror for pair in situation.done | standing)
    bases = {juror.code: work[juror.code] for juror in jurors}
    free = len(entries) * situation.evaluations
    rooms = {
        juror.code: free if juror.capacity is None else max(0, juror.capacity - bases[juror.code])
        for juror in jurors
    }
    allowed = frozenset(
        pair
        for entry in entries
        if needs[entry.code]
        for juror in jurors
        if may_judge(entry, juror)
        and (pair := Pair(entry.code, juror.code)) not in standing
        and pair not in situation.conflicts
        and pair not in situation.bans
    )
    return Ground(standing=standing, bases=bases, rooms=rooms, needs=needs, allowed=allowed)


def may_judge(entry: Entry, juror: Juror) -> bool:
    """Whether the juror sits on the entry's panel and can read it; conflicts and bans are not asked."""
    return entry.category in juror.categories and juror.reads(entry.language)


def teams_of(situation: Situation, pairs: frozenset[Pair] | set[Pair]) -> dict[str, list[str]]:
    """Return for each entry of the situation its jurors in the pairs, sorted."""
    teams: dict[str, list[str]] = {code: [] for code in sorted(entry.code for entry in situation.entries)}
    for entry, juror in sorted(pairs):
        teams[entry].append(juror)
    return teams


def report(situation: Situation, ground: Ground, teams: dict[str, tuple[str, ...]]) -> Plan:
    """Return the plan that leads to the teams, with all that is not as it should be."""
    final = {Pair(entry, juror) for entry, team in teams.items() for juror in team}
    loads = Counter(pair.juror for pair in final | situation.done)
    standing = teams_of(situation, ground.standing)
    panels: dict[str, list[tuple[str, ...]]] = {}
    for entry in situation.entries:
        panels.setdefault(entry.category, []).append(teams[entry.code])
    groups = {category: tuple(groups_of(panels[category])) for category in sorted(panels)}
    capacities = {juror.code: juror.capacity for juror in situation.jurors}
    return Plan(
        add=tuple(sorted(final - situation.done - situation.open)),
        remove=tuple(sorted(situation.open - situation.done - final)),
        teams=teams,
        loads={juror: loads[juror] for juror in ground.bases},
        shortages=shortages_of(situation, teams, standing=standing, allowed=ground.allowed),
        clashes=clashes_of(situation),
        surplus=tuple(entry for entry, team in standing.items() if len(team) > situation.evaluations),
        overloaded=tuple(
            juror
            for juror, base in ground.bases.items()
            if (capacity := capacities[juror]) is not None and base > capacity
        ),
        in_conflict=tuple(sorted(situation.done & situation.conflicts)),
        groups={category: parts for category, parts in groups.items() if len(parts) > 1},
    )
