"""Turns the cells of a file into values, and says of each that cannot be taken where it stands and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import EMPTY, CellFault
from stories.domain.exchange.columns import LANGUAGES, Column, Rows
from stories.domain.exchange.faults import Faults, Place
from stories.domain.exchange.raw_stories import RawRow, RawStory
from stories.domain.exchange.story_columns import BY_NAME, FLAT_COLUMNS, LISTS

# What a row of a list cannot do without in each language that it has any word in.
_NEEDED_WORDS = {
    "stages": ("title",), "indicators": ("unit", "label"), "videos": ("title",), "links": ("title",),
    "updates": ("text",),
}  # fmt: skip
_POINTS = ("success_factors", "obstacles", "lessons")


@dataclass
class ParsedRow:
    """A row of a list, and where it stands."""

    place: Place
    values: dict[str, Any]
    faulty: set[str]

    def languages(self, words: Sequence[str]) -> list[str]:
        """Languages in which the row says anything."""
        return [code for code in LANGUAGES if any(self.values.get(f"{word}_{code}") for word in words)]


@dataclass
class ParsedStory:
    """A story in values, and where it stands."""

    place: Place
    values: dict[str, Any]
    lists: dict[str, list[ParsedRow]] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    @property
    def languages(self) -> list[str]:
        """Languages that the story is told in: those with a title, be it one that could not be taken."""
        return [
            code for code in LANGUAGES if self.values.get(f"title_{code}") or f"title_{code}" in self.faulty
        ]


def parse_stories(stories: Iterable[RawStory], faults: Faults) -> list[ParsedStory]:
    """Return every story in values; whatever could not be taken is among the faults and empty in the values."""
    parsed = [_parse(story, faults) for story in stories]
    first: dict[str, Place] = {}
    for story in parsed:
        key = story.values["key"]
        if key and first.setdefault(key, story.place) is not story.place:
            faults.add(
                story.place.at("key"),
                _("The key “%(key)s” stands already in: %(place)s.") % {"key": key, "place": first[key]},
            )
        _check_languages(story, faults)
        _check_time(story, faults)
        _check_lists(story, faults)
    return parsed


def _parse(story: RawStory, faults: Faults) -> ParsedStory:
    values, faulty = _values(FLAT_COLUMNS, story.cells, story.place, faults)
    parsed = ParsedStory(story.place, values, faulty=faulty)
    for column in LISTS:
        rows = story.lists.get(column.name, [])
        parsed.lists[column.name] = [_parse_row(column.kind, row, faults) for row in rows]
    return parsed


def _parse_row(kind: Rows, row: RawRow, faults: Faults) -> ParsedRow:
    values, faulty = _values(kind.columns, row.cells, row.place, faults)
    return ParsedRow(row.place, values, faulty)


def _values(
    columns: Iterable[Column], cells: Mapping[str, Any], place: Place, faults: Faults
) -> tuple[dict[str, Any], set[str]]:
    """Values by column, and the columns whose value could not be taken."""
    values: dict[str, Any] = {}
    faulty: set[str] = set()
    for column in columns:
        if column.read_only:
            continue
        where = inside(place, column.name)
        try:
            values[column.name] = column.kind.read(cells.get(column.name))
        except CellFault as fault:
            values[column.name] = None
            faulty.add(column.name)
            faults.add(where, str(fault))
        else:
            if column.required and values[column.name] in EMPTY:
                faults.add(where, _("This must be filled in."))
    return values, faulty


def inside(place: Place, column: str) -> Place:
    """The place of a column; that of a list's row inside one cell is written `stages[2].title_uk`."""
    return place.at(f"{place.column}.{column}" if place.column else column)


def _check_languages(story: ParsedStory, faults: Faults) -> None:
    if not story.languages:
        faults.add(story.place.at("title_uk"), _("A title in Ukrainian or in English is wanted."))
    for code in LANGUAGES:
        if code in story.languages:
            if not story.values.get(f"summary_{code}") and f"summary_{code}" not in story.faulty:
                faults.add(
                    story.place.at(f"summary_{code}"), _("A language with a title needs a summary too.")
                )
        elif lost := [
            name for name, column in BY_NAME.items() if _is_word(column, code) and story.values.get(name)
        ]:
            faults.add(
                story.place.at(lost[0]),
                _("This would be lost: without title_%(language)s there is no page.") % {"language": code},
            )


def _is_word(column: Column, code: str) -> bool:
    return (
        column.language == code
        and not column.read_only
        and not isinstance(column.kind, Rows)
        and column.base != "tags"
        and not column.name.startswith("tags_")
    )


def _check_time(story: ParsedStory, faults: Faults) -> None:
    start, end = story.values["start"], story.values["end"]
    if end and story.values["ongoing"]:
        faults.add(
            story.place.at("end"), _("The work goes on, so it has no end yet. Empty the end or “ongoing”.")
        )
    elif start and end and end < start[: len(end)]:
        faults.add(story.place.at("end"), _("The work ends before it starts. Correct one of the two months."))
    if story.values["award"] and not story.values["edition"]:
        faults.add(story.place.at("edition"), _("An award belongs to an edition of the contest. Say which."))


def _check_lists(story: ParsedStory, faults: Faults) -> None:
    for name, rows in story.lists.items():
        words = BY_NAME[name].kind.words
        for row in rows:
            if name in _NEEDED_WORDS or name in _POINTS:
                _check_words(name, row, words, story, faults)
            if (
                name == "stages"
                and row.values["start"]
                and row.values["end"]
                and row.values["end"] < row.values["start"]
            ):
                faults.add(
                    inside(row.place, "end"), _("The stage ends before it starts. Correct one of the months.")
                )


def _check_words(name: str, row: ParsedRow, words: Sequence[str], story: ParsedStory, faults: Faults) -> None:
    told = row.languages(words)
    if not told:
        faults.add(
            inside(row.place, f"{words[0]}_{LANGUAGES[0]}"), _("The row says nothing in any language.")
        )
    for code in told:
        if code not in story.languages:
            faults.add(
                inside(row.place, f"{words[0]}_{code}"),
                _("This would be lost: without title_%(language)s there is no page.") % {"language": code},
            )
        for word in _NEEDED_WORDS.get(name, ()):
            if not row.values.get(f"{word}_{code}") and f"{word}_{code}" not in row.faulty:
                faults.add(inside(row.place, f"{word}_{code}"), _("This must be filled in."))
