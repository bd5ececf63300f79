"""Small situations of a jury, for tests of the assignment."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from contest.domain.assignment import Entry, Juror, Pair, Plan, Situation


def entries(codes: str, category: str = "water", language: str = "") -> tuple[Entry, ...]:
    """Make entries of one category."""
    return tuple(Entry(code, category, language) for code in codes.split())


def jurors(codes: str, categories: str = "water", languages: str = "", **facts) -> tuple[Juror, ...]:
    """Make jurors of one panel."""
    return tuple(
        Juror(code, frozenset(categories.split()), frozenset(languages.split()), **facts)
        for code in codes.split()
    )


def pairs(text: str) -> frozenset[Pair]:
    """Read pairs: «A1-J1 A2-J1»."""
    return frozenset(Pair(*pair.split("-")) for pair in text.split())


def numbered(letter: str, count: int) -> str:
    """Write codes: «A01 A02 A03»."""
    return " ".join(f"{letter}{number:02}" for number in range(1, count + 1))


def applied(situation: Situation, made: Plan) -> Situation:
    """Return what is so once the plan is carried out."""
    return replace(situation, open=(situation.open | set(made.add)) - set(made.remove))


def leaving(situation: Situation, code: str) -> Situation:
    """Return what is so once a juror has left."""
    rows = [replace(juror, active=juror.active and juror.code != code) for juror in situation.jurors]
    return replace(situation, jurors=tuple(rows))


def pairs_of(made: Plan) -> set[Pair]:
    """Return who judges what in a plan."""
    return {Pair(entry, juror) for entry, team in made.teams.items() for juror in team}


def meetings(made: Plan) -> list[int]:
    """Return how many entries each two jurors share, over all entries."""
    met = Counter(two for team in made.teams.values() for two in combinations(sorted(team), 2))
    return [met[two] for two in combinations(sorted(made.loads), 2)]


FOUR = Situation(entries("A1 A2 A3 A4"), jurors("J1 J2 J3 J4"), 2)
# Four jurors in a row, in whose panels each shares a category with the next one only.
ROW = jurors("J1", "a") + jurors("J2", "a b") + jurors("J3", "b c") + jurors("J4", "c")
