"""Two texts for one field, side by side, for the person who must choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain.answers import Conflict
from contest.domain.field_labels import label_of
from contest.domain.form_fields import OWN_QUESTIONS, FieldKind, field_at
from contest.domain.moments import Moment, moment_of
from contest.domain.reading import AnswerReader, yes_or_no
from contest.models import Call


@dataclass(frozen=True)
class ConflictOnPage:
    """A field with one's own text and the one that somebody else has saved meanwhile, both in words."""

    path: str
    label: str
    yours: str
    theirs: str
    sent: tuple[str, ...]
    base: str
    by_name: str
    moment: Moment
    merges: bool
    is_line: bool

    @property
    def both(self) -> str:
        """A beginning for a text of one's own from both."""
        between = " " if self.is_line else "\n\n"
        return f"{self.theirs}{between}{self.yours}"


def conflicts_on_page(conflicts: Sequence[Conflict], *, call: Call) -> list[ConflictOnPage]:
    """Return the conflicts in words of the active language."""
    codes = {str(value) for conflict in conflicts for value in (conflict.yours, conflict.theirs)}
    reader = AnswerReader(call, communities=codes)
    shown = []
    for conflict in conflicts:
        field = field_at(conflict.path)
        shown.append(
            ConflictOnPage(
                path=conflict.path,
                label=label_of(conflict.path, call=call),
                yours=_words(conflict.path, conflict.yours, reader=reader),
                theirs=_words(conflict.path, conflict.theirs, reader=reader),
                sent=tuple(conflict.yours) if isinstance(conflict.yours, list) else (conflict.yours,),
                base=str(conflict.version),
                by_name=conflict.by_name,
                moment=moment_of(conflict.at, zone=call.zone),
                merges=field is not None and field.kind in {FieldKind.LINE, FieldKind.TEXT},
                is_line=field is not None and field.kind == FieldKind.LINE,
            )
        )
    return shown


def _words(path: str, value: Any, *, reader: AnswerReader) -> str:
    field, (head, _slash, code) = field_at(path), path.partition("/")
    if field:
        return reader.text_of(field, value)
    question = next((row for row in reader.questions if head == OWN_QUESTIONS and row.code == code), None)
    return reader.text_of_question(question, value) if question else yes_or_no(value)
