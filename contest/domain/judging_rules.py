"""Changing the rules of scoring until judging opens, and what a rule may be in a call."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contest.domain.judging_terms import criterion_codes, policy_of_columns, policy_row
from contest.domain.policy_reading import policy_from_json
from contest.domain.scoring_policy import BY_CRITERION, TieBreak, policy_as_json
from contest.errors import JudgingRefused
from contest.models import Call, JudgingPolicy

CHANGEABLE = (
    "evaluations_per_entry", "quorum", "aggregate", "trim_percent", "adjustment", "tie_breaks", "category_terms",
    "award_terms", "same_region_is_conflict", "blind", "jurors_public", "scores_shown_early",
)  # fmt: skip


@transaction.atomic
def change_rules(call: Call, values: Mapping[str, Any]) -> JudgingPolicy:
    """Keep the columns of CHANGEABLE that are given.

    Raises JudgingRefused once judging has opened, PolicyMalformed with everything that is wrong in what would be frozen.
    """
    policy_row(call)
    row = JudgingPolicy.objects.select_for_update().get(call=call)
    if row.frozen_at is not None:
        raise JudgingRefused(_("Judging has opened: its rules are frozen."))
    for name in CHANGEABLE:
        if name in values:
            setattr(row, name, values[name])
    row.call = call
    policy_from_json(policy_as_json(policy_of_columns(row)))
    row.save(update_fields=CHANGEABLE)
    return row


def criterion_rules(call: Call) -> dict[str, str]:
    """Return {rule: name} for everything that is scored, as a tie-break or an award may name it, each code once."""
    codes, rules = criterion_codes(call.criteria.all()), dict[str, str]()
    for criterion in sorted(call.criteria.all(), key=lambda each: (each.sort_order or 0, each.pk)):
        rules.setdefault(f"{BY_CRITERION}{codes[str(criterion.pk)]}", criterion.name)
    return rules


def tie_break_rules(call: Call) -> dict[str, str]:
    """Return {rule: words} for everything that may part entries of equal score."""
    named = {rule: _("criterion “%(name)s”") % {"name": name} for rule, name in criterion_rules(call).items()}
    return {
        **named,
        str(TieBreak.MEDIAN): _("the higher median of the jurors' scores"),
        str(TieBreak.EVALUATIONS): _("more evaluations"),
        str(TieBreak.DECISION): _("the chair's decision, with minutes"),
    }
