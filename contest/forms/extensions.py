"""The form by which the secretariat gives more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from contest.forms.zoned import ZonedDateTimeField
from contest.models import Application, Call
from stories.models import Community, Region


class ExtensionForm(forms.Form):
    """For whom, until when, and why."""

    region = forms.ModelChoiceField(Region.objects.all(), required=False, label=_("Region"))
    community = forms.ModelChoiceField(
        Community.objects.select_related("region"), required=False, label=_("Community"),
        help_text=_("Press the first letters of its name to find it in the list."),
    )  # fmt: skip
    application = forms.ModelChoiceField(
        Application.objects.none(), required=False, label=_("Application"),
        help_text=_("Only here the public is not told."),
    )  # fmt: skip
    until = ZonedDateTimeField(label=_("New deadline"), widget=AdminDateTimeInput)
    reason_uk = forms.CharField(
        max_length=300, label=_("Reason in Ukrainian"), help_text=_("It stands on the call's page.")
    )
    reason_en = forms.CharField(max_length=300, required=False, label=_("Reason in English"))

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data)
        application, until = self.fields["application"], self.fields["until"]
        application.queryset = Application.objects.of_call(call).newest_first()  # type: ignore[attr-defined]
        until.zone = call.zone  # type: ignore[attr-defined]
