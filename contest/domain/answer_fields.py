"""A form field for each field of the form: it shows what stands there and judges it, the same on a page and in a check."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from contest.domain.form_fields import Field, FieldKind
from contest.domain.vocabularies import choices_of
from contest.models import Call
from stories.fields import MonthFormField, NumberFormField
from stories.models import Community

YES = "yes"
_PHONE = RegexValidator(
    r"^[+()\d\s.-]{5,40}$", _("Write the phone as digits, for example +380 67 123 45 67.")
)


class CommunityFormField(forms.CharField):
    """A community, by its code in the register; `known` are codes that were looked up already."""

    known: Collection[str] | None = None
    default_error_messages = {"unknown": _("Choose the community from the list.")}

    def clean(self, value: Any) -> str:
        code: str = super().clean(value)
        if code and not self._exists(code):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return code

    def _exists(self, code: str) -> bool:
        return Community.objects.filter(code=code).exists() if self.known is None else code in self.known


class YesFormField(forms.BooleanField):
    """A box to tick; what is kept is "yes" or nothing."""

    default_error_messages = {"required": _("Without this the application cannot be submitted.")}

    def to_python(self, value: Any) -> bool:
        return bool(value in (True, YES, "on", "true"))


def form_field(field: Field, *, call: Call, communities: Collection[str] | None = None) -> forms.Field:
    """Return the form field with its words in the active language.

    `communities` are the codes among those to be judged that the register has; without them each is looked up.
    """
    made = _MAKERS[field.kind](field, call)
    if isinstance(made, CommunityFormField):
        made.known = communities
    made.label, made.help_text, made.required = str(field.label), str(field.help), field.required
    # What is missing is told by the check before submitting; a page must let people leave a field for later.
    made.widget.is_required = False
    return made


def _line(field: Field, _call: Call) -> forms.Field:
    return forms.CharField(max_length=field.most)


def _text(field: Field, _call: Call) -> forms.Field:
    rows = 3 if field.most < 1_000 else 10 if field.counts_words and field.most > 5_000 else 5  # noqa: PLR2004 - lines
    return forms.CharField(max_length=field.most, widget=forms.Textarea(attrs={"rows": rows}))


def _choice(field: Field, call: Call) -> forms.Field:
    choices = choices_of(field.vocabulary, call=call)
    if field.vocabulary in {"category", "consent"}:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", "—"), *choices])


def _choices(field: Field, call: Call) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=choices_of(field.vocabulary, call=call), widget=forms.CheckboxSelectMultiple
    )


def _number(_field: Field, _call: Call) -> forms.Field:
    return NumberFormField(
        min_value=0,
        max_digits=14,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def _link(field: Field, _call: Call) -> forms.Field:
    return forms.URLField(
        max_length=field.most, assume_scheme="https", validators=[URLValidator(schemes=["http", "https"])]
    )


def _phone(field: Field, _call: Call) -> forms.Field:
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    return forms.CharField(max_length=field.most, validators=[_PHONE], widget=widget)


_MAKERS: dict[FieldKind, Callable[[Field, Call], forms.Field]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.COMMUNITY: lambda _field, _call: CommunityFormField(max_length=19),
    FieldKind.MONTH: lambda _field, _call: MonthFormField(),
    FieldKind.NUMBER: _number,
    FieldKind.LINK: _link,
    FieldKind.EMAIL: lambda field, _call: forms.EmailField(max_length=field.most),
    FieldKind.PHONE: _phone,
    FieldKind.FILE: lambda _field, _call: forms.CharField(max_length=36),
    FieldKind.YES: lambda _field, _call: YesFormField(),
}
