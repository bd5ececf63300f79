"""Forms of the jury's deliberation: the secretariat's and the jurors' own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contest.domain.discussion import LONGEST_NOTE
from contest.enums import OUTCOMES_OF_AWARDS, MotionOutcome, VoteChoice
from contest.models import Application
from stories.models import Category

_LONGEST_REASON = 4_000
MOST_SHORTLISTED = 1_000


class TieForm(forms.Form):
    """The chair's order of tied applications, each with its number, and the minutes of why."""

    minutes = forms.CharField(
        label=gettext_lazy("Minutes"), max_length=_LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Why the chair put them into this order. They stay in the office; the protocol holds their hash."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entries = entries
        numbers = [(str(number), str(number)) for number in range(1, len(entries) + 1)]
        for position, entry in enumerate(entries):
            self.fields[f"place_{position}"] = forms.ChoiceField(
                label=_("Order of %(entry)s") % {"entry": entry}, choices=numbers, initial=str(position + 1)
            )
        self.order_fields([f"place_{position}" for position in range(len(entries))])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        places = [cleaned.get(f"place_{position}") for position in range(len(self._entries))]
        if len(set(places)) < len(places):
            raise forms.ValidationError(_("Give each application a number of its own."))
        return cleaned

    def order(self) -> list[str]:
        """Return the entries, the best first."""
        place = {entry: int(self.cleaned_data[f"place_{at}"]) for at, entry in enumerate(self._entries)}
        return sorted(self._entries, key=lambda entry: place[entry])


class ShortlistForm(forms.Form):
    """How many of a category's best go on the shortlist."""

    category = forms.ChoiceField(label=gettext_lazy("Category"))
    number = forms.IntegerField(
        label=gettext_lazy("So many places"), min_value=1, max_value=MOST_SHORTLISTED, initial=10,
        help_text=gettext_lazy(
            "Whoever shares the last of these places comes along. Applicants learn it when results are released."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, categories: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.choices = categories


class UnshortlistForm(forms.Form):
    """Which application leaves the shortlist, and why."""

    entry = forms.ChoiceField(label=gettext_lazy("Application"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=_LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stays in the application's history; the protocol holds its hash."),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.choices = [(entry, entry) for entry in entries]


class DeclaringForm(forms.Form):
    """What the person saw when they declare, and why a declared result changes."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        required=False, max_length=_LONGEST_REASON, label=gettext_lazy("Why the declared result changes"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stays in the history of each application whose result changes."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]


class EntryField(forms.ModelChoiceField):
    """An application by its reference; its title too where jurors may see who applies."""

    blind = True

    def label_from_instance(self, row: Application) -> str:
        return str(row.reference) if self.blind else f"{row.reference} — {row.title}"


class MotionForm(forms.Form):
    """What a juror moves."""

    application = EntryField(
        queryset=None, required=False, label=gettext_lazy("Application"), empty_label=gettext_lazy("— choose —"),
        help_text=gettext_lazy("None where nobody is to get a special award."),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=gettext_lazy("Let it be"), choices=MotionOutcome.choices)
    award: Any = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Special award"), empty_label="—",
        help_text=gettext_lazy("Only for a motion about a special award."),
    )  # fmt: skip
    reason = forms.CharField(
        required=False, max_length=_LONGEST_REASON, label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where the motion differs from the ranking. The protocol holds its hash."),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Any, awards: Any, blind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["application"].queryset, fields["application"].blind = entries, blind
        if awards:
            fields["award"].queryset = Category.objects.filter(pk__in=[award.pk for award in awards])
        else:
            del self.fields["award"]
            fields["outcome"].choices = [
                choice for choice in MotionOutcome.choices if choice[0] not in OUTCOMES_OF_AWARDS
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome == MotionOutcome.NOT_GIVEN:
            cleaned["application"] = None
        elif "application" not in self.errors and not cleaned.get("application"):
            self.add_error("application", _("Name the application."))
        if outcome not in OUTCOMES_OF_AWARDS:
            cleaned["award"] = None
        elif not cleaned.get("award"):
            self.add_error("award", _("Name the special award."))
        return cleaned


class MotionKeyForm(forms.Form):
    """Which motion a button is about."""

    motion = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class VoteForm(MotionKeyForm):
    """A vote on a motion."""

    choice = forms.ChoiceField(choices=VoteChoice.choices)


class NoteForm(forms.Form):
    """What a juror says in the discussion, about one application or about a category."""

    category: Any = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Category"), empty_label=None, to_field_name="slug"
    )
    about = EntryField(
        queryset=None, required=False, label=pgettext_lazy("note", "About"),
        empty_label=gettext_lazy("the category as a whole"),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The jurors of the category and the secretariat read it. It cannot be changed."),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Any, categories: Any, blind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["about"].queryset, fields["about"].blind = entries, blind
        fields["category"].queryset = categories

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        about, category = cleaned.get("about"), cleaned.get("category")
        if about and category and about.category_id != category.pk:
            # Whoever names an application means its category.
            cleaned["category"] = about.category
        return cleaned
