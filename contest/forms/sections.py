"""A section of the form as its page shows it: every field with what stands in it, right or wrong, and its sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from contest.domain.answer_fields import form_field
from contest.domain.checking import Gap, asked_questions
from contest.domain.form_fields import (
    CONDITIONS,
    OWN_QUESTIONS,
    Field,
    FieldKind,
    ItemList,
    items_of,
    parts_of,
)
from contest.domain.items import removed_items
from contest.domain.question_fields import field_of
from contest.domain.words import count_words
from contest.enums import FileKind, QuestionKind, Section, YesNo
from contest.forms.posted_answers import as_shown, base_of
from contest.models import Application
from stories.models import Community

Values = Mapping[str, Any]
# Up to so many characters a text says how many it may have.
SHORT_TEXT = 500
MOST_FOUND = 20
BLANK = "__item__"


@dataclass(frozen=True)
class FieldOnPage:
    """A field as the page shows it; `shape` names its template."""

    path: str
    shape: str
    bound: BoundField
    base: str
    value: Any
    is_required: bool = False
    errors: tuple[str, ...] = ()
    words: int | None = None
    most: int | None = None
    chosen: str = ""
    found: tuple[Community, ...] | None = None
    searched: str = ""
    file_kind: str = ""
    shown_if: str = ""
    shown_if_value: str = ""
    is_asked: bool = True
    # Whether what stands in it is what the server keeps.
    is_kept: bool = True

    @property
    def widget(self) -> SafeString:
        """The input itself, tied to its help, its counter and its errors."""
        attrs: dict[str, str | bool] = {"aria-describedby": self.described_by} if self.described_by else {}
        if self.errors:
            attrs["aria-invalid"] = "true"
        return self.bound.as_widget(attrs=attrs)

    @property
    def id(self) -> str:
        return f"f-{self.path}"

    @property
    def described_by(self) -> str:
        parts = (
            ("help", self.bound.help_text), ("error", self.errors), ("words", self.words is not None or self.most),
        )  # fmt: skip
        return " ".join(f"{self.id}-{name}" for name, is_there in parts if is_there)


@dataclass(frozen=True)
class ItemOnPage:
    """An item of a list; `number` counts from one."""

    id: str
    number: int
    place: str
    base: str
    fields: tuple[FieldOnPage, ...]
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class ListOnPage:
    """A list with its items, and with those that were taken out and can be put back.

    `blank` is an item under the id BLANK, from which the script of the page makes new ones.
    """

    part: ItemList
    blank: ItemOnPage
    items: tuple[ItemOnPage, ...]
    removed: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        return True

    @property
    def is_full(self) -> bool:
        return len(self.items) >= self.part.most


@dataclass
class SectionPage:
    """What a section's page is made from. `typed` are texts that could not be kept; they stand in place of the kept ones."""

    application: Application
    section: Section
    kept: Values
    versions: Mapping[str, int]
    gaps: Sequence[Gap]
    searched: tuple[str, str] | None = None
    typed: Values = field(default_factory=dict)
    values: Values = field(init=False)
    form: forms.Form = field(init=False)

    def __post_init__(self) -> None:
        self.values = {**self.kept, **self.typed}
        self.form = forms.Form(auto_id="f-%s", use_required_attribute=False)
        self._errors: dict[str, list[str]] = {}
        for gap in self.gaps:
            self._errors.setdefault(gap.path, []).append(gap.sentence)
        codes = {str(value) for path, value in self.values.items() if path.rpartition("/")[2] == "community"}
        rows = Community.objects.filter(code__in=codes - {""}).select_related("region")
        self._communities = {row.code: str(row) for row in rows} if self.section == Section.ABOUT else {}

    @property
    def parts(self) -> list[FieldOnPage | ListOnPage]:
        """The section's fields and lists in their order, with the conditions of taking part before all else."""
        made: list[FieldOnPage | ListOnPage] = []
        if self.section == Section.ABOUT:
            made.extend(self._conditions())
        if self.section == Section.QUESTIONS:
            made.extend(self._questions())
        made.extend(
            self._field(part, part.name) if isinstance(part, Field) else self._list(part)
            for part in parts_of(self.section)
        )
        return made

    def _list(self, part: ItemList) -> ListOnPage:
        ids = items_of(part.name, dict(self.values))
        items = tuple(
            self._item(part, item, number, is_first=number == 1, is_last=number == len(ids))
            for number, item in enumerate(ids, 1)
        )
        removed = tuple((item, self._name_of(part, item)) for item in removed_items(part, dict(self.values)))
        blank = self._item(part, BLANK, 0)
        return ListOnPage(part, blank, items, removed, tuple(self._errors.get(part.name, ())))

    def _item(self, part: ItemList, item: str, number: int, **stands: bool) -> ItemOnPage:
        path = f"{part.name}/{item}"
        fields = tuple(self._field(field, f"{path}/{field.name}", part=part) for field in part.fields)
        return ItemOnPage(item, number, str(self.values.get(path, "")), self._base(path), fields, **stands)

    def _name_of(self, part: ItemList, item: str) -> str:
        """The first words in an item, by which it is known again."""
        texts = (self.values.get(f"{part.name}/{item}/{field.name}") for field in part.fields if
                 field.kind in {FieldKind.LINE, FieldKind.TEXT, FieldKind.LINK, FieldKind.NUMBER})  # fmt: skip
        return next((str(text)[:60] for text in texts if text), str(part.item))

    def _field(self, field: Field, path: str, *, part: ItemList | None = None) -> FieldOnPage:
        several = field.kind == FieldKind.CHOICES
        bound = self._bind(path, form_field(field, call=self.application.call), several=several)
        value = self.values.get(path, "")
        extra: dict[str, Any] = {}
        if field.counts_words:
            extra["words"] = count_words(value) if isinstance(value, str) else 0
        elif field.kind == FieldKind.TEXT and field.most <= SHORT_TEXT:
            extra["most"] = field.most
        if field.kind == FieldKind.COMMUNITY:
            extra |= self._community(path, value)
        if field.kind == FieldKind.FILE:
            extra["file_kind"] = FileKind.PHOTO if part and part.name == "photos" else FileKind.DOCUMENT
        return self._made(path, _shape_of(field), bound, is_required=field.required, **extra)

    def _community(self, path: str, value: Any) -> dict[str, Any]:
        extra: dict[str, Any] = {"chosen": self._communities.get(str(value), "")}
        if self.searched and self.searched[0] == path:
            rows = Community.objects.named_like(self.searched[1]).select_related("region")
            extra["found"] = tuple(rows.prefetch_related("aliases")[:MOST_FOUND])
            extra["searched"] = self.searched[1]
        return extra

    def _conditions(self) -> Iterator[FieldOnPage]:
        for question in self.application.call.eligibility_questions.all():
            path = f"{CONDITIONS}/{question.pk}"
            made = forms.ChoiceField(
                label=question.text, help_text=question.help, choices=YesNo.choices, widget=forms.RadioSelect
            )
            yield self._made(path, "options", self._bind(path, made), is_required=True)

    def _questions(self) -> Iterator[FieldOnPage]:
        call, category = self.application.call, self.application.category_id
        asked = {row.code for row in asked_questions(call, dict(self.values), category_id=category)}
        for question in call.questions.all():
            limited = {row.pk for row in question.categories.all()}
            if limited and category not in limited:
                continue
            path = f"{OWN_QUESTIONS}/{question.code}"
            bound = self._bind(path, field_of(question), several=question.kind == QuestionKind.CHOICES)
            value = self.values.get(path, "")
            extra: dict[str, Any] = {"is_asked": question.code in asked}
            if question.shown_if_question:
                extra |= {
                    "shown_if": f"{OWN_QUESTIONS}/{question.shown_if_question}",
                    "shown_if_value": question.shown_if_value,
                }
            if question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT} and (
                question.min_words or question.max_words
            ):
                extra["words"] = count_words(value) if isinstance(value, str) else 0
            if question.kind == QuestionKind.FILE:
                extra["file_kind"] = FileKind.DOCUMENT
            yield self._made(
                path,
                _SHAPES_OF_QUESTIONS.get(question.kind, "input"),
                bound,
                is_required=question.required,
                **extra,
            )

    def _bind(self, path: str, made: forms.Field, *, several: bool = False) -> BoundField:
        # A browser would cut off what is pasted; here it is kept, and told to be too long.
        made.widget.attrs.pop("maxlength", None)
        made.initial = as_shown(self.values.get(path, ""), several=several)
        self.form.fields[path] = made
        return self.form[path]

    def _made(
        self, path: str, shape: str, bound: BoundField, *, is_required: bool, **extra: Any
    ) -> FieldOnPage:
        value = self.values.get(path, "")
        errors = tuple(self._errors.get(path, ()))
        is_kept = path not in self.typed
        return FieldOnPage(
            path, shape, bound, self._base(path), value, is_required, errors, is_kept=is_kept, **extra
        )

    def _base(self, path: str) -> str:
        return base_of(self.kept.get(path, ""), self.versions.get(path, 0))


def _shape_of(field: Field) -> str:
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return (
            "options"
            if field.kind == FieldKind.CHOICES or field.vocabulary in {"category", "consent"}
            else "input"
        )
    return {FieldKind.YES: "tick", FieldKind.COMMUNITY: "community", FieldKind.FILE: "file"}.get(
        field.kind, "input"
    )


_SHAPES_OF_QUESTIONS: dict[str, str] = {
    QuestionKind.CHOICE: "options",
    QuestionKind.CHOICES: "options",
    QuestionKind.YES_NO: "options",
    QuestionKind.FILE: "file",
}
