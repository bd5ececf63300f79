"""The words of a story as plain records. Links inside all running texts are looked up at once."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation

from stories.api import schemas
from stories.api.links import Links
from stories.models import StoryPage
from stories.querysets.addresses import paths_in_language

_PROSE = ("challenge", "solution", "results", "transfer")
_POINTS = ("success_factors", "obstacles", "lessons")
_LINKS = ("videos", "links")
# As the editor stores it. Markup is made of clean tags only: a bracket in a text is written as an entity.
_PAGE_LINK = re.compile(r'<a (?=[^>]*linktype="page")[^>]*\bid="(\d+)"[^>]*>')
_WORDS = ("title", "summary", "funding", "team", "contact_role", "award_citation", "version_notes")


def story_text(story: StoryPage, links: Links, *, path: str) -> schemas.StoryText:
    """All words of one language; two queries at most, whatever the texts link to."""
    html = _expanded(story, links)
    language = story.locale.language_code
    with translation.override(language):
        citation = story.citation
    record: dict[str, Any] = {
        "language": language,
        "slug": story.slug,
        "url": links.full(path),
        "citation": citation,
        **{name: getattr(story, name) for name in _WORDS},
        **{name: [_prose(block, html) for block in getattr(story, name)] for name in _PROSE},
        **{name: [_point(block.value) for block in getattr(story, name)] for name in _POINTS},
        **{
            name: [_link(block.value, block.value["url"]) for block in getattr(story, name)]
            for name in _LINKS
        },
        "documents": [
            _link(block.value, links.full(block.value["document"].url))
            for block in story.documents
            if block.value["document"]
        ],
        "stages": [_stage(block.value) for block in story.stages],
        "indicators": [_indicator(block.value) for block in story.indicators],
        "updates": [{"date": block.value["date"], "text": block.value["text"]} for block in story.updates],
    }
    return schemas.StoryText.model_validate(record)


def _expanded(story: StoryPage, links: Links) -> Iterator[str]:
    """The running texts in their order, with the full addresses of what they link to."""
    sources = [
        block.value.source for name in _PROSE for block in getattr(story, name) if block.block_type == "text"
    ]
    ids = {int(number) for source in sources for number in _PAGE_LINK.findall(source)}
    paths = paths_in_language(ids, story.locale.language_code)

    def link(match: re.Match[str]) -> str:
        path = paths.get(int(match[1]))
        # What is no longer public keeps its words and loses its link.
        return f'<a href="{links.full(path)}">' if path else "<a>"

    return (_PAGE_LINK.sub(link, source) for source in sources)


def _prose(block: Any, html: Iterator[str]) -> dict[str, Any]:
    if block.block_type == "text":
        return {"type": "text", "html": next(html)}
    if block.block_type == "points":
        points = [_point(item) for item in block.value["items"]]
        return {"type": "points", "heading": block.value["heading"], "items": points}
    return {"type": "quote", "text": block.value["text"], "source": block.value["source"]}


def _point(value: Any) -> dict[str, str]:
    return {"title": value["title"], "text": value["text"]}


def _stage(value: Any) -> dict[str, Any]:
    return _point(value) | {"start": _month(value["start"]), "end": _month(value["end"])}


def _indicator(value: Any) -> dict[str, Any]:
    plain = {name: value[name] for name in ("unit", "label", "source", "highlight")}
    return plain | _figure(value) | {"earlier": [_figure(then) for then in value["earlier"]]}


def _figure(value: Any) -> dict[str, Any]:
    return {"qualifier": value["qualifier"], "value": float(value["value"]), "as_of": _month(value["as_of"])}


def _link(value: Any, url: str) -> dict[str, str]:
    return {"title": value["title"], "url": url}


def _month(month: date | None) -> str | None:
    return f"{month:%Y-%m}" if month else None
