"""The small form by which a call is copied for another edition."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from contest.models import Call
from stories.models import Edition


class CopyCallForm(forms.Form):
    """For which edition, and when that one opens."""

    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=_("For the edition"),
        help_text=_("Only editions without a call are listed. Add a new one under “Editions of the contest”."),
    )  # fmt: skip
    opens_on = forms.DateField(
        required=False, label=_("Day on which applications open"), widget=AdminDateInput,
        help_text=_("Every other date moves by as many days. Empty: all dates are left for you to set."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition: Any = self.fields["edition"]
        edition.queryset = Edition.objects.exclude(pk__in=Call.objects.values("edition"))

    @property
    def choice(self) -> tuple[Edition, date | None]:
        return self.cleaned_data["edition"], self.cleaned_data["opens_on"]
