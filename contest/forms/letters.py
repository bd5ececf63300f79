"""The forms of the secretariat's outbox."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminAutoHeightTextInput

from contest.enums import LetterKind, LetterState
from contest.models import Call, Letter
from contest.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from stories.enums import Language


class LetterFilterSet(WagtailFilterSet):
    """By what the secretariat narrows its outbox. Several states and kinds may be chosen together."""

    call = django_filters.ModelChoiceFilter(queryset=Call.objects.with_edition(), label=_("Call"))
    state = django_filters.MultipleChoiceFilter(
        choices=LetterState.choices, label=_("State"), widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        choices=LetterKind.choices, label=_("Kind"), widget=forms.CheckboxSelectMultiple
    )
    language = django_filters.ChoiceFilter(
        choices=Language.choices, label=_("Language"), empty_label=pgettext_lazy("language", "any")
    )
    batch = django_filters.CharFilter(
        method="filter_batch", label=_("Written together"), widget=forms.HiddenInput
    )
    application = django_filters.UUIDFilter(
        field_name="application__public_id", label=_("Application"), widget=forms.HiddenInput
    )

    class Meta:
        model = Letter
        fields: list[str] = []

    def filter_batch(self, queryset: Any, _name: str, value: str) -> Any:
        """Letters of one message to several applicants."""
        return queryset.of_batch(value)


class LetterForm(forms.Form):
    """A letter before it leaves. It carries what the person saw, so that nobody writes over somebody else."""

    subject = forms.CharField(max_length=SUBJECT_LENGTH, label=_("Subject"))
    body = forms.CharField(
        max_length=BODY_LENGTH, label=_("Text"), widget=AdminAutoHeightTextInput(attrs={"rows": 14})
    )
    expected = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, letter: Letter, expected: str) -> None:
        initial = {"subject": letter.subject, "body": letter.body, "expected": expected}
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            field.widget.attrs["lang"] = letter.language
