"""Stories as a file holds them, before anything in them is believed: cells by column, rows of lists by list."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from stories.domain.exchange.columns import Column
from stories.domain.exchange.faults import Faults, Place
from stories.domain.exchange.story_columns import BY_NAME, LISTS
from stories.domain.exchange.workbook import CONTINUED, CONTINUED_COLUMNS, DEFINITIONS, LISTED, STORIES
from stories.errors import ImportRefused
from stories.files.table_files import Table, TableRefused, kind_of, read_json, read_tables
from stories.text.cells import unprotect

MAX_STORIES = 20_000
KEY = "key"
_LIST_NAMES = tuple(column.name for column in LISTS)


@dataclass
class RawRow:
    """A row of a list inside a story."""

    place: Place
    cells: Mapping[str, Any]


@dataclass
class RawStory:
    """A story as typed: `lists` holds the rows of each list by its name."""

    place: Place
    cells: dict[str, Any]
    lists: dict[str, list[RawRow]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        key = self.cells.get(KEY)
        return str(key).strip() if key is not None else ""


def read_raw_stories(path: Path, faults: Faults) -> list[RawStory]:
    """Return the stories of an .xlsx, .csv or .json. Raises ImportRefused for a file that cannot be read at all."""
    try:
        if kind_of(path) == "json":
            stories = _from_json(read_json(path), faults)
        else:
            tables = read_tables(path, marker=KEY, skip=(DEFINITIONS, LISTED))
            stories = _from_tables(tables, faults)
        _check_number(len(stories), has_faults=bool(faults))
    except TableRefused as refusal:
        raise ImportRefused([f"{path.name}: {refusal}"]) from refusal
    return stories


def _check_number(count: int, *, has_faults: bool) -> None:
    if not count and not has_faults:
        raise TableRefused(_("There is no story in the file."))
    if count > MAX_STORIES:
        raise TableRefused(_("The file has more than %(most)s stories.") % {"most": MAX_STORIES})


def _from_json(data: Any, faults: Faults) -> list[RawStory]:
    listed = data.get("stories") if isinstance(data, dict) else data
    if not isinstance(listed, list):
        raise TableRefused(_("An array of stories, or an object with an array “stories”, is wanted."))
    stories = []
    for number, item in enumerate(listed, start=1):
        place = Place(number, is_json=True)
        if not isinstance(item, dict):
            faults.add(place, _("A story is an object with the columns as its names."))
            continue
        _check_columns(item, BY_NAME, place, faults)
        stories.append(_with_lists(RawStory(place, item), faults))
    return stories


def _from_tables(tables: list[Table], faults: Faults) -> list[RawStory]:
    main = _main_table(tables)
    has_sheets = len(tables) > 1
    place = Place(0, sheet=main.name if has_sheets else "")
    _check_columns([title for title in main.columns if title and title[0] != "#"], BY_NAME, place, faults)
    stories = [
        _with_lists(RawStory(Place(row, sheet=place.sheet), cells), faults) for row, cells in main.rows
    ]
    by_key = {story.key: story for story in stories}
    for table in tables:
        if table is not main and table.name in _LIST_NAMES:
            _add_list(table, by_key, faults)
    for table in tables:
        if table.name == CONTINUED:
            _continue_texts(table, by_key, faults)
    return stories


def _main_table(tables: list[Table]) -> Table:
    named = [table for table in tables if table.name == STORIES]
    others = [table for table in tables if table.name not in (*_LIST_NAMES, CONTINUED)]
    for table in [*named, *others]:
        return table
    raise TableRefused(_("There is no head: one row must name the columns, “key” among them."))


def _check_columns(names: Iterable[str], known: Collection[str], place: Place, faults: Faults) -> None:
    for name in names:
        if name not in known:
            faults.add(
                place.at(str(name)[:80]),
                _("There is no such column. Correct its name, or begin it with # to have it passed over."),
            )


def _with_lists(story: RawStory, faults: Faults) -> RawStory:
    """Take the lists out of the cells of a story: an array of objects, in CSV the text of one."""
    for column in LISTS:
        value = story.cells.pop(column.name, None) if column.name in story.cells else None
        if value in (None, "", []) or column.read_only:
            continue
        place = story.place.at(column.name)
        rows = _parsed(value) if isinstance(value, str) else value
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.add(
                place,
                _("A JSON array of objects is wanted here, such as in the files that the site gives out."),
            )
            continue
        names = {inner.name for inner in column.kind.columns}
        for number, row in enumerate(rows, start=1):
            _check_columns(row, names, story.place.at(f"{column.name}[{number}]"), faults)
        story.lists[column.name] = [
            RawRow(story.place.at(f"{column.name}[{number}]"), row)
            for number, row in enumerate(rows, start=1)
        ]
    return story


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None


def _add_list(table: Table, by_key: Mapping[str, RawStory], faults: Faults) -> None:
    column: Column = BY_NAME[table.name]
    place = Place(0, sheet=table.name)
    known = {KEY, *(inner.name for inner in column.kind.columns)}
    _check_columns([title for title in table.columns if title and title[0] != "#"], known, place, faults)
    if column.read_only:
        return
    for number, cells in table.rows:
        row = RawRow(
            Place(number, sheet=table.name), {name: cell for name, cell in cells.items() if name != KEY}
        )
        story = by_key.get(str(cells.get(KEY) or "").strip())
        if story is None:
            faults.add(
                row.place.at(KEY),
                _("No story of the sheet “stories” has the key “%(key)s”.") % {"key": cells.get(KEY) or ""},
            )
        else:
            story.lists.setdefault(table.name, []).append(row)


def _continue_texts(table: Table, by_key: Mapping[str, RawStory], faults: Faults) -> None:
    """Put the rest of texts that were too long for one cell behind their beginnings."""
    _check_columns(
        [title for title in table.columns if title and title[0] != "#"],
        CONTINUED_COLUMNS,
        Place(0, sheet=CONTINUED),
        faults,
    )
    for number, cells in table.rows:
        place = Place(number, sheet=CONTINUED)
        target = _continued_cells(cells, by_key)
        column = str(cells.get("column") or "")
        if target is None or not isinstance(target.get(column), str):
            faults.add(place, _("There is no cell that this text could continue."))
        else:
            target[column] += unprotect(str(cells.get("text") or ""))


def _continued_cells(cells: Mapping[str, Any], by_key: Mapping[str, RawStory]) -> Any:
    story = by_key.get(str(cells.get(KEY) or "").strip())
    if story is None or cells.get("sheet") == STORIES:
        return story and story.cells
    number = cells.get("number")
    rows = story.lists.get(str(cells.get("sheet")), [])
    return rows[int(number) - 1].cells if isinstance(number, int) and 0 < number <= len(rows) else None
