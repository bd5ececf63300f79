"""What may no longer change once a call is open, because people have begun to rely on it.

Words may always be corrected. What has been asked of applicants may become less, never more; dates may only move later;
what an application is scored by stays; personal data may be kept for a shorter time, never for a longer one. Where a draft
takes something back, each case is told in a sentence.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from contest.domain.phases import has_opened
from contest.models import Call, Question

_DATES = ("closes_at", "judging_opens_at", "judging_closes_at", "results_at")
_KEPT_MONTHS = ("drafts_kept_months", "personal_data_kept_months")
# Rows of which none may be taken away.
_KEPT = ("categories", "special_awards", "eligibility_questions", "questions", "criteria")
# Rows of which none may be added either: they would ask more of those who have already applied, or weigh differently.
_CLOSED = ("eligibility_questions", "criteria")
_STAYS = {
    "eligibility_questions": ("eligible_answer",),
    "criteria": ("weight", "scale_min", "scale_max", "category_id"),
    "questions": ("code", "kind", "shown_if_question", "shown_if_value"),
}
_ONLY_DOWN = {"categories": ("min_words",), "questions": ("min_words", "min_number")}
_ONLY_UP = {"categories": ("max_words",), "questions": ("max_words", "max_number")}


def refused_changes(public: Call, draft: Call, *, at: datetime) -> list[str]:
    """Return a sentence for each change from what is public to the draft that the phase no longer allows."""
    if not has_opened(public, at=at):
        return []
    return [
        *_dates(public, draft),
        *_rows(public, draft),
        *_fields(public, draft),
        *_questions(public, draft),
    ]


def _dates(public: Call, draft: Call) -> Iterable[str]:
    if draft.edition_id != public.edition_id:
        yield _("The call belongs to its edition since applications opened.")
    if draft.opens_at != public.opens_at:
        yield _("Applications have opened; the opening cannot be moved any more.")
    for name in _DATES:
        before, after = getattr(public, name), getattr(draft, name)
        if before is not None and (after is None or after.astimezone(UTC) < before.astimezone(UTC)):
            yield _("“%(date)s” may only be moved later since applications opened.") % {
                "date": _label(public, name)
            }
    if draft.grace_seconds < public.grace_seconds:
        yield _("The grace period may only be made longer since applications opened.")
    for name in _KEPT_MONTHS:
        if getattr(draft, name) > getattr(public, name):
            yield _(
                "“%(field)s” may only become less since applications opened: applicants were told how long their data are kept."
            ) % {"field": _label(public, name)}


def _rows(public: Call, draft: Call) -> Iterable[str]:
    for relation in _KEPT:
        before, after = _by_key(public, relation), _by_key(draft, relation)
        for key, row in before.items():
            if key not in after:
                yield _("%(kind)s “%(row)s” cannot be removed since applications opened.") % _named(row)
        if relation in _CLOSED:
            for row in _added(draft, relation, before):
                yield _("%(kind)s “%(row)s” cannot be added since applications opened.") % _named(row)


def _fields(public: Call, draft: Call) -> Iterable[str]:
    for table, allowed in ((_STAYS, _is_equal), (_ONLY_DOWN, _is_no_higher), (_ONLY_UP, _is_no_lower)):
        for relation, names in table.items():
            before = _by_key(public, relation)
            for key, row in _by_key(draft, relation).items():
                if key not in before:
                    continue
                for name in names:
                    if not allowed(getattr(before[key], name), getattr(row, name)):
                        yield _("%(kind)s “%(row)s”: “%(field)s” cannot be changed like this since applications opened.") % {
                            **_named(row), "field": _label(row, name)
                        }  # fmt: skip


def _questions(public: Call, draft: Call) -> Iterable[str]:
    before = _by_key(public, "questions")
    for question in _added(draft, "questions", before):
        if question.required:
            yield _("A new question cannot be a required one since applications opened: “%(question)s”.") % {
                "question": question
            }
    for key, question in _by_key(draft, "questions").items():
        if key in before:
            yield from _one_question(before[key], question)


def _one_question(before: Question, after: Question) -> Iterable[str]:
    named = {"question": after}
    if after.required and not before.required:
        yield _("“%(question)s” cannot be made a required question since applications opened.") % named
    for name in ("published", "for_jurors"):
        if getattr(after, name) and not getattr(before, name):
            yield (
                _("“%(question)s” was asked on the promise that fewer people would read the answer.") % named
            )
    if before.personal and not after.personal:
        yield (
            _("“%(question)s” was asked on the promise that the answer is removed with personal data.")
            % named
        )
    if _keys(before.categories.all()) != _keys(after.categories.all()):
        yield _("“%(question)s” must be asked in the same categories since applications opened.") % named
    gone = {option.code for option in before.options.all()} - {option.code for option in after.options.all()}
    if gone:
        yield _("“%(question)s”: options cannot be removed since applications opened.") % named


def _is_equal(before: Any, after: Any) -> bool:
    return bool(before == after)


def _is_no_higher(before: Any, after: Any) -> bool:
    """For a lowest bound: none at all is lower than any."""
    return after is None or (before is not None and after <= before)


def _is_no_lower(before: Any, after: Any) -> bool:
    return after is None or (before is not None and after >= before)


def _by_key(call: Call, relation: str) -> dict[int, Any]:
    return {row.pk: row for row in getattr(call, relation).all() if row.pk is not None}


def _added(call: Call, relation: str, before: dict[int, Any]) -> list[Any]:
    return [row for row in getattr(call, relation).all() if row.pk not in before]


def _keys(rows: Iterable[Any]) -> set[int]:
    return {row.pk for row in rows}


def _named(row: Any) -> dict[str, str]:
    kind = str(row._meta.verbose_name)
    return {"kind": kind[:1].upper() + kind[1:], "row": str(row)}


def _label(row: Any, name: str) -> str:
    label = str(row._meta.get_field(name.removesuffix("_id")).verbose_name)
    return label[:1].upper() + label[1:]
