"""What must be there before the public may see a call. Takes a call as it is in memory, saved or not."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from contest.models.conditions import condition_faults

if TYPE_CHECKING:
    from contest.models.call import Call

_TEXTS = ("about", "who", "judging", "rules")
_DATES = ("opens_at", "closes_at", "judging_opens_at", "judging_closes_at", "results_at")
# Rows below a call and the texts that each has in two languages. A pair with `*` must be filled; another may be empty
# as long as both halves are.
_ROWS: dict[str, tuple[str, ...]] = {
    "categories": ("intro",),
    "special_awards": ("description",),
    "criteria": ("name*", "description"),
    "eligibility_questions": ("text*", "help", "reason*"),
    "questions": ("label*", "help"),
    "documents": ("title*",),
    "frequent_questions": ("question*", "answer*"),
}
_ROWS_BELOW = {"criteria": ("steps", ("text*",)), "questions": ("options", ("label*",))}


def faults_of(call: "Call") -> list[str]:
    """Return a sentence for each thing that is missing or contradicts another; an empty list means complete."""
    return [
        *_missing_fields(call),
        *_missing_rows(call),
        *_missing_translations(call),
        *_missing_options(call),
        *_criteria_without_category(call),
        *_scores_outside(call),
        *(sentence for _question, _field, sentence in condition_faults(list(call.questions.all()))),
    ]


def _missing_fields(call: "Call") -> Iterable[str]:
    for name in _TEXTS:
        for language in ("uk", "en"):
            if not has_words(getattr(call, f"{name}_{language}")):
                yield _not_filled(call, f"{name}_{language}")
    for name in (*_DATES, "contact_email"):
        if not getattr(call, name):
            yield _not_filled(call, name)


def _missing_rows(call: "Call") -> Iterable[str]:
    categories = [row.category for row in call.categories.all()]
    criteria = list(call.criteria.all())
    if not categories:
        yield _("There is no category to apply in.")
    for category in categories:
        if not any(criterion.applies_to(category) for criterion in criteria):
            yield _("“%(category)s” has no criterion to be judged by.") % {"category": category.name}


def _missing_translations(call: "Call") -> Iterable[str]:
    for relation, pairs in _ROWS.items():
        for row in getattr(call, relation).all():
            yield from _unpaired(row, pairs)
            if relation in _ROWS_BELOW:
                below, pairs_below = _ROWS_BELOW[relation]
                for row_below in getattr(row, below).all():
                    yield from _unpaired(row_below, pairs_below)


def _unpaired(row: Any, pairs: Iterable[str]) -> Iterable[str]:
    for pair in pairs:
        name, required = pair.removesuffix("*"), pair.endswith("*")
        filled = {language: bool(getattr(row, f"{name}_{language}")) for language in ("uk", "en")}
        if not required and not any(filled.values()):
            continue
        for language, is_filled in filled.items():
            if not is_filled:
                yield _("%(kind)s “%(row)s”: “%(field)s” is empty.") % {
                    "kind": _capital(row._meta.verbose_name), "row": row, "field": _label(row, f"{name}_{language}"),
                }  # fmt: skip


def _missing_options(call: "Call") -> Iterable[str]:
    for question in call.questions.all():
        if question.has_options and len(question.options.all()) < 2:  # noqa: PLR2004 - one option is no choice
            yield _("Question “%(question)s” needs at least two options.") % {"question": question}


def _criteria_without_category(call: "Call") -> Iterable[str]:
    offered = {row.category_id for row in call.categories.all()}
    for criterion in call.criteria.all():
        if criterion.category_id and criterion.category_id not in offered:
            yield _("Criterion “%(criterion)s” belongs to a category that the call doesn't offer.") % {
                "criterion": criterion
            }
    for question in call.questions.all():
        if any(category.pk not in offered for category in question.categories.all()):
            yield _("Question “%(question)s” belongs to a category that the call doesn't offer.") % {
                "question": question
            }


def _scores_outside(call: "Call") -> Iterable[str]:
    for criterion in call.criteria.all():
        for step in criterion.scale:
            if not criterion.has_score(step.score):
                yield _("Criterion “%(criterion)s”: the score %(score)s lies outside its scale.") % {
                    "criterion": criterion, "score": step.score,
                }  # fmt: skip


def has_words(rich_text: str) -> bool:
    """Whether a text says anything; an editor leaves an empty paragraph behind when everything is deleted."""
    return bool(strip_tags(rich_text).replace("&nbsp;", " ").strip())


def _not_filled(row: Any, field: str) -> str:
    return _("“%(field)s” is empty.") % {"field": _capital(_label(row, field))}


def _label(row: Any, field: str) -> str:
    return str(row._meta.get_field(field).verbose_name)


def _capital(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]
