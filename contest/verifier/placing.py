"""Places: the entries of a category in order, and what breaks a tie between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from contest.verifier.arithmetic import count_of
from contest.verifier.scoring import Contenders
from contest.verifier.standings import Line, Standing
from contest.verifier.strictness import too_many_for_fractions


class Order:
    """Puts the entries of a category in order and remembers which were equal."""

    def __init__(self, contenders: Contenders, chain: list[str], decisions: list[list[str]]) -> None:
        self.contenders = contenders
        self.chain = chain
        self.decisions = decisions
        self.ties: list[tuple[list[str], str | None]] = []

    def groups(self, entries: Iterable[str]) -> list[list[str]]:
        """Return the entries from the best; those that nothing tells apart stand together."""
        groups = []
        for equal in split(sorted(entries), self.contenders.scores.__getitem__):
            groups.extend(self.broken(equal, 0))
        return groups

    def broken(self, equal: list[str], step: int) -> list[list[str]]:
        """Return the equal entries as the rest of the chain, from `step`, tells them apart."""
        if len(equal) == 1:
            return [equal]
        if step == len(self.chain):
            self.ties.append((equal, None))
            return [equal]
        name = self.chain[step]
        decision = next((known for known in reversed(self.decisions) if set(equal) <= set(known)), [])
        parts = split(equal, lambda entry: self.contenders.rank_by(name, entry, decision))
        if len(parts) > 1:
            self.ties.append((equal, name))
        return [group for part in parts for group in self.broken(part, step + 1)]


def split(entries: list[str], figure: Callable[[str], int]) -> list[list[str]]:
    """Return the entries in groups of equal figures, the highest first."""
    groups: dict[int, list[str]] = defaultdict(list)
    for entry in entries:
        groups[figure(entry)].append(entry)
    return [groups[value] for value in sorted(groups, reverse=True)]


def standing_of(
    category: dict[str, Any], contenders: Contenders, policy: dict[str, Any], decisions: list[list[str]]
) -> Standing:
    """Return the ranking of a category. `decisions` are those of the chair about ties, the latest last."""
    table = contenders.table
    ranked = [entry for entry, row in table.items() if len(row) >= policy["quorum"]]
    order = Order(contenders, policy["tie_breaks"], decisions)
    lines: list[Line] = []
    winners: list[str] = []
    undecided: list[str] = []
    for group in order.groups(ranked):
        place = len(lines) + 1
        lines += [
            Line(entry, place, contenders.scores[entry], contenders.raw[entry], len(table[entry]))
            for entry in group
        ]
        if place <= category["winners"] and reaches(contenders.scores[group[0]], category["minimum"]):
            (winners if len(lines) <= category["winners"] else undecided).extend(group)
    return Standing(
        lines=lines,
        without_quorum=sorted(table.keys() - set(ranked)),
        ties=order.ties,
        winners=winners,
        undecided=undecided,
        groups=contenders.groups,
        jurors=contenders.jurors,
        floats=contenders.adjusted and too_many_for_fractions(contenders.jurors),
    )


def reaches(count: int, minimum: str | None) -> bool:
    """Whether a count of millionths is at least the minimum, if there is one."""
    return minimum is None or count >= count_of(Fraction(minimum))
