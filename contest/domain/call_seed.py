"""Makes the example call of the project's data file. What is there already is left alone."""

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from contest.domain.calls import publish_call
from contest.errors import SeedError
from contest.models import (
    Call,
    CallCategory,
    ChecklistItem,
    Criterion,
    EligibilityQuestion,
    FrequentQuestion,
    Question,
    QuestionOption,
    ScaleStep,
    SpecialAward,
)
from contest.models.conditions import answer_named
from stories.models import Category, Edition

DATA = Path(__file__).resolve().parent.parent / "data"
EXAMPLE = DATA / "third_contest.toml"


@transaction.atomic
def load_example_call(path: Path = EXAMPLE, *, at: datetime) -> Call | None:
    """Make the example's edition and its public call, open at the instant; None if something stands in its place.

    An edition with the example's number or address, whoever made it, is left as it is, and so is its call.
    Raises SeedError where the file names a category that isn't there.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    edition = data["edition"]
    if Edition.objects.filter(Q(slug=edition["slug"]) | Q(number=edition["number"])).exists():
        return None
    call = _call(data, Edition.objects.create(**edition))
    for name, when in data["dates"].items():
        setattr(call, name, _instant(when, at=at, zone=call.zone))
    call.save()
    return publish_call(call, by=None, at=at)


def example_call_for(edition: Edition, path: Path = EXAMPLE) -> Call:
    """Return the example's call for another edition, without dates and not saved yet."""
    return _call(tomllib.loads(path.read_text(encoding="utf-8")), edition)


def _call(data: dict[str, Any], edition: Edition) -> Call:
    call = Call(edition=edition, live=False, **data["call"])
    _add_awards(call, data)
    _add_questions(call, data)
    return call


def _instant(when: dict[str, Any], *, at: datetime, zone: ZoneInfo) -> datetime:
    day = at.astimezone(zone).date() + timedelta(days=when["days"])
    return datetime.combine(day, time.fromisoformat(when["hour"]), tzinfo=zone).astimezone(UTC)


def _add_awards(call: Call, data: dict[str, Any]) -> None:
    call.categories = [
        CallCategory(**{**row, "category": _category(row["category"])}, sort_order=order)
        for order, row in enumerate(data["categories"])
    ]
    call.special_awards = [
        SpecialAward(**{**row, "award": _category(row["award"])}, sort_order=order)
        for order, row in enumerate(data["special_awards"])
    ]
    call.criteria = [_criterion(row, order=order) for order, row in enumerate(data["criteria"])]


def _criterion(row: dict[str, Any], *, order: int) -> Criterion:
    fields = {**row, "weight": Decimal(row["weight"]), "sort_order": order}
    steps = fields.pop("steps")
    if "category" in fields:
        fields["category"] = _category(fields["category"])
    criterion = Criterion(**fields)
    criterion.steps = [
        ScaleStep(score=step["score"], text_uk=step["uk"], text_en=step["en"]) for step in steps
    ]
    return criterion


def _add_questions(call: Call, data: dict[str, Any]) -> None:
    call.eligibility_questions = [
        EligibilityQuestion(**row, sort_order=order)
        for order, row in enumerate(data["eligibility_questions"])
    ]
    call.checklist = [ChecklistItem(**row, sort_order=order) for order, row in enumerate(data["checklist"])]
    call.frequent_questions = [
        FrequentQuestion(**row, sort_order=order) for order, row in enumerate(data["frequent_questions"])
    ]
    questions: list[Question] = []
    for order, row in enumerate(data["questions"]):
        questions.append(_question(row, order=order, earlier=questions))
    call.questions = questions


def _question(row: dict[str, Any], *, order: int, earlier: Iterable[Question]) -> Question:
    fields = {**row, "sort_order": order}
    options, slugs = fields.pop("options", []), fields.pop("categories", [])
    code, words = fields.pop("shown_if", ("", ""))
    for name in ("min_number", "max_number"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    question = Question(**fields)
    question.options = [
        QuestionOption(label_uk=option["uk"], label_en=option["en"], sort_order=position)
        for position, option in enumerate(options)
    ]
    for option in question.options.all():
        option.clean()
    question.categories = [_category(slug) for slug in slugs]
    for other in earlier:
        if code and other.code == code:
            question.shown_if_question, question.shown_if_value = code, answer_named(other, words)
    return question


def _category(slug: str) -> Category:
    try:
        return Category.objects.get(slug=slug)
    except Category.DoesNotExist:
        raise SeedError(f"There is no category {slug!r}; run load_stories first.") from None
