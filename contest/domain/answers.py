"""Saving what is typed: field by field, idempotent, and never over what somebody else has written meanwhile."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.form_fields import CONDITIONS, OWN_QUESTIONS, is_item, section_at
from contest.enums import Section
from contest.errors import AnswersRefused
from contest.models import Answer, Application
from stories.models import Category, Community

Value = str | list[str]
RowT = TypeVar("RowT")

# What no database keeps or no UTF-8 writes: the zero character and halves of a pair.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
# Where an item stands in its list, "" once it was taken out.
_PLACE = re.compile(r"[0-9]{0,9}", re.ASCII)
LONGEST_VALUE = 40_000
MOST_CHOICES = 200
# More than the whole form holds with every list full.
MOST_FIELDS = 3_000
# What of the answers the application itself knows too, so that lists need not read answers.
_TITLE, _COMMUNITY, _CATEGORY = "title", "community", "category"


@dataclass(frozen=True)
class Change:
    """What stands in a field now; `base` is the version it was written over, 0 for a field that was empty.

    `own` are older texts that the same device has sent without getting an answer, so the server may have kept one.
    """

    path: str
    value: Value
    base: int = 0
    own: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Somebody else has written in the field meanwhile; `theirs` is what stands there, kept under `version`."""

    path: str
    yours: Value
    theirs: Value
    version: int
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Saved:
    """What became of a save: the version of each field that now holds what was sent, and what needs a choice."""

    versions: dict[str, int]
    conflicts: tuple[Conflict, ...]


@transaction.atomic
def save_answers(
    application: Application, changes: Iterable[Change], *, by: User | None, at: datetime,
    sections: Sequence[Section] | None = None,
) -> Saved:  # fmt: skip
    """Keep what was typed where nobody has written meanwhile; the rest comes back as conflicts, and nothing is lost.

    The same save sent twice is one save: a field that holds the value already counts as saved. `sections` limits the
    save to those sections. Raises AnswersRefused for a field that the form doesn't have and for what no form can hold;
    nothing is saved then. A constant number of queries, however many fields.
    """
    wanted = {change.path: change for change in changes}
    _refuse_nonsense(wanted, sections=sections)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    known = {row.path: row for row in locked.answers.at_paths(wanted).select_related("saved_by")}
    added, updated, versions, conflicts = [], [], {}, []
    for path, change in wanted.items():
        row = known.get(path)
        if row is None:
            row = Answer(application=locked, path=path, value=change.value, saved_at=at, saved_by=by)
            added.append(row)
        elif row.value != change.value and not _stays_removed(row, change):
            if not _may_replace(row, change):
                conflicts.append(
                    Conflict(
                        path, change.value, row.value, row.version, str(row.saved_by or ""), row.saved_at
                    )
                )
                continue
            row.value, row.version, row.saved_at, row.saved_by = change.value, row.version + 1, at, by
            updated.append(row)
        versions[path] = row.version
    if added or updated:
        if added and locked.answers.count() + len(added) > MOST_FIELDS:
            raise AnswersRefused(_("The form holds no more fields. Remove items from its lists."))
        Answer.objects.bulk_create(added)
        Answer.objects.bulk_update(updated, ["value", "version", "saved_at", "saved_by"])
        _keep_in_step(locked, [*added, *updated], at=at)
    return Saved(versions, tuple(conflicts))


def _may_replace(row: Answer, change: Change) -> bool:
    """Whether nobody else has written in the field meanwhile.

    The place of an item in its list is nobody's text: the last one to arrange it is right.
    """
    return row.version == change.base or row.value in change.own or is_item(change.path)


def _stays_removed(row: Answer, change: Change) -> bool:
    """Whether it is about the place of an item that somebody has taken out meanwhile. It can be put back on the page."""
    return is_item(change.path) and row.value == "" and row.version != change.base


def _refuse_nonsense(wanted: dict[str, Change], *, sections: Sequence[Section] | None) -> None:
    for path, change in wanted.items():
        section = section_at(path)
        if section is None:
            raise AnswersRefused(_("The form has no field “%(path)s”.") % {"path": path[:60]})
        if sections is not None and section not in sections:
            raise AnswersRefused(_("“%(section)s” cannot be changed now.") % {"section": section.label})
        if fault := why_unkeepable(change.value):
            raise AnswersRefused(fault)
        if is_item(path) and not _is_place(change.value):
            raise AnswersRefused(_("The form has no field “%(path)s”.") % {"path": path[:60]})


def why_unkeepable(value: Any) -> str:
    """Return a sentence why no field can keep the value, "" if one can."""
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        return _("What was sent is not a text.")
    if len(parts) > MOST_CHOICES or sum(len(part) for part in parts) > LONGEST_VALUE:
        return _("A text is too long to be kept. Shorten it or divide it.")
    if any(_UNKEEPABLE.search(part) for part in parts):
        return _("The text holds a character that cannot be kept.")
    return ""


def _is_place(value: Any) -> bool:
    return isinstance(value, str) and bool(_PLACE.fullmatch(value))


def bring_in_step(application: Application) -> None:
    """Take the title, place and category from the answers anew; saves nothing.

    They may be behind where the call or the register has come to know a value only after it was saved.
    """
    _take_over(application, application.answers.at_paths([_TITLE, _COMMUNITY, _CATEGORY]))


def _keep_in_step(application: Application, rows: Iterable[Answer], *, at: datetime) -> None:
    """Let the application itself know its title, place and category, and that it has changed since it was submitted."""
    _take_over(application, rows)
    application.changed_at = at
    application.unsent_changes = application.submitted_at is not None
    application.save(update_fields=["title", "community", "category", "changed_at", "unsent_changes"])


def _take_over(application: Application, rows: Iterable[Answer]) -> None:
    for row in rows:
        value = row.value if isinstance(row.value, str) else ""
        if row.path == _TITLE:
            application.title = " ".join(value.split())[:255]
        elif row.path == _COMMUNITY:
            application.community = Community.objects.filter(code=value).first() or _kept(
                application.community, application
            )
        elif row.path == _CATEGORY:
            offered = Category.objects.filter(
                slug=value, pk__in=application.call.categories.values("category")
            )
            application.category = offered.first() or _kept(application.category, application)


def _kept(row: RowT, application: Application) -> RowT | None:
    """A submitted application keeps its place and category until better ones are given."""
    return row if application.submitted_at else None


def own_paths(codes: Iterable[str], keys: Iterable[int]) -> set[str]:
    """Return the paths of a call's own questions and conditions of taking part."""
    return {f"{OWN_QUESTIONS}/{code}" for code in codes} | {f"{CONDITIONS}/{key}" for key in keys}
