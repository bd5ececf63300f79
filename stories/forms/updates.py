"""The form by which a community's officer tells what is new in its story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from stories.domain.proposed_figures import Figure, NewFigure, check_figure, figures_of
from stories.domain.story_updates import checked_course, month_of
from stories.enums import CourseChange, Qualifier
from stories.errors import UpdateRefused
from stories.fields import MonthFormField, NumberFormField
from stories.models import StoryPage, StoryUpdate
from stories.models.updates import TEXT_LENGTH
from stories.text.cells import plain


class LinesField(forms.CharField):
    """A text of several lines. A line's end counts as one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "").strip()


@dataclass(frozen=True)
class FigureFields:
    """A figure as the story has it, with the fields for what it is now."""

    figure: Figure
    value: BoundField
    qualifier: BoundField
    as_of: BoundField

    @property
    def is_open(self) -> bool:
        """Whether something is given or wrong."""
        fields = (self.value, self.qualifier, self.as_of)
        return any(field.errors for field in fields) or bool(self.value.value() or self.as_of.value())


class UpdateForm(forms.Form):
    """What is new. Everything may stay empty but not all; `proposed` is what waits for an editor already."""

    text = LinesField(
        label=_("What is new"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What has happened since the story was published: results, events, new partners, what has come to an end."
        ),
    )  # fmt: skip
    course = forms.ChoiceField(
        label=_("Does the work go on?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("leave it as the story has it")), *CourseChange.choices],
    )  # fmt: skip
    end_month = MonthFormField(
        label=_("Last month of the work"), required=False, help_text=_("Only if the work has ended.")
    )
    correction = LinesField(
        label=_("What is wrong in the story"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Which name, number or date is wrong, and what is right. Only the editors read this."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, story: StoryPage, proposed: StoryUpdate | None, at: datetime
    ) -> None:
        super().__init__(data, initial=_initial(proposed))
        self.story, self.this_month = story, month_of(at)
        self.figures = figures_of(story)
        given = {row.block: row for row in proposed.figures.all()} if proposed else {}
        for figure in self.figures:
            known = given.get(figure.block)
            self.fields.update(_figure_fields(figure))
            if known:
                self.initial.update(
                    {
                        f"value-{figure.block}": known.value.normalize(),
                        f"qualifier-{figure.block}": known.qualifier,
                        f"as_of-{figure.block}": known.as_of,
                    }
                )

    def figure_fields(self) -> Iterator[FigureFields]:
        """Each figure with its fields, in the story's order."""
        for figure in self.figures:
            value, qualifier, as_of = (
                self[f"{name}-{figure.block}"] for name in ("value", "qualifier", "as_of")
            )
            yield FigureFields(figure, value, qualifier, as_of)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["figures"] = [new for figure in self.figures if (new := self._new_figure(figure)) is not None]
        if not {"course", "end_month"} & self.errors.keys():
            try:
                checked_course(
                    self.story, cleaned["course"], cleaned["end_month"], this_month=self.this_month
                )
            except UpdateRefused as refusal:
                self.add_error("end_month", str(refusal))
        return cleaned

    def _new_figure(self, figure: Figure) -> NewFigure | None:
        names = [f"{name}-{figure.block}" for name in ("value", "qualifier", "as_of")]
        if any(name in self.errors for name in names):
            return None
        value, qualifier, as_of = (self.cleaned_data[name] for name in names)
        if value is None:
            if as_of is not None:
                self.add_error(names[0], _("Give the figure of this month, or empty the month."))
            return None
        if as_of is None:
            self.add_error(names[2], _("Give the month that the figure is of."))
            return None
        new = NewFigure(block=figure.block, value=value, qualifier=qualifier, as_of=as_of)
        try:
            check_figure(new, figure, this_month=self.this_month)
        except UpdateRefused as refusal:
            self.add_error(names[2], str(refusal))
            return None
        return new


def _figure_fields(figure: Figure) -> dict[str, forms.Field]:
    return {
        f"value-{figure.block}": NumberFormField(
            label=_("New figure"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        ),
        f"qualifier-{figure.block}": forms.ChoiceField(
            label=_("How exact"), choices=Qualifier.choices, initial=figure.qualifier
        ),
        f"as_of-{figure.block}": MonthFormField(label=_("As of which month"), required=False),
    }  # fmt: skip


def _initial(proposed: StoryUpdate | None) -> dict[str, Any]:
    if proposed is None:
        return {}
    return {name: getattr(proposed, name) for name in ("text", "correction", "course", "end_month")}
