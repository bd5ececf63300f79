"""The editors' form of a call."""

from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from contest.domain.calls import what_is_missing
from contest.domain.changes import refused_changes
from contest.enums import TimeZone
from contest.forms.zoned import ZonedDateTimeField
from contest.models import Call, Question
from contest.models.call import DATES
from contest.models.conditions import answer_named, condition_faults
from contest.models.questions import code_of
from stories.models import Edition


class CallForm(WagtailAdminModelForm):
    """A draft may be incomplete, as long as it contradicts nothing; what becomes public must be whole.

    Once applications are open, what people rely on stays, in a draft as well: one that could not be published is no help.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self._zone()
        for name in DATES:
            if name in self.fields:
                self.fields[name] = zoned(self.fields[name], zone=zone)
        if "edition" in self.fields:
            taken = Call.objects.exclude(pk=self.instance.pk).values("edition")
            self.fields["edition"].queryset = Edition.objects.exclude(pk__in=taken)

    def _zone(self) -> ZoneInfo:
        """The zone that is being sent, so that it and the hours are always read together."""
        name = self.data.get(self.add_prefix("time_zone")) if self.is_bound else self.instance.time_zone
        return ZoneInfo(name if name in TimeZone.values else TimeZone.KYIV)

    def is_valid(self) -> bool:
        """Look at the rows together once each by itself is right."""
        if not super().is_valid():
            return False
        if not hasattr(self, "_looked_together"):
            self._looked_together = True
            self._look_together()
        return not self.errors and self.has_only_good_rows()

    def _look_together(self) -> None:
        self._give_codes()
        rows = self._rows("questions")
        draft = self.save(commit=False)
        questions = [form.instance for form in rows]
        for question in questions:
            question.shown_if_value = value_awaited(question, questions)
        faults = condition_faults(questions)
        for question, field, sentence in faults:
            next(form for form in rows if form.instance is question).add_error(field, sentence)
        self._check_scales()
        public = Call.objects.filter(pk=draft.pk, live=True).first() if draft.pk else None
        if public and (refused := refused_changes(public, draft, at=timezone.now())):
            self.add_error(None, refused)
        if (
            not self.is_deferred_validation
            and not faults
            and self.has_only_good_rows()
            and (missing := what_is_missing(draft))
        ):
            self.add_error(None, missing)

    def _rows(self, relation: str) -> list[Any]:
        """The forms of a relation's rows that stay, in the order in which they were put."""
        return list(self.formsets[relation].ordered_forms) if relation in self.formsets else []

    def has_only_good_rows(self) -> bool:
        return all(formset.is_valid() for formset in self.formsets.values())

    def _check_scales(self) -> None:
        """A meaning belongs to a score of the scale as it is being sent, not as it was stored."""
        for form in self._rows("criteria"):
            for step in form.formsets["steps"].forms:
                score = step.cleaned_data.get("score")
                if (
                    score is not None
                    and not form.instance.has_score(score)
                    and not step.cleaned_data.get("DELETE")
                ):
                    step.add_error("score", _("The score lies outside the scale of the criterion."))

    def _give_codes(self) -> None:
        """A code made from the words must not clash with another; one that was given stays."""
        for form in self._rows("questions"):
            give_codes([option.instance for option in form.formsets["options"].ordered_forms])
        given = [form for form in self._rows("questions") if form.cleaned_data.get("code")]
        taken = {form.instance.code for form in given}
        for form in self._rows("questions"):
            if form not in given:
                form.instance.code = free_code(form.instance, taken=taken)
                taken.add(form.instance.code)


def value_awaited(question: Question, questions: list[Question]) -> str:
    """Return the value of the answer that the question waits for, which a person may have named by its words."""
    for other in questions:
        if question.shown_if_question and other.code == question.shown_if_question:
            return answer_named(other, question.shown_if_value)
    return question.shown_if_value


def zoned(field: forms.Field, *, zone: ZoneInfo) -> ZonedDateTimeField:
    """Return the field, reading and showing its hours in the zone."""
    made = ZonedDateTimeField(
        required=field.required, widget=field.widget, label=field.label, help_text=field.help_text,
        error_messages={"invalid": _("Give the date and the hour, for example 2026-12-31 18:00.")},
    )  # fmt: skip
    made.zone = zone
    return made


def give_codes(rows: list[Any]) -> None:
    """Give each row without a stored code one of its own; rows that are stored keep theirs, which answers refer to."""
    taken = {row.code for row in rows if row.pk and row.code}
    for row in rows:
        if not row.pk:
            row.code = free_code(row, taken=taken)
            taken.add(row.code)


def free_code(row: Any, *, taken: set[str]) -> str:
    """Return a code from the row's words that is not taken."""
    base = code_of(row.label_en or row.label_uk)[:36]
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(code for code in candidates if code not in taken)
