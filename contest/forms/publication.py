"""Forms of the page on which results are published."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from contest.forms.zoned import ZonedDateTimeField
from contest.models import Call


class HourForm(forms.Form):
    """The hour at which the results come out by themselves, in the call's zone."""

    due_at = ZonedDateTimeField(label=_("Hour of the results"), widget=AdminDateTimeInput)

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data, initial={"due_at": call.results_at})
        field = cast("ZonedDateTimeField", self.fields["due_at"])
        field.zone = call.zone
        field.help_text = _("Time zone: %(zone)s.") % {"zone": call.get_time_zone_display()}


class CorrectionForm(forms.Form):
    """What was corrected, as everyone reads it beside the results."""

    text_uk = forms.CharField(
        max_length=2_000, label=_("What was corrected, in Ukrainian"), widget=AdminAutoHeightTextInput
    )
    text_en = forms.CharField(
        max_length=2_000, label=_("What was corrected, in English"), widget=AdminAutoHeightTextInput
    )
