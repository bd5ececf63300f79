"""The rules of scoring in plain words, as they are published and as the secretariat reads them before it freezes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.judging_rules import criterion_rules, tie_break_rules
from contest.domain.scoring_policy import (
    Adjustment,
    Aggregate,
    AwardPolicy,
    CategoryPolicy,
    ScoringPolicy,
)
from contest.models import Call
from stories.text.figures import format_number


@dataclass(frozen=True)
class Clause:
    """One rule: what it is about, and its sentences."""

    title: str
    sentences: tuple[str, ...]


def clauses_of(policy: ScoringPolicy, call: Call) -> list[Clause]:
    """Return the rules in words of the active language, names of categories and criteria taken from the call."""
    names = category_names(call)
    rules = tie_break_rules(call)
    by_criterion = criterion_rules(call)
    return [
        Clause(_("Who scores"), _scoring(policy)),
        Clause(_("How scores become one"), (_aggregate(policy), _adjustment(policy))),
        Clause(_("Equal scores"), (_ties(policy, rules),)),
        *(
            Clause(
                _("Category “%(name)s”") % {"name": names.get(each.code, each.code)},
                _category(each, by_criterion),
            )
            for each in policy.categories
        ),
        *(
            # A special award says in its own name that it is one.
            Clause(names.get(each.code, each.code), (_award(each, by_criterion),))
            for each in policy.special_awards
        ),
        Clause(_("Conflicts of interest and openness"), _openness(policy)),
    ]


def category_names(call: Call) -> dict[str, str]:
    """Return the names of the call's categories and special awards by their codes."""
    categories = {row.category.slug: row.category.name for row in call.categories.select_related("category")}
    return categories | {
        row.award.slug: row.award.name for row in call.special_awards.select_related("award")
    }


def _scoring(policy: ScoringPolicy) -> tuple[str, ...]:
    number = policy.evaluations_per_entry
    return (
        ngettext(
            "Each application is scored by %(count)s juror.",
            "Each application is scored by %(count)s jurors.",
            number,
        )
        % {"count": number},
        ngettext(
            "It gets a place once %(count)s evaluation is submitted.",
            "It gets a place once %(count)s evaluations are submitted.",
            policy.quorum,
        )
        % {"count": policy.quorum},
        _("An evaluation that was not finished counts nowhere, never as zero."),
    )


def _aggregate(policy: ScoringPolicy) -> str:
    if policy.aggregate == Aggregate.MEDIAN:
        return _("The score of an application is the median of what its jurors gave, from 0 to 100 points.")
    if policy.aggregate == Aggregate.TRIMMED_MEAN:
        sentence = _(
            "The score of an application is the mean of what its jurors gave, from 0 to 100 points, without the"
            " %(percent)s %% lowest and the %(percent)s %% highest evaluations."
        )
        return sentence % {"percent": policy.trim_percent}
    return _("The score of an application is the mean of what its jurors gave, from 0 to 100 points.")


def _adjustment(policy: ScoringPolicy) -> str:
    if policy.adjustment == Adjustment.ADDITIVE:
        return _(
            "Before that, how much stricter or milder each juror is than the others is reckoned by least squares and"
            " taken out. Where jurors share no applications they cannot be compared, and scores stay as they are."
        )
    return _("Strict and mild jurors are not adjusted for.")


def _ties(policy: ScoringPolicy, rules: Mapping[str, str]) -> str:
    if not policy.tie_breaks:
        return _("Applications with equal scores share a place.")
    steps = "; ".join(
        f"{number}) {rules.get(rule, rule)}" for number, rule in enumerate(policy.tie_breaks, 1)
    )
    return _("Between applications with equal scores decides, in this order: %(steps)s.") % {"steps": steps}


def _category(terms: CategoryPolicy, rules: Mapping[str, str]) -> tuple[str, ...]:
    number = terms.winners
    winners = ngettext("At most %(count)s winner.", "At most %(count)s winners.", number) % {"count": number}
    least = (
        (_("Nobody wins with less than %(minimum)s points.") % {"minimum": format_number(terms.minimum)},)
        if terms.minimum is not None
        else ()
    )
    criteria = "; ".join(
        _("%(name)s (%(low)s to %(high)s, weight %(weight)s)")
        % {
            "name": rules.get(f"criterion:{each.code}", each.code),
            "low": each.low,
            "high": each.high,
            "weight": format_number(each.weight),
        }
        for each in terms.criteria
    )
    return (winners, *least, _("Criteria: %(criteria)s.") % {"criteria": criteria})


def _award(terms: AwardPolicy, rules: Mapping[str, str]) -> str:
    if terms.criterion is None:
        sentence = _("Goes to the highest score of all categories")
    else:
        name = rules.get(terms.rule, terms.criterion)
        sentence = _("Goes to the highest mean by the criterion “%(name)s”, then by the score") % {
            "name": name
        }
    if terms.minimum is None:
        return f"{sentence}."
    least = _("if it is at least %(minimum)s points") % {"minimum": format_number(terms.minimum)}
    return f"{sentence}, {least}."


def _openness(policy: ScoringPolicy) -> tuple[str, ...]:
    return (
        _("Whoever comes from the same region as an application does not judge it.")
        if policy.same_region_is_conflict
        else _("Coming from the same region is no conflict of interest by itself."),
        _("Jurors do not see who applies.") if policy.blind else _("Jurors see who applies."),
        _("The published protocol names the jurors.")
        if policy.jurors_public
        else _("In the published protocol jurors stand under codes."),
    )
