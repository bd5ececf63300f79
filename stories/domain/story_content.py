"""A story as plain data, on its way to becoming a page."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape

from stories.enums import Language, Licence

_NAMESPACE = UUID("6f1c6d1e-6f0b-5f0e-9a58-0d0f6e5b7a11")
_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Row = dict[str, Any]


@dataclass(frozen=True)
class Partner:
    """An organisation and what it does in the story."""

    slug: str
    role: str


@dataclass(frozen=True)
class StoryFacts:
    """What is the same in every language. Rows of other tables are named by their natural keys."""

    key: str
    community: str
    category: str
    start_month: date
    start_month_known: bool = True
    end_month: date | None = None
    is_ongoing: bool = False
    edition: str = ""
    award: str = ""
    budget_band: str = ""
    contact_email: str = ""
    contact_url: str = ""
    licence: str = Licence.CC_BY.value
    original_language: str = Language.UK.value
    challenges: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    co_communities: tuple[tuple[str, str], ...] = ()
    partners: tuple[Partner, ...] = ()
    # Keys of pictures, the head one first; None where the source has none to tell of, so that the page keeps its own.
    photos: tuple[int, ...] | None = None


@dataclass(frozen=True)
class StoryText:
    """The words of one language; streams are in Wagtail's raw form."""

    language: str
    title: str
    summary: str
    contact_role: str = ""
    funding: str = ""
    team: str = ""
    slug: str = ""
    award_citation: str = ""
    version_notes: str = ""
    seo_title: str = ""
    search_description: str = ""
    streams: dict[str, list[Row]] = field(default_factory=dict)


def translation_key(key: str) -> UUID:
    """The identity that the translations of one story share. A key that is such an identity already stays."""
    return UUID(key) if is_identity(key) else uuid5(_NAMESPACE, key)


def is_identity(key: str) -> bool:
    """Whether the key is what the data files give for a story of the catalogue."""
    return bool(_IDENTITY.fullmatch(key))


def stream_block(key: str, place: str, *, kind: str, value: Any) -> Row:
    """A block whose id is the same in every language and at every load."""
    return {"type": kind, "value": value, "id": str(uuid5(_NAMESPACE, f"{key}/{place}"))}


def list_item(key: str, place: str, value: Any) -> Row:
    return {"type": "item", "value": value, "id": str(uuid5(_NAMESPACE, f"{key}/{place}"))}


def paragraphs(text: str) -> str:
    """Plain text, paragraphs apart by a blank line, as the markup a rich-text block keeps."""
    parts = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)
