"""The whole ranking: every category, and the special awards across them."""

from collections import defaultdict
from typing import Any

from contest.verifier.placing import reaches, standing_of
from contest.verifier.scoring import Contenders, Table
from contest.verifier.standings import Ranking, Standing


def ranking_of(
    policy: dict[str, Any], tables: dict[str, Table], decisions: dict[str, list[list[str]]]
) -> Ranking:
    """Return the ranking. `tables` and `decisions`, those of the chair about ties, are by category."""
    categories = {category["code"]: category for category in policy["categories"]}
    contenders = {code: Contenders(category, tables[code], policy) for code, category in categories.items()}
    standings = {
        code: standing_of(category, contenders[code], policy, decisions.get(code, []))
        for code, category in categories.items()
    }
    given: dict[str, str | None] = {}
    tied: dict[str, list[str]] = {}
    for award in policy["special_awards"]:
        best = best_for(award, standings, contenders)
        given[award["code"]] = best[0] if len(best) == 1 else None
        tied[award["code"]] = best if len(best) > 1 else []
    return Ranking(standings, given, tied)


def best_for(
    award: dict[str, Any], standings: dict[str, Standing], contenders: dict[str, Contenders]
) -> list[str]:
    """Return the best entry for a special award, or the several between which its rule does not decide."""
    rule, _colon, criterion = award["rule"].partition(":")
    figures: dict[tuple[int, int], list[str]] = defaultdict(list)
    for code, standing in standings.items():
        if rule == "criterion" and criterion not in contenders[code].criteria:
            continue
        for line in standing.lines:
            # The minimum is one of the figure by which the award is given.
            figure = line.score if rule == "score" else contenders[code].by_criterion(line.entry, criterion)
            if reaches(figure, award["minimum"]):
                figures[(figure, line.score)].append(line.entry)
    return sorted(figures[max(figures)]) if figures else []
