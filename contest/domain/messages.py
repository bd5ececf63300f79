"""A message of the secretariat to the people of several applications, in each language that one of them reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.letter_defaults import Words
from contest.domain.letters import Occasion, people_of, write_to_all
from contest.domain.placeholders import fill, values_for
from contest.enums import LetterKind
from contest.errors import OutboxRefused
from contest.models import Application
from stories.enums import Language


@dataclass(frozen=True)
class Addressee:
    """A person who is written to about an application."""

    application: Application
    person: User

    @property
    def language(self) -> str:
        return self.person.language


@dataclass(frozen=True)
class Filled:
    """A letter as its recipient reads it, before it is written."""

    language: str
    subject: str
    body: str
    addressee: Addressee | None = None


def addressees_of(applications: Sequence[Application]) -> list[Addressee]:
    """Return who would be written to, application by application; somebody with two applications stands there twice."""
    people = people_of(applications)
    return [
        Addressee(application, person) for application in applications for person in people[application.pk]
    ]


def addressees_seen(addressees: Iterable[Addressee]) -> str:
    """Return a mark of who would be written to in which language; it is another one as soon as that is."""
    rows = sorted((row.application.pk, row.person.pk, row.person.email, row.language) for row in addressees)
    return sha256(repr(rows).encode()).hexdigest()


def compose_message(addressee: Addressee, words: Mapping[str, str], *, at: datetime) -> Filled:
    """Return what the person would read; `words` are `subject_uk`, `body_uk` and the like."""
    language = addressee.language
    with translation.override(language):
        values = values_for(addressee.application, LetterKind.FREE, recipient=addressee.person, at=at)
    return Filled(
        language,
        fill(words[f"subject_{language}"], values),
        fill(words[f"body_{language}"], values),
        addressee,
    )


@transaction.atomic
def write_message(
    applications: Sequence[Application],
    *,
    words: Mapping[str, str],
    batch: UUID,
    seen: str,
    by: User,
    at: datetime,
) -> int:
    """Write the letters of the message, which wait in the outbox; return how many. The same `batch` twice writes them once.

    Raises OutboxRefused if other people would get it than were shown (`addressees_seen`), or one in a language in which
    nothing is written.
    """
    addressees = addressees_of(applications)
    if not addressees:
        raise OutboxRefused(_("None of these applications has anybody who can be written to."))
    if addressees_seen(addressees) != seen:
        raise OutboxRefused(_("The people of these applications have changed meanwhile. Look at them again."))
    texts = _texts(words)
    if {row.language for row in addressees} - set(texts):
        raise OutboxRefused(_("Some of the recipients read another language: write the message in it too."))
    occasions = [Occasion(application, f"{LetterKind.FREE}:{batch.hex}") for application in applications]
    return len(write_to_all(occasions, LetterKind.FREE, at=at, by=by, words=texts))


def _texts(words: Mapping[str, str]) -> dict[str, Words]:
    """The languages in which both subject and text are written."""
    pairs = {
        language: (words[f"subject_{language}"], words[f"body_{language}"]) for language in Language.values
    }
    return {
        language: Words(subject, body, waits=True)
        for language, (subject, body) in pairs.items()
        if subject.strip() and body.strip()
    }
