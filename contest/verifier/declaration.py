"""What the protocol claims: a declared ranking beside the one computed anew."""

from typing import Any

from contest.verifier.arithmetic import with_decimals
from contest.verifier.facts import Facts
from contest.verifier.forms import LINE, ByCode
from contest.verifier.kinds import CODE
from contest.verifier.outcome import outcome_of, winner_of, winners_of
from contest.verifier.problems import problems, repeats
from contest.verifier.standings import Line, Standing
from contest.verifier.words import listed


def take_ranking(facts: Facts, place: int, data: dict[str, Any], _kind: str) -> None:
    """Compare what is declared with what follows from the events before."""
    facts.declared = outcome_of(facts)
    Declaration(facts, place, data).compare()


class Declaration:
    """A declared ranking beside the one computed anew."""

    def __init__(self, facts: Facts, place: int, data: dict[str, Any]) -> None:
        self.facts = facts
        self.place = place
        self.data = data
        self.categories = dict(data["categories"])
        # It may stand beside the categories or among them, unless a category is called so.
        self.without_quorum = data.get("without_quorum", {})
        if isinstance(self.categories.get("without_quorum"), dict):
            self.without_quorum = self.categories.pop("without_quorum")

    def fault(self, code: str, **values: Any) -> None:
        """Write a difference down."""
        self.facts.report.fault(code, self.place, **values)

    def compare(self) -> None:
        """Write down every difference."""
        wrong = [
            *problems(self.categories, ByCode([LINE]), "data.categories"),
            *problems(self.without_quorum, ByCode([CODE]), "data.without_quorum"),
        ]
        for code, values in wrong:
            self.fault(code, **values)
        if wrong:
            return
        known = self.facts.categories.keys()
        for code in sorted({*self.categories, *self.without_quorum, *self.data["winners"]} - known):
            self.fault("category_unknown", category=code)
        for code in sorted(self.data["special_awards"].keys() - self.facts.awards.keys()):
            self.fault("award_unknown", award=code)
        for code, standing in self.facts.ranking().categories.items():
            self.compare_lines(code, standing)
            self.compare_lists(
                "without_quorum", code, self.without_quorum.get(code, []), standing.without_quorum
            )
            self.compare_lists(
                "winners", code, self.data["winners"].get(code, []), winners_of(self.facts, code)
            )
        for code in self.facts.awards:
            found, expected = self.data["special_awards"].get(code), winner_of(self.facts, code)
            if found != expected:
                self.fault("award", award=code, found=listed([found]), expected=listed([expected]))

    def compare_lines(self, category: str, standing: Standing) -> None:
        """Compare the places of a category."""
        lines = self.categories.get(category, [])
        declared = {line["entry"]: line for line in lines}
        for entry in repeats(line["entry"] for line in lines):
            self.fault("rank_twice", category=category, entry=entry)
        for earlier, later in zip(lines, lines[1:]):  # noqa: B905, RUF007 — Python 3.9
            if later["place"] < earlier["place"]:
                self.fault("rank_order", category=category, entry=later["entry"])
        for expected in standing.lines:
            found = declared.pop(expected.entry, None)
            if found is None:
                values = {"place": expected.place, "score": with_decimals(expected.score)}
                self.fault("rank_missing", category=category, entry=expected.entry, **values)
            else:
                self.compare_line(category, found, expected)
        for entry in declared:
            self.fault("rank_extra", category=category, entry=entry)

    def compare_line(self, category: str, found: dict[str, Any], expected: Line) -> None:
        """Compare what is said about one entry."""
        computed = {
            "place": expected.place,
            "score": with_decimals(expected.score),
            "raw": with_decimals(expected.raw),
            "evaluations": expected.evaluations,
        }
        for name, value in computed.items():
            if found[name] != value:
                self.fault(
                    f"rank_{name}", category=category, entry=expected.entry, found=found[name], expected=value
                )

    def compare_lists(self, code: str, category: str, found: list[str], expected: list[str]) -> None:
        """Compare entries whose order says nothing."""
        if sorted(found) != sorted(expected):
            self.fault(code, category=category, found=listed(found), expected=listed(expected))
