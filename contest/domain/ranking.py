"""The ranking of a call from its tables: what the jury submitted, under the rules that were frozen when judging opened.

What counts is what `contest/verifier` counts from the protocol alone: the newest revision of each evaluation whose entry
is still judged, whose juror has no conflict of interest in force, and after which the juror has not recused. Whether the
assignment was taken back, or the juror has left, changes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest.domain.awarding import AwardResult, award
from contest.domain.canonical import written_moment
from contest.domain.judging_terms import scoring_policy
from contest.domain.score_table import Evaluation
from contest.domain.scoring import CategoryRanking, Standing, rank_category
from contest.domain.scoring_policy import ScoringPolicy
from contest.enums import EventKind
from contest.errors import JudgingRefused
from contest.models import Application, Assignment, Call, JudgingPolicy, ProtocolEvent, TieDecision

Pair = tuple[str, str]


@dataclass(frozen=True)
class CallRanking:
    """All categories of a call ranked, and who comes first for its special awards, before the jury decides otherwise."""

    policy: ScoringPolicy
    fingerprint: str
    categories: tuple[CategoryRanking, ...]
    awards: tuple[AwardResult, ...]

    def category(self, code: str) -> CategoryRanking:
        """Return the ranking of one category; KeyError if the rules don't know it."""
        for ranking in self.categories:
            if ranking.category == code:
                return ranking
        raise KeyError(code)

    def award(self, code: str) -> AwardResult:
        """Return who comes first for the award; KeyError if the rules don't know it."""
        for result in self.awards:
            if result.award == code:
                return result
        raise KeyError(code)

    def standing(self, category: str, entry: str) -> Standing | None:
        """Return how the entry came out; None if it has no place."""
        rows = self.category(category).standings
        return next((standing for standing in rows if standing.entry == entry), None)


def rank_call(call: Call) -> CallRanking:
    """Return the ranking by what counts now, at five queries or six. JudgingRefused before judging has opened.

    ScoresRefused if what stands in the tables is no evaluation by these rules.
    """
    row = JudgingPolicy.objects.filter(call=call, frozen_at__isnull=False).first()
    if row is None:
        raise JudgingRefused(_("Judging has not been opened yet."))
    policy = scoring_policy(row)
    entries, category_of = _entries(call)
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    for each in counted_evaluations(call):
        evaluations[category_of[each.entry]].append(each)
    decisions = _decisions(call)
    categories = tuple(
        rank_category(
            policy, each.code, entries[each.code], evaluations[each.code], decisions.get(each.code, [])
        )
        for each in policy.categories
    )
    awards = tuple(award(terms, categories) for terms in policy.special_awards)
    return CallRanking(policy, row.fingerprint, categories, awards)


def counted_evaluations(call: Call, *, entries: Collection[str] | None = None) -> Iterable[Evaluation]:
    """Yield every evaluation that counts, of these entries if some are named, at two queries (three after a recusal)."""
    outdated, rows = _handed_in_before_recusal(call), Assignment.objects.of_call(call)
    if entries is not None:
        rows = rows.filter(application__reference__in=entries)
    for entry, juror, scores in rows.counted_scores():
        if (juror, entry) not in outdated:
            yield Evaluation(entry, juror, scores)


def _entries(call: Call) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return what is judged, by category, and the category of each."""
    rows = Application.objects.of_call(call).judged()
    category_of = {
        str(reference): slug for reference, slug in rows.values_list("reference", "category__slug")
    }
    entries: dict[str, list[str]] = defaultdict(list)
    for reference, category in category_of.items():
        entries[category].append(reference)
    return entries, category_of


def _handed_in_before_recusal(call: Call) -> set[Pair]:
    """Return juror and entry where the juror has recused since. Who is assigned the entry again afterwards begins anew."""
    told = ProtocolEvent.objects.of_call(call).filter(kind=EventKind.RECUSED).values_list("data", "at")
    recused = {(data["juror"], data["entry"]): at for data, at in told}
    if not recused:
        return set()
    rows = Assignment.objects.of_call(call).last_submissions({entry for _juror, entry in recused})
    return {
        (juror, entry)
        for entry, juror, at in rows
        if at is not None and (juror, entry) in recused and written_moment(at) <= recused[juror, entry]
    }


def _decisions(call: Call) -> dict[str, list[list[str]]]:
    """Return the chair's decisions on ties by category, in the order in which they were made."""
    decisions: dict[str, list[list[str]]] = defaultdict(list)
    rows = TieDecision.objects.filter(call=call).order_by("decided_at", "pk")
    for category, entries in rows.values_list("category__slug", "entries"):
        decisions[category].append(entries)
    return decisions
