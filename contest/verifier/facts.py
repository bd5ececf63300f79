"""The facts in force: who judges what, after the events that were replayed so far."""

from collections import defaultdict
from typing import Any

from contest.verifier.awarding import ranking_of
from contest.verifier.report import Report
from contest.verifier.scoring import Scores, Table
from contest.verifier.standings import Ranking

Pair = tuple[str, str]  # A juror and an entry.


class Facts:
    """What the events say so far; what breaks a rule is written down and does not count."""

    def __init__(self, policy: dict[str, Any], report: Report) -> None:
        self.policy = policy
        self.report = report
        self.categories = {category["code"]: category for category in policy["categories"]}
        self.awards = {award["code"]: award for award in policy["special_awards"]}
        # Numbers are those of events: when it happened.
        self.entries: dict[str, str] = {}  # Entry: category.
        self.removed: dict[str, int] = {}  # Entry: number.
        self.panels: dict[str, list[str]] = {}  # Juror: categories.
        self.left: dict[str, int] = {}  # Juror: number.
        self.conflicts: dict[Pair, dict[str, int]] = defaultdict(dict)  # Ground that is not lifted: number.
        self.pairs: dict[Pair, tuple[str, int]] = {}  # Assigned, unassigned or recused, and the number.
        self.revisions: dict[Pair, int] = {}
        self.evaluations: dict[Pair, Scores] = {}
        self.closed: int | None = None
        self.tie_decisions: dict[str, list[list[str]]] = defaultdict(list)
        # What the jury decided: whom it lets win or not, to whom it gives an award and to whom not.
        self.winners: dict[str, dict[str, bool]] = defaultdict(dict)
        self.given: dict[str, str] = {}
        self.refused: dict[str, set[str]] = defaultdict(set)
        self.withheld: set[str] = set()  # Awards that nobody is to get.
        self.declared: tuple[Any, ...] | None = None  # What was right when the ranking was last declared.
        self.current: Ranking | None = None

    def ranking(self) -> Ranking:
        """Return the ranking by what counts now."""
        if self.current is None:
            tables = {code: self.table(code) for code in self.categories}
            self.current = ranking_of(self.policy, tables, self.tie_decisions)
        return self.current

    def table(self, category: str) -> Table:
        """Return the complete evaluations that count. Entries without any are there too."""
        table: Table = {
            entry: {} for entry, its in self.entries.items() if its == category and entry not in self.removed
        }
        criteria = {criterion["code"] for criterion in self.categories[category]["criteria"]}
        for (juror, entry), scores in self.evaluations.items():
            if entry in table and scores.keys() == criteria and not self.conflicts.get((juror, entry)):
                table[entry][juror] = scores
        return table

    def name_strangers(self, place: int, pair: Pair) -> None:
        """Write down if there never was such a juror or such an entry."""
        if pair[0] not in self.panels:
            self.report.fault("juror_unknown", place, juror=pair[0])
        if pair[1] not in self.entries:
            self.report.fault("entry_unknown", place, entry=pair[1])

    def known_entry(self, place: int, entry: str) -> bool:
        """Whether the entry is being judged; a fault if not."""
        if entry not in self.entries:
            self.report.fault("entry_unknown", place, entry=entry)
        elif entry in self.removed:
            self.report.fault("entry_removed", place, entry=entry, since=self.removed[entry])
        else:
            return True
        return False

    def known_juror(self, place: int, juror: str) -> bool:
        """Whether the juror is on the jury; a fault if not."""
        if juror not in self.panels:
            self.report.fault("juror_unknown", place, juror=juror)
        elif juror in self.left:
            self.report.fault("juror_left", place, juror=juror, since=self.left[juror])
        else:
            return True
        return False

    def belongs(self, place: int, entry: str, category: str) -> bool:
        """Whether the entry is judged in the category; a fault if not."""
        if not self.known_entry(place, entry):
            return False
        if self.entries[entry] != category:
            self.report.fault(
                "entry_elsewhere", place, entry=entry, category=category, expected=self.entries[entry]
            )
            return False
        return True


def data_of(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return some of the fields."""
    return {name: data[name] for name in names}
