"""The parts of a story's page under their headings, in plain values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contest.domain.edition_prose import LinkAddress, PointList, read_points, read_prose, telling
from contest.domain.edition_story import Block, Figure, FigureList, Section, Stage, StageList, Term, TermList
from stories.models import StoryPage
from stories.text.figures import format_figure
from stories.text.periods import format_day, format_month, format_period

_PROSE = ("challenge", "solution", "results", "transfer")
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_KEY = re.compile(r'\bid="(\d+)"')


def sections_of(page: StoryPage, *, link_address: LinkAddress) -> tuple[Section, ...]:
    """Return what the page tells, part by part, in the order of the page; empty parts are left out."""

    def prose(name: str) -> tuple[Block, ...]:
        return read_prose(_raw(page, name), link_address=link_address)

    def points(name: str) -> tuple[Block, ...]:
        items = read_points(_raw(page, name))
        return (PointList("", items),) if items else ()

    stages = tuple(_stage(block["value"]) for block in _raw(page, "stages"))
    others = tuple(figure for figure in figures_of(page) if not figure.highlight)
    sections = (
        Section("challenge", _("What was wrong"), prose("challenge")),
        Section("solution", _("What was done"), prose("solution")),
        Section("stages", _("Step by step"), (StageList(stages),) if stages else ()),
        Section(
            "results",
            _("What came of it"),
            (*prose("results"), *((FigureList(others),) if others else ())),
        ),
        Section("updates", _("What has happened since"), _updates(page)),
        Section("success_factors", _("Why it worked"), points("success_factors")),
        Section("obstacles", _("What did not work"), points("obstacles")),
        Section("lessons", _("Lessons"), points("lessons")),
        Section("transfer", _("What another community needs"), prose("transfer")),
        Section("resources", _("Money and people"), _resources(page)),
    )
    return tuple(section for section in sections if section.blocks)


def figures_of(page: StoryPage) -> tuple[Figure, ...]:
    """Return all figures of the story, in words of the active language."""
    return tuple(_figure(block["value"]) for block in _raw(page, "indicators"))


def linked_pages(page: StoryPage) -> Iterator[int]:
    """Yield the keys of the pages that the running text leads to."""
    for name in _PROSE:
        for block in _raw(page, name):
            if block["type"] == "text" and "linktype" in block["value"]:
                for tag in _PAGE_LINK.findall(block["value"]):
                    yield from (int(key) for key in _KEY.findall(tag))


def _raw(page: StoryPage, name: str) -> Sequence[Mapping[str, Any]]:
    """The blocks as they are stored: building Wagtail's values would ask the database for each."""
    blocks: Sequence[Mapping[str, Any]] = list(getattr(page, name).raw_data)
    return blocks


def _figure(value: Mapping[str, Any]) -> Figure:
    as_of = _month(value.get("as_of"))
    return Figure(
        value=format_figure(Decimal(str(value["value"])), value.get("qualifier") or "exact"),
        unit=telling(value.get("unit")),
        label=telling(value["label"]),
        as_of=format_month(as_of) if as_of else "",
        source=telling(value.get("source")),
        highlight=bool(value.get("highlight")),
    )


def _stage(value: Mapping[str, Any]) -> Stage:
    start = _month(value.get("start"))
    when = format_period(start=start, end=_month(value.get("end"))) if start else ""
    return Stage(telling(value["title"]), telling(value.get("text")), when)


def _updates(page: StoryPage) -> tuple[Block, ...]:
    """What was told after publication, the newest first, each under its day."""
    told = sorted(
        (block["value"] for block in _raw(page, "updates")),
        key=lambda value: str(value["date"]),
        reverse=True,
    )
    terms = tuple(
        Term(format_day(date.fromisoformat(str(value["date"]))), telling(value["text"])) for value in told
    )
    return (TermList(terms),) if terms else ()


def _month(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _resources(page: StoryPage) -> tuple[Block, ...]:
    terms = tuple(
        Term(name, text)
        for name, text in (
            (_("Who paid"), telling(page.funding)),
            (_("Who did the work"), telling(page.team)),
        )
        if text
    )
    return (TermList(terms),) if terms else ()
