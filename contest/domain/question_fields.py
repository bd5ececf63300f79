"""A form field for each kind of question."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.words import count_words
from contest.enums import TEXT_KINDS, QuestionKind, YesNo
from contest.models import Question
from stories.fields import NumberFormField
from stories.files.documents import check_document

LONGEST_LINE = 500
LONGEST_TEXT = 30_000
LONGEST_LINK = 2_000
LONGEST_FILE_NAME = 150
MOST_DIGITS = 14


@dataclass(frozen=True)
class WordLimits:
    """A validator: at least and at most so many words, counted as `count_words` does."""

    least: int | None = None
    most: int | None = None

    def __call__(self, text: str) -> None:
        words = count_words(text)
        if self.most is not None and words > self.most:
            sentence = ngettext(
                "At most %(limit)s word; there are %(words)s.",
                "At most %(limit)s words; there are %(words)s.",
                self.most,
            )
            raise ValidationError(sentence % {"limit": self.most, "words": words}, code="too_many_words")
        if self.least is not None and words < self.least:
            sentence = ngettext(
                "At least %(limit)s word; there are %(words)s.",
                "At least %(limit)s words; there are %(words)s.",
                self.least,
            )
            raise ValidationError(sentence % {"limit": self.least, "words": words}, code="too_few_words")


class DocumentFormField(forms.FileField):
    """Takes a document for what it is, not for what it is called."""

    def to_python(self, data: Any) -> File | None:
        file = super().to_python(data)
        if file is not None:
            file.name = check_document(file, name=file.name or "").name
            file.seek(0)
        return file


def number_of(written: str) -> Decimal:
    """Return the number that somebody typed with a point or a comma. Raises ValidationError for what is none."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language), suppress(ValidationError):
            number: Decimal = NumberFormField(localize=True).clean(written)
            return number
    raise ValidationError(_("“%(written)s” is not a number.") % {"written": written})


def field_of(question: Question) -> forms.Field:
    """Return the form field of the question's kind, with its words, help and limits in the active language."""
    field = _MAKERS[QuestionKind(question.kind)](question)
    field.label, field.help_text, field.required = question.label, _help_of(question), question.required
    field.widget.is_required = question.required
    if question.shown_if_question:
        # The condition stands in the page for the script that hides what isn't asked; the server decides by itself.
        field.widget.attrs |= {
            "data-shown-if": question.shown_if_question,
            "data-shown-if-value": question.shown_if_value,
        }
    return field


def _help_of(question: Question) -> str:
    limits = _limits_of(question)
    publicity = _("The answer may be published.") if question.published else ""
    return " ".join(part for part in (question.help, limits, publicity) if part)


def _limits_of(question: Question) -> str:
    least, most = question.min_words, question.max_words
    if question.kind not in TEXT_KINDS:
        return ""
    if least and most:
        return ngettext("%(least)s to %(most)s word.", "%(least)s to %(most)s words.", most) % {
            "least": least, "most": most,
        }  # fmt: skip
    if most:
        return ngettext("At most %(count)s word.", "At most %(count)s words.", most) % {"count": most}
    if least:
        return ngettext("At least %(count)s word.", "At least %(count)s words.", least) % {"count": least}
    return ""


def options_of(question: Question) -> list[tuple[str, str]]:
    """Return the codes of the options with their words in the active language."""
    return [(option.code, option.label) for option in question.options.all()]


def _short_text(question: Question) -> forms.Field:
    return forms.CharField(max_length=LONGEST_LINE, validators=[_word_limits(question)])


def _long_text(question: Question) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 6})
    return forms.CharField(max_length=LONGEST_TEXT, widget=widget, validators=[_word_limits(question)])


def _word_limits(question: Question) -> WordLimits:
    return WordLimits(question.min_words, question.max_words)


def _choice(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=options_of(question), widget=forms.RadioSelect)


def _choices(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(choices=options_of(question), widget=forms.CheckboxSelectMultiple)


def _number(question: Question) -> forms.Field:
    return NumberFormField(
        min_value=question.min_number, max_value=question.max_number, max_digits=MOST_DIGITS, decimal_places=2,
        localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


def _yes_no(_question: Question) -> forms.Field:
    return forms.ChoiceField(choices=YesNo.choices, widget=forms.RadioSelect)


def _date(_question: Question) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"])


def _link(_question: Question) -> forms.Field:
    # Django would take ftp too.
    web_only = URLValidator(schemes=["http", "https"])
    return forms.URLField(max_length=LONGEST_LINK, assume_scheme="https", validators=[web_only])


def _file(_question: Question) -> forms.Field:
    return DocumentFormField(max_length=LONGEST_FILE_NAME)


_MAKERS: dict[QuestionKind, Callable[[Question], forms.Field]] = {
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.LONG_TEXT: _long_text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.NUMBER: _number,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.DATE: _date,
    QuestionKind.LINK: _link,
    QuestionKind.FILE: _file,
}
