"""The form by which a person deletes their account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AccountRemovalForm(forms.Form):
    """What the person saw, and that they understand it; the code only from whoever has nothing else to confirm with."""

    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Tick that you understand it.")},
    )
    code = forms.CharField(
        max_length=20, label=_("Code from the letter"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]
