"""An application as the secretariat redacts it: each answer that jurors would read, in the order of the form."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from contest.domain.field_labels import label_of
from contest.domain.form_fields import (
    OWN_QUESTIONS,
    FieldKind,
    all_fields,
    field_at,
    is_item,
    items_of,
    section_at,
)
from contest.domain.juror_reading import newest_values, submitted_values
from contest.domain.juror_values import Values, is_kept_from_jurors, reads_blind, value_sha256
from contest.domain.reading import AnswerReader
from contest.enums import TEXT_KINDS, QuestionKind, Section
from contest.models import Application, ApplicationFile, Call, JudgingPolicy, Question, Redaction

_WRITTEN = (FieldKind.LINE, FieldKind.TEXT, FieldKind.NUMBER)
# What doesn't fit into one line is shown in a larger field.
_LONG_LINE = 120
Questions = dict[str, Question]


@dataclass(frozen=True)
class RedactableField:
    """An answer that jurors would read, in words; what is done about it.

    `seen` names the value that the secretariat looks at; `is_stale` says that it was rewritten after it was redacted.
    """

    path: str
    label: str
    words: str
    seen: str
    is_text: bool
    is_long: bool
    file: ApplicationFile | None
    redaction: Redaction | None
    is_stale: bool

    @property
    def anchor(self) -> str:
        """The field's place on a page."""
        return f"at-{self.path.replace('/', '-')}"

    @property
    def is_hidden(self) -> bool:
        """Whether jurors see nothing of it."""
        return self.redaction is not None and (self.redaction.is_hidden or self.is_stale)

    @property
    def jurors_text(self) -> str:
        """What stands in the tool: the redacted text, else the applicant's own."""
        return self.redaction.text if self.redaction and not self.redaction.is_hidden else self.words


@dataclass(frozen=True)
class RedactableSection:
    """A section with its answers."""

    section: Section
    fields: list[RedactableField]


def redactable_sections(application: Application, policy: JudgingPolicy) -> list[RedactableSection]:
    """Return what jurors would read of the newest submitted version, section by section."""
    values, questions = submitted_values(application), questions_of(application.call)
    _kept, shown = _kept_and_shown(values, questions, blind=reads_blind(policy))
    redactions = {row.path: row for row in application.redactions.all()}
    files = {str(row.public_id): row for row in application.files.all()}
    codes = [str(value) for path, value in values.items() if path.endswith("community")]
    reader = AnswerReader(application.call, communities=codes)
    fields = [
        _field(path, values, questions, reader=reader, redaction=redactions.get(path), files=files)
        for path in shown
    ]
    by_section = groupby(fields, key=lambda field: section_at(field.path))
    return [RedactableSection(section, list(group)) for section, group in by_section if section]


def labels_kept_back(application: Application, policy: JudgingPolicy) -> list[str]:
    """Return the labels of what is answered and what jurors never read, without a redaction."""
    values, questions = submitted_values(application), questions_of(application.call)
    kept, _shown = _kept_and_shown(values, questions, blind=reads_blind(policy))
    told = [path for path in kept if section_at(path) != Section.DECLARATIONS]
    return list(dict.fromkeys(label_of(path, call=application.call) for path in told))


def _kept_and_shown(values: Values, questions: Questions, *, blind: bool) -> tuple[list[str], list[str]]:
    """Return what jurors never read and what they do, each in the order of the form."""
    kept: list[str] = []
    shown: list[str] = []
    for path in sorted(values, key=lambda path: _place(path, values, questions)):
        if not is_item(path):
            is_kept = is_kept_from_jurors(path, blind=blind, questions=questions)
            (kept if is_kept else shown).append(path)
    return kept, shown


def stale_paths(applications: Collection[Application]) -> dict[int, list[str]]:
    """Return by the applications' keys the fields that were rewritten after they were redacted."""
    rows = list(Redaction.objects.filter(application__in=applications))
    values = newest_values({row.application_id for row in rows})
    stale: dict[int, list[str]] = {}
    for row in rows:
        now = values.get(row.application_id, {})
        if row.path in now and value_sha256(now[row.path]) != row.original_sha256:
            stale.setdefault(row.application_id, []).append(row.path)
    return stale


def questions_of(call: Call) -> Questions:
    """Return the call's own questions by their codes."""
    return {row.code: row for row in call.questions.prefetch_related("options")}


def is_written(path: str, questions: Questions) -> bool:
    """Whether the answer is words that passages can be blacked out of."""
    head, _slash, code = path.partition("/")
    if head == OWN_QUESTIONS:
        return code in questions and questions[code].kind in TEXT_KINDS
    asked = field_at(path)
    return asked is not None and asked.kind in _WRITTEN


def _field(
    path: str, values: Values, questions: Questions, *, reader: AnswerReader, redaction: Redaction | None,
    files: dict[str, ApplicationFile],
) -> RedactableField:  # fmt: skip
    value, seen, asked = values[path], value_sha256(values[path]), field_at(path)
    question = questions.get(path.partition("/")[2]) if asked is None else None
    if asked is not None:
        words, is_file = reader.text_of(asked, value), asked.kind == FieldKind.FILE
    else:
        words = reader.text_of_question(question, value) if question else str(value)
        is_file = question is not None and question.kind == QuestionKind.FILE
    return RedactableField(
        path=path,
        label=_label(path, values, reader.call),
        words=words,
        seen=seen,
        is_text=is_written(path, questions),
        is_long="\n" in words or len(words) > _LONG_LINE,
        file=files.get(str(value)) if is_file else None,
        redaction=redaction,
        is_stale=redaction is not None and redaction.original_sha256 != seen,
    )


def _label(path: str, values: Values, call: Call) -> str:
    """Return «Етап 2: Назва етапу»: of a list also which item it is."""
    words, parts = label_of(path, call=call), path.split("/")
    if len(parts) != len(("list", "item", "field")):
        return words
    item, _colon, name = words.partition(": ")
    return f"{item} {items_of(parts[0], values).index(parts[1]) + 1}: {name}"


_ORDER = {
    (part.name if part else field.name, field.name if part else ""): place
    for place, (_section, part, field) in enumerate(all_fields())
}
_LISTS = {
    part.name: place for place, (_section, part, _field) in reversed(list(enumerate(all_fields()))) if part
}


def _place(path: str, values: Values, questions: Questions) -> tuple[int, int, int]:
    """Where the answer stands in the form: of a list's answers those of one item stand together."""
    head, *rest = path.split("/")
    if head == OWN_QUESTIONS:
        # Before the declarations, as in the form.
        return len(_ORDER), list(questions).index(rest[0]) if rest[0] in questions else len(questions), 0
    if len(rest) > 1:
        return _LISTS.get(head, 0), items_of(head, values).index(rest[0]), _ORDER.get((head, rest[1]), 0)
    return _ORDER.get((head, ""), 0), 0, 0
