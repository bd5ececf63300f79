"""An application's answers in words: values of vocabularies by name, months and places spelt out, section by section."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from contest.domain.content import REMOVED
from contest.domain.form_fields import (
    CONDITIONS,
    OWN_QUESTIONS,
    SECTIONS,
    Field,
    FieldKind,
    ItemList,
    items_of,
)
from contest.domain.question_fields import options_of
from contest.domain.vocabularies import choices_of
from contest.domain.words import count_words
from contest.enums import OPTION_KINDS, QuestionKind, Section, YesNo
from contest.models import ApplicationFile, Call, Question
from stories.models import Community
from stories.text.periods import format_month

Values = dict[str, Any]


@dataclass(frozen=True)
class Answered:
    """A question with its answer; `words` only where words are counted.

    `name` is that of the form's field, empty for what the call asks by itself.
    """

    label: str
    text: str
    name: str = ""
    is_long: bool = False
    is_link: bool = False
    words: int | None = None


@dataclass(frozen=True)
class Row(Answered):
    """One as its own people and the desk read it; `file` where the answer is one."""

    file: ApplicationFile | None = None


@dataclass(frozen=True)
class Item:
    """An item of a list: «Етап 2». `part` is the list."""

    label: str
    rows: list[Row]
    part: ItemList


@dataclass
class Passage:
    """A section as it is read: single answers and lists in the order of the form."""

    section: Section
    rows: list[Row] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


class AnswerReader:
    """Reads answers to a call's form in the active language. One reader serves any number of applications.

    `communities` are the codes that will be asked for, all if it isn't known. `for_others` names fields as those are told
    who didn't write the answers.
    """

    def __init__(
        self, call: Call, *, communities: Iterable[str] | None = None, for_others: bool = False
    ) -> None:
        self.call = call
        self._for_others = for_others
        self._codes = communities
        self._choices: dict[str, dict[str, str]] = {}

    @cached_property
    def conditions(self) -> list[Any]:
        return list(self.call.eligibility_questions.all())

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.call.questions.prefetch_related("options"))

    @cached_property
    def _communities(self) -> dict[str, str]:
        rows = Community.objects.select_related("region")
        if self._codes is not None:
            rows = rows.filter(code__in=list(self._codes))
        return {row.code: str(row) for row in rows}

    def passages(self, values: Values, *, files: Iterable[ApplicationFile] = ()) -> list[Passage]:
        """Return what was answered, without sections and fields that stand empty."""
        kept = {str(row.public_id): row for row in files}
        read = [self._passage(group.section, group.parts, values, kept) for group in SECTIONS]
        read[0].rows[:0] = self._condition_rows(values)
        read.insert(-1, Passage(Section.QUESTIONS, rows=self._question_rows(values, kept)))
        return [passage for passage in read if passage.rows or passage.items]

    def text_of(self, asked: Field, value: Any) -> str:
        """Return the answer to a field of the form in words; one that fits no vocabulary as it stands."""
        if value == REMOVED:
            return _("removed: the time for keeping it has passed")
        if asked.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
            names = self._names(asked.vocabulary)
            return "; ".join(names.get(part, part) for part in _parts(value))
        if asked.kind == FieldKind.COMMUNITY:
            return self._communities.get(str(value), str(value))
        if asked.kind == FieldKind.MONTH:
            return month_in_words(str(value))
        if asked.kind == FieldKind.YES:
            return str(YesNo.YES.label) if value == "yes" else ""
        return "; ".join(_parts(value))

    def text_of_question(self, question: Question, value: Any) -> str:
        """Return the answer to a question of the call's own in words."""
        if value == REMOVED:
            return _("removed: the time for keeping it has passed")
        if question.kind in OPTION_KINDS:
            names = dict(options_of(question))
            return "; ".join(names.get(part, part) for part in _parts(value))
        if question.kind == QuestionKind.YES_NO:
            return yes_or_no(value)
        return "; ".join(_parts(value))

    def _names(self, vocabulary: str) -> dict[str, str]:
        if vocabulary not in self._choices:
            self._choices[vocabulary] = dict(choices_of(vocabulary, call=self.call))
        return self._choices[vocabulary]

    def _passage(
        self, section: Section, parts: Iterable[Field | ItemList], values: Values, files: dict[str, ApplicationFile]
    ) -> Passage:  # fmt: skip
        passage = Passage(section)
        for part in parts:
            if isinstance(part, Field):
                passage.rows += self._rows([part], "", values, files)
                continue
            for place, item in enumerate(items_of(part.name, values), 1):
                rows = self._rows(part.fields, f"{part.name}/{item}/", values, files)
                passage.items.append(Item(f"{part.item} {place}", list(rows), part))
        return passage

    def _rows(
        self, fields: Iterable[Field], prefix: str, values: Values, files: dict[str, ApplicationFile]
    ) -> Iterator[Row]:  # fmt: skip
        for asked in fields:
            value = values.get(f"{prefix}{asked.name}")
            if value in (None, "", []):
                continue
            text = self.text_of(asked, value)
            is_lost = asked.kind == FieldKind.FILE and value != REMOVED
            yield Row(
                self._label(asked), _("the file is missing") if is_lost else text, name=asked.name,
                is_long=asked.kind == FieldKind.TEXT, is_link=asked.kind == FieldKind.LINK and is_web_address(text),
                words=count_words(text) if asked.counts_words else None,
                file=files.get(str(value)) if asked.kind == FieldKind.FILE else None,
            )  # fmt: skip

    def _label(self, asked: Field) -> str:
        return str((self._for_others and asked.told_as) or asked.label)

    def _condition_rows(self, values: Values) -> list[Row]:
        answers = ((row, values.get(f"{CONDITIONS}/{row.pk}")) for row in self.conditions)
        return [Row(row.text, yes_or_no(value)) for row, value in answers if value]

    def _question_rows(self, values: Values, files: dict[str, ApplicationFile]) -> list[Row]:
        rows = []
        for question in self.questions:
            value = values.get(f"{OWN_QUESTIONS}/{question.code}")
            if value in (None, "", []):
                continue
            is_file = question.kind == QuestionKind.FILE
            text = self.text_of_question(question, value)
            rows.append(
                Row(
                    question.label,
                    _("the file is missing") if is_file and value != REMOVED else text,
                    is_long=question.kind == QuestionKind.LONG_TEXT,
                    file=files.get(str(value)) if is_file else None,
                    is_link=question.kind == QuestionKind.LINK and is_web_address(text),
                )
            )
        return rows


def is_web_address(text: str) -> bool:
    """Whether the text may stand as a link: an answer is kept however it was typed, `javascript:` included."""
    return text.startswith(("https://", "http://")) and not any(letter.isspace() for letter in text)


def month_in_words(value: str) -> str:
    """Return «липень 2023» for 2023-07, and what is no month as it stands."""
    try:
        return format_month(date.fromisoformat(f"{value}-01"))
    except ValueError:
        return value


def yes_or_no(value: Any) -> str:
    """Return the answer to a question of yes or no in words."""
    return str(YesNo(value).label) if value in YesNo.values else str(value or "")


def _parts(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
