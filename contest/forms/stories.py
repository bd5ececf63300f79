"""Forms of a result's stories: the jury's citations at the desk, and the applicant's answer to the final text."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest.domain.approvals import LONGEST_COMMENT
from contest.domain.citations import LONGEST
from contest.enums import ApprovalAnswer


class CitationForm(forms.Form):
    """What the jury says of one honour, in both languages or in none."""

    text_uk = forms.CharField(
        label=gettext_lazy("In Ukrainian"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "uk"}),
    )  # fmt: skip
    text_en = forms.CharField(
        label=gettext_lazy("In English"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("text_uk")) != bool(cleaned.get("text_en")) and not self.errors:
            missing = "text_en" if cleaned.get("text_uk") else "text_uk"
            self.add_error(missing, _("Write the text in this language too."))
        return cleaned


class ApprovalForm(forms.Form):
    """Whether the applicant agrees; who wants something changed says what."""

    comment = forms.CharField(
        label=gettext_lazy("What should be otherwise"), max_length=LONGEST_COMMENT, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "For example: which name, number or date is wrong, and what is right. Needed only if you ask for changes."
        ),
    )  # fmt: skip
    answer = forms.ChoiceField(choices=ApprovalAnswer.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == ApprovalAnswer.CHANGES and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what should be otherwise."))
        return cleaned
