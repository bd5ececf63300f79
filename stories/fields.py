"""Model and form fields of the catalogue's own."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField as WagtailImageFormField

from stories.files.pictures import clean_picture


class CleanFile(ContentFile):
    """A picture that has been through `clean_picture` already, so that it is not encoded twice."""


def cleaned(file: File, *, name: str) -> CleanFile:
    """Return the picture without any metadata. Raises PictureRefused (a ValidationError) with what to do."""
    if isinstance(file, CleanFile):
        return file
    picture = clean_picture(file, name=name)
    return CleanFile(picture.content, name=picture.name)


class CleanImageFieldFile(ImageFieldFile):
    """Takes the metadata out of every picture on its way to the storage, whoever saves it.

    A model may have `prepare_for_new_file(file)`: it sees the cleaned picture before it is stored, and may refuse it.
    """

    def save(self, name: str, content: File, save: bool = True) -> None:  # noqa: FBT001, FBT002 - Django's signature
        clean = cleaned(
            getattr(content, "file", content) if isinstance(content, ImageFieldFile) else content, name=name
        )
        if hasattr(self.instance, "prepare_for_new_file"):
            self.instance.prepare_for_new_file(clean)
        super().save(clean.name or name, clean, save)

    save.alters_data = True  # type: ignore[attr-defined]


class CleanImageField(models.ImageField):
    """An image field that cannot store GPS or any other metadata."""

    attr_class = CleanImageFieldFile

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": CleanImageFormField, **kwargs})


class CleanImageFormField(WagtailImageFormField):
    """Says at the form what is wrong with a picture, before anything is stored."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        clean = cleaned(data, name=data.name)
        clean.seek(0)
        return super().to_python(clean)


class MonthField(models.DateField):
    """A month, kept as its first day."""

    description = _("A month")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": MonthFormField, **kwargs})


class MonthInput(forms.DateInput):
    """The browser's own month picker; where it has none, the person types 2023-07."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"placeholder": "2023-07", **(attrs or {})}, format="%Y-%m")


class MonthFormField(forms.DateField):
    """Reads «2023-07», «07.2023» or a whole date, and keeps the first day of the month."""

    widget = MonthInput
    input_formats = ["%Y-%m", "%m.%Y", "%Y-%m-%d", "%d.%m.%Y"]
    default_error_messages = {"invalid": _("Give the month as year and month, for example 2023-07.")}

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return day.replace(day=1) if day else None


class NumberFormField(forms.DecimalField):
    """A number with the decimal mark of the language; blanks between thousands are read over."""

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)
