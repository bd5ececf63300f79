"""The outcome: who wins and who gets the awards, by the ranking and the jury's decisions together."""

from typing import Any

from contest.verifier.facts import Facts


def winners_of(facts: Facts, category: str) -> list[str]:
    """Return who wins: by the ranking, but for what the jury decided otherwise."""
    decided = facts.winners[category]
    by_ranking = [entry for entry in facts.ranking().categories[category].winners if decided.get(entry, True)]
    added = [
        entry
        for entry, wins in decided.items()
        if wins and entry not in by_ranking and entry not in facts.removed
    ]
    return by_ranking + added


def winner_of(facts: Facts, award: str) -> str | None:
    """Return to whom a special award goes: by its rule, unless the jury decided otherwise."""
    if award in facts.withheld:
        return None
    given = facts.given.get(award)
    if given is not None and given not in facts.removed:
        return given
    by_rule = facts.ranking().special_awards[award]
    return None if by_rule in facts.refused[award] else by_rule


def outcome_of(facts: Facts) -> tuple[Any, ...]:
    """Return everything that a ranking declares."""
    lines = [
        (code, standing.lines, standing.without_quorum)
        for code, standing in facts.ranking().categories.items()
    ]
    winners = [sorted(winners_of(facts, code)) for code in facts.categories]
    return lines, winners, [winner_of(facts, code) for code in facts.awards]
