"""Reads a story's data file: one TOML file, both languages side by side."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stories.domain.story_content import (
    Partner,
    Row,
    StoryFacts,
    StoryText,
    list_item,
    paragraphs,
    stream_block,
)
from stories.enums import AwardKind, CommunityRole, PartnerRole, Qualifier, Sector
from stories.errors import SeedError

LANGUAGES = ("uk", "en")
_PROSE = ("challenge", "solution", "results", "transfer")
_POINTS = ("success_factors", "obstacles", "lessons")
_SUMMARY_LENGTH = 280


@dataclass(frozen=True)
class NamedRow:
    """An organisation or a tag that the file brings along."""

    slug: str
    name_uk: str
    name_en: str
    sector: str = ""


@dataclass(frozen=True)
class StoryFile:
    """Everything that one data file says."""

    facts: StoryFacts
    texts: tuple[StoryText, ...]
    organisations: tuple[NamedRow, ...]
    tags: tuple[NamedRow, ...]


def read_story(path: Path, *, edition: str) -> StoryFile:
    """Read one file. Raises SeedError with the file's name and the place of the fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return StoryFile(
            facts=_facts(data, edition=edition),
            texts=tuple(_text(data, language) for language in LANGUAGES),
            organisations=tuple(
                NamedRow(row["key"], row["name_uk"], row["name_en"], Sector(row["sector"]).value)
                for row in data.get("organisations", [])
            ),
            tags=tuple(NamedRow(row["slug"], row["uk"], row["en"]) for row in data.get("tags", [])),
        )
    except KeyError as missing:
        raise SeedError(f"{path.name}: {missing} is missing.") from missing
    except (ValueError, TypeError) as fault:
        raise SeedError(f"{path.name}: {fault}") from fault


def _facts(data: dict[str, Any], *, edition: str) -> StoryFacts:
    return StoryFacts(
        key=data["key"],
        community=data["community"],
        category=data["category"],
        start_month=_month(data["start"]),
        start_month_known="-" in data["start"],
        end_month=_month(data["end"]) if data.get("end") else None,
        is_ongoing=data.get("ongoing", False),
        edition=edition,
        award=AwardKind(data["award"]).value if data.get("award") else "",
        challenges=tuple(data.get("challenges", [])),
        groups=tuple(data.get("groups", [])),
        goals=tuple(data.get("goals", [])),
        tags=tuple(row["slug"] for row in data.get("tags", [])),
        co_communities=tuple(
            (row["community"], CommunityRole(row["role"]).value) for row in data.get("co_communities", [])
        ),
        partners=tuple(
            Partner(row["key"], PartnerRole(row["role"]).value) for row in data.get("organisations", [])
        ),
    )


def _text(data: dict[str, Any], language: str) -> StoryText:
    def word(row: Row, name: str, default: str | None = None) -> str:
        key = f"{name}_{language}"
        return row.get(key, default) if default is not None else row[key]

    key = data["key"]
    streams = {
        name: [_prose(key, name, n, row, language) for n, row in _numbered(data, name)] for name in _PROSE
    }
    streams |= {
        name: [
            stream_block(
                key,
                f"{name}/{n}",
                kind="point",
                value={"title": word(row, "title"), "text": word(row, "text")},
            )
            for n, row in _numbered(data, name)
        ]
        for name in _POINTS
    }
    streams["stages"] = [_stage(key, n, row, word) for n, row in _numbered(data, "stages")]
    streams["indicators"] = [_indicator(key, n, row, word) for n, row in _numbered(data, "indicators")]
    streams["links"] = [
        stream_block(key, f"links/{n}", kind="link", value={"title": word(row, "title"), "url": row["url"]})
        for n, row in _numbered(data, "links")
    ]
    summary = word(data, "summary")
    if len(summary) > _SUMMARY_LENGTH:
        raise ValueError(f"summary_{language} has {len(summary)} characters, {_SUMMARY_LENGTH} at most.")
    return StoryText(
        language=language, title=word(data, "title"), summary=summary, contact_role=word(data, "contact", ""),
        funding=word(data, "funding", ""), team=word(data, "team", ""), streams=streams,
    )  # fmt: skip


def _prose(key: str, name: str, number: int, row: Row, language: str) -> Row:
    place = f"{name}/{number}"
    if row["type"] == "text":
        return stream_block(key, place, kind="text", value=paragraphs(row[language]))
    if row["type"] == "quote":
        value = {"text": row[language], "source": row.get(f"source_{language}", "")}
        return stream_block(key, place, kind="quote", value=value)
    if row["type"] == "points":
        items = [
            list_item(
                key,
                f"{place}/{n}",
                {"title": item[f"title_{language}"], "text": item.get(f"text_{language}", "")},
            )
            for n, item in enumerate(row["items"])
        ]
        return stream_block(
            key, place, kind="points", value={"heading": row.get(f"heading_{language}", ""), "items": items}
        )
    raise ValueError(f"{place}: unknown type “{row['type']}”.")


def _stage(key: str, number: int, row: Row, word: Callable[..., str]) -> Row:
    value: Row = {"title": word(row, "title"), "text": word(row, "text", "")}
    for name in ("start", "end"):
        value[name] = _month(row[name]).isoformat() if row.get(name) else None
    return stream_block(key, f"stages/{number}", kind="stage", value=value)


def _indicator(key: str, number: int, row: Row, word: Callable[..., str]) -> Row:
    value = {
        "value": str(Decimal(str(row["value"]))),
        "qualifier": Qualifier(row.get("qualifier", "exact")).value,
        "unit": word(row, "unit"),
        "label": word(row, "label"),
        "as_of": _month(row["as_of"]).isoformat() if row.get("as_of") else None,
        "source": word(row, "source", ""),
        "highlight": row.get("highlight", False),
    }
    return stream_block(key, f"indicators/{number}", kind="indicator", value=value)


def _numbered(data: dict[str, Any], name: str) -> enumerate:
    return enumerate(data.get(name, []))


def _month(text: str) -> date:
    """«2023-07», or «2020» where only the year is known: then its January."""
    year, _dash, month = text.partition("-")
    return date(int(year), int(month or 1), 1)
