"""The rules of scoring as the secretariat fills them in, made into the policy that is frozen and published."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

from wagtail.models import Orderable

from contest.domain.policy_reading import policy_from_json
from contest.domain.scoring_policy import (
    Adjustment,
    Aggregate,
    AwardPolicy,
    CategoryPolicy,
    CriterionPolicy,
    ScoringPolicy,
    TieBreak,
    policy_as_json,
)
from contest.models import Call, Criterion, JudgingPolicy
from stories.models import Category
from stories.text.romanisation import slug_of

CRITERION_CODE_LENGTH = 40
BY_SCORE = "score"
TIE_BREAKS = (TieBreak.MEDIAN, TieBreak.EVALUATIONS, TieBreak.DECISION)
USUAL_WINNERS = 3
RowT = TypeVar("RowT", bound=Orderable)


def policy_row(call: Call) -> JudgingPolicy:
    """Return the call's rules of scoring, made with usual values where there are none yet."""
    usual = {"tie_breaks": [str(rule) for rule in TIE_BREAKS]}
    return JudgingPolicy.objects.get_or_create(call=call, defaults=usual)[0]


def scoring_policy(row: JudgingPolicy) -> ScoringPolicy:
    """Return the frozen policy, or what the columns would come to now. PolicyMalformed names what is wrong in them."""
    return policy_from_json(json.loads(row.frozen) if row.frozen else policy_as_json(policy_of_columns(row)))


def policy_of_columns(row: JudgingPolicy) -> ScoringPolicy:
    """Return the policy made of the row's columns and of the call's categories, criteria and special awards."""
    call = row.call
    codes = criterion_codes(call.criteria.all())
    aggregate = Aggregate(row.aggregate)
    return ScoringPolicy(
        quorum=row.quorum,
        aggregate=aggregate,
        trim_percent=row.trim_percent if aggregate == Aggregate.TRIMMED_MEAN else 0,
        adjustment=Adjustment(row.adjustment),
        tie_breaks=tuple(row.tie_breaks),
        categories=tuple(
            _category(row, each.category, criteria=call.criteria.all(), codes=codes)
            for each in _in_order(call.categories.select_related("category"))
        ),
        special_awards=tuple(
            _award(row, each.award) for each in _in_order(call.special_awards.select_related("award"))
        ),
        evaluations_per_entry=row.evaluations_per_entry,
        same_region_is_conflict=row.same_region_is_conflict,
        blind=row.blind,
        jurors_public=row.jurors_public,
    )


def criterion_codes(criteria: Iterable[Criterion]) -> dict[str, str]:
    """Return {key: code} for the criteria of a call. Criteria of the same category never share a code."""
    codes: dict[str, str] = {}
    taken: dict[str, set[int | None]] = {}
    for criterion in _in_order(criteria):
        name = slug_of(criterion.name_en or criterion.name_uk, max_length=CRITERION_CODE_LENGTH)
        code, number = name or "criterion", 1
        while _clashes(taken.get(code, set()), criterion.category_id):
            number += 1
            code = f"{name or 'criterion'}-{number}"
        taken.setdefault(code, set()).add(criterion.category_id)
        codes[str(criterion.pk)] = code
    return codes


def _in_order(rows: Iterable[RowT]) -> list[RowT]:
    """Return the rows as the editors put them: databases disagree on where rows without a place stand."""
    return sorted(rows, key=lambda each: (each.sort_order or 0, each.pk))


def _clashes(categories: set[int | None], category: int | None) -> bool:
    """Whether a criterion of the category would stand beside one of these; None is a criterion of every category."""
    return bool(categories) and (category is None or None in categories or category in categories)


def _category(
    row: JudgingPolicy, category: Category, *, criteria: Iterable[Criterion], codes: dict[str, str]
) -> CategoryPolicy:
    terms: dict[str, Any] = row.category_terms.get(category.slug, {})
    return CategoryPolicy(
        code=category.slug,
        winners=terms.get("winners", USUAL_WINNERS),
        minimum=_decimal(terms.get("minimum")),
        criteria=tuple(
            CriterionPolicy(codes[str(each.pk)], each.weight.normalize(), each.scale_min, each.scale_max)
            for each in _in_order(criteria)
            if each.applies_to(category)
        ),
    )


def _award(row: JudgingPolicy, award: Category) -> AwardPolicy:
    terms: dict[str, Any] = row.award_terms.get(award.slug, {})
    return AwardPolicy(award.slug, terms.get("rule", BY_SCORE), _decimal(terms.get("minimum")))


def _decimal(written: str | None) -> Decimal | None:
    return None if written in {None, ""} else Decimal(str(written))
