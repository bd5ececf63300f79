"""What is asked before a certificate is revoked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput


class RevokingForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.CharField(
        max_length=2_000, label=_("Reason"), widget=AdminAutoHeightTextInput,
        help_text=_("It stays on record. The public page says only that the certificate is void, and since when."),
        error_messages={"required": _("Say why the certificate is revoked.")},
    )  # fmt: skip
