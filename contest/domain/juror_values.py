"""Which answers jurors read, and in which words: what is kept from them always, what in blind reading, what was redacted."""

import json
from collections.abc import Mapping
from typing import Any

from contest.domain.content import canonical, content_hash
from contest.domain.form_fields import (
    CONDITIONS,
    OWN_QUESTIONS,
    FieldKind,
    field_at,
    is_item,
    items_of,
    section_at,
)
from contest.enums import QuestionKind, Section
from contest.models import JudgingPolicy, Question, Redaction

Values = dict[str, Any]
# Lists whose items are nothing without their file.
_FILE_LISTS = ("photos", "documents")
# A link leads to who applies, and its title names it.
_LINKS = "links"


def reads_blind(policy: JudgingPolicy) -> bool:
    """Whether jurors don't see who applies. From the opening on, what was frozen counts."""
    return bool(json.loads(policy.frozen)["blind"]) if policy.frozen else policy.blind


def value_sha256(value: Any) -> str:
    """Return the SHA-256 by which a redaction knows the answer that it was made of."""
    return content_hash(canonical({"value": value}))


def is_kept_from_jurors(path: str, *, blind: bool, questions: Mapping[str, Question]) -> bool:
    """Whether jurors never read what stands at the path; `questions` are those of the call by their codes."""
    head, _slash, rest = path.partition("/")
    if head == OWN_QUESTIONS:
        return _is_kept_question(questions.get(rest), blind=blind)
    # Whether one may apply, and what one declares, the secretariat has looked at.
    if head == CONDITIONS or section_at(path) == Section.DECLARATIONS or (blind and head == _LINKS):
        return True
    if is_item(path):
        return False
    asked = field_at(path)
    if asked is None or asked.private or (asked.personal and asked.identifies):
        return True
    return blind and (asked.identifies or asked.kind == FieldKind.LINK)


def values_for_juror(
    values: Values, redactions: Mapping[str, Redaction], *, blind: bool, questions: Mapping[str, Question]
) -> Values:
    """Return the answers as jurors read them. Whatever was rewritten after it was redacted is left out."""
    read: Values = {}
    for path, value in values.items():
        if is_kept_from_jurors(path, blind=blind, questions=questions):
            continue
        words = _after_redaction(value, redactions.get(path))
        if words not in (None, ""):
            read[path] = words
    return _without_lost_files(read)


def _after_redaction(value: Any, redaction: Redaction | None) -> Any:
    if redaction is None:
        return value
    if redaction.is_hidden or redaction.original_sha256 != value_sha256(value):
        return None
    return redaction.text


def _is_kept_question(question: Question | None, *, blind: bool) -> bool:
    if question is None or not question.for_jurors:
        return True
    return blind and (question.personal or question.kind == QuestionKind.LINK)


def _without_lost_files(values: Values) -> Values:
    lost = tuple(
        f"{name}/{item}"
        for name in _FILE_LISTS
        for item in items_of(name, values)
        if f"{name}/{item}/file" not in values
    )
    return {path: value for path, value in values.items() if "/".join(path.split("/")[:2]) not in lost}
