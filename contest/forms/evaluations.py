"""A scoring sheet as its page shows it and sends it back: criteria with what stands in them, right or wrong, and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from contest.domain.answers import Change, Conflict
from contest.domain.moments import Moment, moment_of
from contest.domain.scoring_sheets import APPLICANT_NOTE, NOTE, NOTES, PANEL_NOTE, SheetCriterion
from contest.forms.posted_answers import BASE, CHOSEN, MERGED, OVER, OWN, YOURS, base_of, mark_of, own_values
from contest.models import Call


@dataclass(frozen=True)
class SheetField:
    """A field of the sheet: what stands in it, and the state in which the page shows it."""

    path: str
    label: str
    value: str
    base: str
    help: str = ""
    # Whether what stands in it is what the server keeps.
    is_kept: bool = True

    @property
    def id(self) -> str:
        return f"f-{self.path}"


@dataclass(frozen=True)
class ScoreField(SheetField):
    """A criterion to be scored; `is_missing` once somebody wanted to submit without it."""

    criterion: SheetCriterion | None = None
    is_missing: bool = False

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Each score as it is sent, what it means, and whether it stands there."""
        steps = self.criterion.steps if self.criterion else []
        return [(str(step.score), step.text, str(step.score) == self.value) for step in steps]

    @property
    def meaning(self) -> str:
        """What the score that stands there means."""
        anchors = self.criterion.anchors if self.criterion else ()
        return next((step.text for step in anchors if str(step.score) == self.value), "")


@dataclass(frozen=True)
class SheetOnPage:
    """All fields of a sheet."""

    scores: list[ScoreField]
    notes: list[SheetField]

    @property
    def missing(self) -> list[ScoreField]:
        return [field for field in self.scores if not field.value]


@dataclass(frozen=True)
class OwnConflict:
    """A field that another window of the same person has written in meanwhile."""

    path: str
    label: str
    yours: str
    theirs: str
    base: str
    moment: Moment
    merges: bool

    @property
    def both(self) -> str:
        """A beginning for a text of one's own from both."""
        return f"{self.theirs}\n\n{self.yours}"


def sheet_on_page(
    sheet: Sequence[SheetCriterion], kept: Mapping[str, tuple[str, int]], *, typed: Mapping[str, str] | None = None,
    wants_missing: bool = False,
) -> SheetOnPage:  # fmt: skip
    """Return the sheet with what is `kept` (value and version by path), and with what was `typed` but could not be."""
    typed = typed or {}

    def common(path: str) -> dict[str, Any]:
        value, version = kept.get(path, ("", 0))
        return {
            "path": path, "value": typed.get(path, value), "base": base_of(value, version),
            "is_kept": path not in typed,
        }  # fmt: skip

    scores = [
        ScoreField(
            **common(each.path), label=each.name, help=each.description, criterion=each,
            is_missing=wants_missing and not kept.get(each.path, ("", 0))[0],
        )
        for each in sheet
    ]  # fmt: skip
    words = notes_in_words()
    notes = [SheetField(**common(path), label=words[path][0], help=words[path][1]) for path in NOTES]
    return SheetOnPage(scores, notes)


def notes_in_words() -> dict[str, tuple[str, str]]:
    """Return the name and the help of each note."""
    return {
        NOTE: (_("My notes"), _("Nobody but you reads them.")),
        PANEL_NOTE: (_("For the panel"), _("The jury reads this when it deliberates, under your name.")),
        APPLICANT_NOTE: (
            _("For the applicant"),
            _(
                "If the organisers pass on what the jury advises, this stands in the letter about the result, without your "
                "name."
            ),
        ),
    }


def posted_scores(data: QueryDict, *, sheet: Sequence[SheetCriterion]) -> list[Change]:
    """Return what was changed on the page, and what was chosen where two windows had written; the rest is left out."""
    paths = [*(each.path for each in sheet), *NOTES]
    changes = []
    for path in paths:
        if f"{BASE}{path}" in data:
            version, _point, mark = str(data[f"{BASE}{path}"]).partition(".")
            value = _value(data, path)
            if mark_of(value) != mark:
                own = tuple(own_values(data.getlist(f"{OWN}{path}")))
                changes.append(Change(path, value, _number(version), own))
        elif data.get(f"{CHOSEN}{path}") in {"yours", "merged"}:
            source = YOURS if data[f"{CHOSEN}{path}"] == "yours" else MERGED
            changes.append(
                Change(path, _value(data, f"{source}{path}"), _number(data.get(f"{OVER}{path}", "")))
            )
    return changes


def own_conflicts(
    conflicts: Sequence[Conflict], *, sheet: Sequence[SheetCriterion], call: Call
) -> list[OwnConflict]:
    """Return the conflicts as the page shows them."""
    return [
        OwnConflict(
            path=each.path, label=label_of_field(each.path, sheet=sheet), yours=str(each.yours), theirs=str(each.theirs),
            base=str(each.version), moment=moment_of(each.at, zone=call.zone), merges=each.path in NOTES,
        )
        for each in conflicts
    ]  # fmt: skip


def label_of_field(path: str, *, sheet: Sequence[SheetCriterion]) -> str:
    """Return the name of a field of the sheet."""
    names = {each.path: each.name for each in sheet}
    return names.get(path) or notes_in_words()[path][0]


def _value(data: QueryDict, key: str) -> str:
    return str(data.get(key, "")).replace("\r\n", "\n")


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else 0
