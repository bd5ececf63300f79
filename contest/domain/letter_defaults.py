"""The words of a letter: the call's own, else those that every call begins with."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.letter_texts import FOOT, LEAVE_BY_THEMSELVES, TEXTS
from contest.domain.placeholders import clean_text, one_line, unknown_placeholders
from contest.enums import LetterKind
from contest.errors import LetterWordsRefused
from contest.models import Call, LetterTemplate
from contest.models.letters import BODY_LENGTH, SUBJECT_LENGTH
from stories.enums import Language


@dataclass(frozen=True)
class Words:
    """What a letter says before its placeholders are filled in, and whether it waits until somebody has read it."""

    subject: str
    body: str
    waits: bool = field(default=True)


def default_words(kind: str, *, language: str) -> Words:
    """Return the words that every call begins with."""
    subject, body = TEXTS[LetterKind(kind)]
    with translation.override(language):
        return Words(str(subject), f"{body}\n\n{FOOT}", waits=kind not in LEAVE_BY_THEMSELVES)


def words_of(call: Call, kind: str, *, language: str) -> Words:
    """Return the words of the call's letters of the kind."""
    row = LetterTemplate.objects.filter(call=call, kind=kind).first()
    return default_words(kind, language=language) if row is None else _in(row, language)


def words_by_language(call: Call, kind: str) -> dict[str, Words]:
    """Return the same in every language, asked once."""
    row = LetterTemplate.objects.filter(call=call, kind=kind).first()
    return {
        language: default_words(kind, language=language) if row is None else _in(row, language)
        for language in Language.values
    }


@transaction.atomic
def save_template(
    call: Call, kind: str, *, subject_uk: str, subject_en: str, body_uk: str, body_en: str, waits: bool, by: User
) -> LetterTemplate:  # fmt: skip
    """Give the call words of its own for the kind. Raises LetterWordsRefused, which names each field that is wrong."""
    words = {
        "subject_uk": one_line(subject_uk), "subject_en": one_line(subject_en),
        "body_uk": clean_text(body_uk).strip(), "body_en": clean_text(body_en).strip(),
    }  # fmt: skip
    require_words(kind, words)
    row, _is_new = LetterTemplate.objects.update_or_create(
        call=call, kind=LetterKind(kind), defaults={**words, "waits": waits}
    )
    log(call, "contest.letters.change", user=by, data={"kind": str(kind)})
    return row


@transaction.atomic
def reset_template(call: Call, kind: str, *, by: User) -> bool:
    """Return to the words that every call begins with; returns whether there were others."""
    deleted, _rows = LetterTemplate.objects.filter(call=call, kind=kind).delete()
    if deleted:
        log(call, "contest.letters.reset", user=by, data={"kind": str(kind)})
    return bool(deleted)


def require_words(kind: str, words: dict[str, str]) -> None:
    """Raise LetterWordsRefused for a field that is empty, too long, or holds a placeholder that means nothing here."""
    faults = {name: sentence for name, text in words.items() if (sentence := _fault(kind, name, text))}
    unknown = {name: found for name, text in words.items() if (found := unknown_placeholders(text, kind))}
    if faults:
        raise LetterWordsRefused(faults, unknown)


def _fault(kind: str, name: str, text: str) -> str:
    limit = SUBJECT_LENGTH if name.startswith("subject") else BODY_LENGTH
    if not text.strip():
        return _("Write the text in this language too.")
    if len(text) > limit:
        return _("At most %(limit)s signs; there are %(count)s.") % {"limit": limit, "count": len(text)}
    if unknown := unknown_placeholders(text, kind):
        return _("These placeholders mean nothing in this letter: %(names)s.") % {
            "names": ", ".join(f"{{{name}}}" for name in unknown)
        }
    return ""


def _in(row: LetterTemplate, language: str) -> Words:
    subject, body = getattr(row, f"subject_{language}"), getattr(row, f"body_{language}")
    return Words(subject, body, waits=row.waits)
