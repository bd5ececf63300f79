"""The form by which the secretariat begins an application for somebody else."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from contest.models import Call
from stories.enums import Language


class BehalfForm(forms.Form):
    """For which call, for whom, and how it came."""

    call = forms.ModelChoiceField(Call.objects.public().with_edition().in_reading_order(), label=_("Call"))
    language = forms.ChoiceField(choices=Language.choices, label=_("Language of the application"))
    applicant = forms.CharField(
        max_length=200, label=_("On whose behalf"), help_text=_("The community or the person.")
    )
    way = forms.CharField(
        max_length=500, label=_("How it came"), widget=AdminAutoHeightTextInput,
        help_text=_("For example: on paper, received on 12 March; by phone. It stays in the history."),
    )  # fmt: skip

    @property
    def provenance(self) -> str:
        """What the history says of it."""
        return f"{self.cleaned_data['applicant']}: {self.cleaned_data['way']}"
