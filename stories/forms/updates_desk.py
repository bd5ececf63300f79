"""What an editor decides on an update, and whom they invite to send updates."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.enums import Language
from stories.models import StoryUpdate
from stories.models.updates import TEXT_LENGTH

ACCEPT, DECLINE = "accept", "decline"


class DecisionForm(forms.Form):
    """The words as readers will see them, what else is taken of the update, and a word to the officer."""

    text_uk = forms.CharField(
        label=gettext_lazy("For readers, in Ukrainian"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    text_en = forms.CharField(
        label=gettext_lazy("For readers, in English"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Left empty, it waits for the translators."),
    )  # fmt: skip
    blocks = forms.MultipleChoiceField(
        label=gettext_lazy("Figures to take"), required=False, widget=forms.CheckboxSelectMultiple
    )
    takes_course = forms.BooleanField(
        label=gettext_lazy("Take over whether the work goes on"), required=False
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the officer"), required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes with the letter that tells of your decision. If you take nothing, say why."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, update: StoryUpdate, figures: list[tuple[str, str]]) -> None:
        initial = {
            f"text_{update.language}": update.text,
            "blocks": [block for block, _label in figures],
            "takes_course": bool(update.course),
        }
        super().__init__(data, initial=initial)
        cast("forms.MultipleChoiceField", self.fields["blocks"]).choices = figures
        if not figures:
            del self.fields["blocks"]
        if not update.course:
            del self.fields["takes_course"]

    def texts(self) -> dict[str, str]:
        """The words by language."""
        return {code: self.cleaned_data[f"text_{code}"].strip() for code in Language.values}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("action") == DECLINE and not cleaned.get("answer", "").strip():
            self.add_error("answer", _("Say to the officer why nothing is taken."))
        return cleaned


class OfficerForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "Of somebody who speaks for the community. The link in the letter is theirs alone and holds for a year."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=Language.choices)
