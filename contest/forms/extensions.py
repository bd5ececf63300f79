"""The form by which the secretariat gives more time."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from contest.forms.zoned import ZonedDateTimeField
from contest.models import Application, Call
from stories.models import Community, Region
from stories.viewsets.choosers import community_chooser

_PUBLIC_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ApplicationField(forms.CharField):
    """One application of `call`, named by its reference or by the address of its page: a draft has no reference."""

    call: Call

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        named = _PUBLIC_ID.search(text)
        applications = Application.objects.of_call(self.call)
        found = (
            applications.filter(public_id=UUID(named[0]))
            if named
            else applications.filter(reference__iexact=text)
        ).first()
        if found is None:
            raise ValidationError(_("This call has no such application."))
        return found


class ExtensionForm(forms.Form):
    """For whom, until when, and why."""

    region = forms.ModelChoiceField(Region.objects.all(), required=False, label=_("Region"))
    community = forms.ModelChoiceField(
        Community.objects.select_related("region"), required=False, label=_("Community"),
        widget=community_chooser.widget_class,
    )  # fmt: skip
    application = ApplicationField(
        required=False, max_length=300, label=_("Application"),
        help_text=_("Its number, for example 2026-YE-0042, or the address of its page. Only here the public is not told."),
    )  # fmt: skip
    until = ZonedDateTimeField(label=_("New deadline"), widget=AdminDateTimeInput)
    reason_uk = forms.CharField(
        max_length=300, label=_("Reason in Ukrainian"), help_text=_("It stands on the call's page.")
    )
    reason_en = forms.CharField(max_length=300, required=False, label=_("Reason in English"))

    def __init__(self, data: Any, *, call: Call, application: str = "") -> None:
        super().__init__(data, initial={"application": application})
        fields: Any = self.fields
        fields["application"].call = call
        fields["until"].zone = call.zone
