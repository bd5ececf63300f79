"""Dates that are typed and shown in the zone of the call, wherever the person who types them is."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone


class ZonedDateTimeField(forms.DateTimeField):
    """A date and time in `zone`, which the form sets. An hour that the clocks skip or repeat there is refused."""

    zone: ZoneInfo = ZoneInfo("Europe/Kyiv")

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        with timezone.override(self.zone):
            return super().has_changed(initial, data)
