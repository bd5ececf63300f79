"""What an application still lacks: every gap, with its place in the form and a sentence that says what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.answer_fields import form_field
from contest.domain.content import without_removed
from contest.domain.form_fields import (
    CONDITIONS,
    OWN_QUESTIONS,
    SECTIONS,
    Field,
    FieldKind,
    ItemList,
    all_fields,
    items_of,
)
from contest.domain.question_fields import field_of
from contest.domain.words import count_words
from contest.enums import QuestionKind, Section
from contest.models import Application, Call, CallCategory, Question
from stories.models import Community

Values = dict[str, Any]


@dataclass(frozen=True)
class Gap:
    """Something that must be filled in or put right; `path` is the field to go to, "" for a section as a whole."""

    section: Section
    path: str
    label: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.section.label} · {self.label}: {self.sentence}"


@dataclass(frozen=True)
class Known:
    """What answers may name, asked once: the files that arrived, the communities that there are."""

    files: frozenset[str]
    communities: frozenset[str]


def gaps_of(application: Application, *, values: Values | None = None) -> list[Gap]:
    """Return every gap in the order of the form, in the active language. `values` stand in for what is saved."""
    call = application.call
    values = without_removed(application.answers.values_by_path() if values is None else values)
    known = Known(
        frozenset(str(key) for key in application.files.values_list("public_id", flat=True)),
        _communities(values),
    )
    gaps = [
        *_conditions(call, values),
        *(
            gap
            for group in SECTIONS
            for gap in _section(group.section, group.parts, values, call=call, known=known)
        ),
        *_period(values),
        *_questions(application, values, files=known.files),
        *_words(application, values),
    ]
    order = list(Section)
    return sorted(gaps, key=lambda gap: order.index(gap.section))


def words_of(values: Values) -> int:
    """Return how many words the story has, counted over the fields that the category's limit is about."""
    counted = {
        (part.name if part else "", field.name)
        for _section, part, field in all_fields()
        if field.counts_words
    }
    total = 0
    for path, value in without_removed(values).items():
        head, _slash, rest = path.partition("/")
        key = (head, rest.partition("/")[2]) if rest else ("", head)
        if key in counted and isinstance(value, str):
            total += count_words(value)
    return total


def _section(
    section: Section, parts: Iterable[Field | ItemList], values: Values, *, call: Call, known: Known
) -> Iterator[Gap]:
    for part in parts:
        if isinstance(part, Field):
            yield from _field(section, part, part.name, values.get(part.name), call=call, known=known)
            continue
        items = items_of(part.name, values)
        if not part.least <= len(items) <= part.most:
            sentence = _("There may be from %(least)s to %(most)s; there are %(count)s.")
            told = sentence % {"least": part.least, "most": part.most, "count": len(items)}
            yield Gap(section, part.name, str(part.label), told)
        for place, item in enumerate(items, 1):
            for field in part.fields:
                path = f"{part.name}/{item}/{field.name}"
                found = _field(section, field, path, values.get(path), call=call, known=known)
                for gap in found:
                    yield Gap(section, path, f"{part.item} {place}, {gap.label}", gap.sentence)


def _field(
    section: Section, field: Field, path: str, value: Any, *, call: Call, known: Known
) -> Iterator[Gap]:
    try:
        _require_shape(value, several=field.kind == FieldKind.CHOICES)
        form_field(field, call=call, communities=known.communities).clean(value)
    except ValidationError as error:
        yield Gap(section, path, str(field.label), " ".join(error.messages))
    else:
        if field.kind == FieldKind.FILE and value and value not in known.files:
            yield Gap(section, path, str(field.label), _("The file did not arrive. Choose it again."))


def _communities(values: Values) -> frozenset[str]:
    named = {str(value) for path, value in values.items() if path.rpartition("/")[2] == "community"}
    return frozenset(Community.objects.filter(code__in=named).values_list("code", flat=True))


def _require_shape(value: Any, *, several: bool) -> None:
    # Fields judge what a browser sends. A list where one text belongs is made by hand, and would break some of them.
    if value and isinstance(value, list) != several:
        raise ValidationError(_("This is no answer to the question. Answer it again."))


def _period(values: Values) -> Iterator[Gap]:
    start, end, ongoing = (
        _month(values.get("start")),
        _month(values.get("end")),
        values.get("ongoing") == "yes",
    )
    label = _("When it ended")
    if ongoing and end:
        yield Gap(
            Section.ABOUT, "end", label, _("The work goes on, so it has no end yet. Empty one of the two.")
        )
    elif not ongoing and not values.get("end"):
        yield Gap(Section.ABOUT, "end", label, _("Say when the work ended, or tick that it goes on."))
    elif start and end and end < start:
        yield Gap(
            Section.ABOUT, "end", label, _("The work ends before it starts. Correct one of the two months.")
        )


def _month(value: Any) -> date | None:
    from_field = form_field(Field("month", FieldKind.MONTH, ""), call=None)  # type: ignore[arg-type]
    from_field.required = False
    try:
        month: date | None = from_field.clean(value if isinstance(value, str) else "")
    except ValidationError:
        return None
    return month


def _conditions(call: Call, values: Values) -> Iterator[Gap]:
    for question in call.eligibility_questions.all():
        path = f"{CONDITIONS}/{question.pk}"
        answer = values.get(path)
        if not answer:
            yield Gap(Section.ABOUT, path, question.text, _("Answer this condition of taking part."))
        elif answer != question.eligible_answer:
            yield Gap(Section.ABOUT, path, question.text, question.reason)


def asked_questions(call: Call, values: Values, *, category_id: int | None) -> list[Question]:
    """Return the call's own questions that the category and the other answers ask for, in their order."""
    shown: dict[str, Any] = {}
    asked = []
    for question in call.questions.all():
        limited = {category.pk for category in question.categories.all()}
        if limited and category_id not in limited:
            continue
        if question.shown_if_question:
            answer = shown.get(question.shown_if_question)
            if question.shown_if_value not in (answer if isinstance(answer, list) else [answer]):
                continue
        shown[question.code] = values.get(f"{OWN_QUESTIONS}/{question.code}")
        asked.append(question)
    return asked


def _questions(application: Application, values: Values, *, files: frozenset[str]) -> Iterator[Gap]:
    for question in asked_questions(application.call, values, category_id=application.category_id):
        path = f"{OWN_QUESTIONS}/{question.code}"
        value = values.get(path)
        try:
            _require_shape(value, several=question.kind == QuestionKind.CHOICES)
            if question.kind == QuestionKind.FILE:
                _file_answer(question, value, files=files)
            else:
                field_of(question).clean(value)
        except ValidationError as error:
            yield Gap(Section.QUESTIONS, path, question.label, " ".join(error.messages))


def _file_answer(question: Question, value: Any, *, files: frozenset[str]) -> None:
    if question.required and not value:
        raise ValidationError(_("Choose a file."))
    if value and value not in files:
        raise ValidationError(_("The file did not arrive. Choose it again."))


def _words(application: Application, values: Values) -> Iterator[Gap]:
    row = CallCategory.objects.filter(call=application.call, category=application.category).first()
    if row is None:
        return
    words, label = words_of(values), _("Length of the story")
    if row.max_words and words > row.max_words:
        sentence = ngettext(
            "At most %(limit)s word; there are %(words)s.",
            "At most %(limit)s words; there are %(words)s.",
            row.max_words,
        )
        yield Gap(Section.STORY, "solution", label, sentence % {"limit": row.max_words, "words": words})
    elif row.min_words and words < row.min_words:
        sentence = ngettext(
            "At least %(limit)s word; there are %(words)s.",
            "At least %(limit)s words; there are %(words)s.",
            row.min_words,
        )
        yield Gap(Section.STORY, "solution", label, sentence % {"limit": row.min_words, "words": words})
