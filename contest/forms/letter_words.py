"""The words of letters in both languages: a call's templates, and a message of the secretariat."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from contest.domain.placeholders import placeholders_of, unknown_placeholders
from contest.enums import LetterKind
from contest.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from stories.enums import Language

# Lines of a text before a script makes the field as high as what stands in it.
_LONG = {"rows": 14}
_NEAR = 3
# Below this, names have hardly a letter in common.
_LIKENESS = 0.6


class LetterWordsForm(forms.Form):
    """Subject and text in both languages; a placeholder that letters of the kind don't know is named at its field."""

    subject_uk = forms.CharField(max_length=SUBJECT_LENGTH, label=gettext_lazy("Subject in Ukrainian"))
    body_uk = forms.CharField(
        max_length=BODY_LENGTH,
        label=gettext_lazy("Text in Ukrainian"),
        widget=AdminAutoHeightTextInput(_LONG),
    )
    subject_en = forms.CharField(max_length=SUBJECT_LENGTH, label=gettext_lazy("Subject in English"))
    body_en = forms.CharField(
        max_length=BODY_LENGTH, label=gettext_lazy("Text in English"), widget=AdminAutoHeightTextInput(_LONG)
    )

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, field in self.words_fields():
            field.widget.attrs["lang"] = name[-2:]

    def words_fields(self) -> list[tuple[str, forms.Field]]:
        """The fields that hold words, each with its name."""
        names = [f"{part}_{language}" for language in Language.values for part in ("subject", "body")]
        return [(name, self.fields[name]) for name in names]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields in Ukrainian beside those in English."""
        return [(self[f"{part}_uk"], self[f"{part}_en"]) for part in ("subject", "body")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, _field in self.words_fields():
            for unknown in unknown_placeholders(data.get(name) or "", self.kind):
                self.add_error(name, self._about(unknown))
        return data

    def _about(self, unknown: str) -> str:
        near = get_close_matches(unknown.casefold(), placeholders_of(self.kind), n=_NEAR, cutoff=_LIKENESS)
        if near:
            return _("“{%(unknown)s}” stands for nothing in this letter. Did you mean %(near)s?") % {
                "unknown": unknown, "near": ", ".join(f"{{{name}}}" for name in near),
            }  # fmt: skip
        return _(
            "“{%(unknown)s}” stands for nothing in this letter. What may stand here is listed below."
        ) % {"unknown": unknown}


class LetterTemplateForm(LetterWordsForm):
    """A call's words for one kind of letter."""

    waits = forms.BooleanField(
        required=False, label=gettext_lazy("Waits in the outbox until somebody has read it"),
        help_text=gettext_lazy("Otherwise letters of this kind leave by themselves."),
    )  # fmt: skip


class MessageForm(LetterWordsForm):
    """What the secretariat writes to the people of several applications, in each language that one of them reads.

    `batch` names the message, so that sending the form twice writes it once; `seen` is to whom it would go.
    """

    batch = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, languages: Collection[str] = tuple(Language.values), **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"batch": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, kind=LetterKind.FREE, **kwargs)
        for name, field in self.words_fields():
            if name[-2:] not in languages:
                field.required = False
                field.help_text = _("Nobody would get it: you can leave it empty.")
            else:
                field.error_messages["required"] = _(
                    "Some of the recipients read this language: write it too."
                )
