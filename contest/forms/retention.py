"""The form by which the secretariat ends the keeping of data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RetentionForm(forms.Form):
    """The number is typed by hand, so that nobody removes for good what they have not read."""

    number = forms.IntegerField(label=_("Type the number of applications that this concerns"), min_value=1)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._count = count

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number != self._count:
            raise forms.ValidationError(_("This is not the number that stands above."))
        return number
