"""Items of the form's lists: added, put in another place, taken out, and put back with everything in them."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.answers import Change, save_answers
from contest.domain.form_fields import SECTIONS, ItemList, items_of, parts_of
from contest.enums import Section
from contest.errors import AnswersRefused
from contest.models import Answer, Application


def list_named(name: str, *, section: Section) -> ItemList:
    """Return the list of the section. Raises AnswersRefused if the section has none of the name."""
    for part in parts_of(section):
        if isinstance(part, ItemList) and part.name == name:
            return part
    raise AnswersRefused(_("The form has no field “%(path)s”.") % {"path": name[:60]})


def is_list(path: str) -> bool:
    """Whether the path is that of a whole list."""
    return any(isinstance(part, ItemList) and part.name == path for group in SECTIONS for part in group.parts)


def add_item(application: Application, part: ItemList, *, by: User, at: datetime) -> str:
    """Add an empty item at the end of the list and return its id. Raises AnswersRefused when the list is full."""
    order = items_of(part.name, _places(application, part))
    if len(order) >= part.most:
        raise AnswersRefused(_("“%(list)s” is full.") % {"list": part.label})
    item = uuid.uuid4().hex[:12]
    _keep_order(application, part, [*order, item], by=by, at=at)
    return item


def remove_item(application: Application, part: ItemList, *, item: str, by: User, at: datetime) -> None:
    """Take the item out of the list; what was typed in it is kept, so that it can be put back."""
    order = [other for other in items_of(part.name, _places(application, part)) if other != item]
    _keep_order(application, part, order, by=by, at=at, removed=item)


def restore_item(application: Application, part: ItemList, *, item: str, by: User, at: datetime) -> None:
    """Put a removed item back at the end. Raises AnswersRefused when the list is full or never had it."""
    places = _places(application, part)
    order = items_of(part.name, places)
    if f"{part.name}/{item}" not in places:
        raise AnswersRefused(_("The form has no field “%(path)s”.") % {"path": item[:60]})
    if len(order) >= part.most:
        raise AnswersRefused(_("“%(list)s” is full.") % {"list": part.label})
    _keep_order(application, part, [*(other for other in order if other != item), item], by=by, at=at)


def move_item(
    application: Application, part: ItemList, *, item: str, by: User, at: datetime, steps: int
) -> None:
    """Put the item so many places further down, or up if `steps` is negative; at the ends it stays."""
    order = items_of(part.name, _places(application, part))
    if item in order:
        place = order.index(item)
        order.insert(min(max(place + steps, 0), len(order) - 1), order.pop(place))
        _keep_order(application, part, order, by=by, at=at)


def removed_items(part: ItemList, values: dict[str, Any]) -> list[str]:
    """Return the ids of items that were taken out although something had been typed in them."""
    alive = set(items_of(part.name, values))
    with_words = {
        path.split("/")[1]
        for path, value in values.items()
        if path.startswith(f"{part.name}/") and path.count("/") == 2 and value not in ("", [])  # noqa: PLR2004 - list/item/field
    }
    return sorted(item for item in with_words - alive if f"{part.name}/{item}" in values)


def _places(application: Application, part: ItemList) -> dict[str, Any]:
    rows = application.answers.filter(path__startswith=f"{part.name}/")
    return {path: value for path, value in rows.values_list("path", "value") if path.count("/") == 1}


def _keep_order(
    application: Application, part: ItemList, order: list[str], *, by: User, at: datetime, removed: str = ""
) -> None:  # fmt: skip
    """Write down the place of each item. The order is nobody's text: the last one to arrange it is right."""
    wanted = {f"{part.name}/{item}": str(place) for place, item in enumerate(order)}
    if removed:
        wanted[f"{part.name}/{removed}"] = ""
    known: dict[str, Answer] = {row.path: row for row in application.answers.at_paths(wanted)}
    changes = [
        Change(path, value, known[path].version if path in known else 0)
        for path, value in wanted.items()
        if (known[path].value if path in known else None) != value and (path in known or value)
    ]
    save_answers(application, changes, by=by, at=at)
