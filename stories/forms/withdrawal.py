"""Why a story is hidden, and whether all of it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.enums import StoryPart


class WithdrawalForm(forms.Form):
    """The reason, which stays in the story's history, and what to take out if the rest may stay."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only those who work here see it. Say what the danger or the mistake is, not the dangerous detail itself."
        ),
    )
    parts = forms.MultipleChoiceField(
        label=_("Or only take out of it"),
        choices=StoryPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The rest of the story stays on the site. What is taken out comes back only through a new review."
        ),
    )
