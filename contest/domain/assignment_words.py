"""What a plan of the assignment says, in words and figures for the secretariat."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest.domain.assignment import Clash, Objection, Obstacle, Plan, Shortage, Situation

# What a juror's codes stand for: {code: name}.
Names = Mapping[str, str]

_OBJECTIONS = {
    Objection.CONFLICT: gettext_lazy("there is a conflict of interest"),
    Objection.BAN: gettext_lazy("it is also forbidden, or the juror has stood back from it"),
    Objection.LEFT: gettext_lazy("the juror has left"),
    Objection.PANEL: gettext_lazy("the juror does not sit on the panel of its category"),
    Objection.UNKNOWN: gettext_lazy("the application is not judged, or the juror has not joined"),
}
_OBSTACLES = {
    Obstacle.PANEL: gettext_lazy("too few jurors sit on the panel of its category"),
    Obstacle.CONFLICT: gettext_lazy("too many of the panel have a conflict of interest"),
    Obstacle.BAN: gettext_lazy("too many of the panel are excluded by hand"),
    Obstacle.LANGUAGE: gettext_lazy("too few of the panel read its language"),
    Obstacle.CAPACITY: gettext_lazy("those who could score it have no room for more"),
}


@dataclass(frozen=True)
class SeatLine:
    """A juror's share under the plan. `share` is the load in per cent of the greatest one, for a bar."""

    code: str
    name: str
    done: int
    new: int
    taken: int
    load: int
    capacity: int | None
    share: int


@dataclass(frozen=True)
class EntryLine:
    """Whom the plan gives an entry to, and whom it takes it from."""

    entry: str
    new: str
    taken: str
    team: str


def seat_lines(situation: Situation, plan: Plan, names: Names) -> list[SeatLine]:
    """Return every active juror with their share, in the order of codes."""
    done = Counter(pair.juror for pair in situation.done)
    new, taken = (Counter(pair.juror for pair in pairs) for pairs in (plan.add, plan.remove))
    capacities = {juror.code: juror.capacity for juror in situation.jurors}
    greatest = max(plan.loads.values(), default=0) or 1
    return [
        SeatLine(
            code, names.get(code, ""), done[code], new[code], taken[code], load, capacities[code], 100 * load // greatest
        )
        for code, load in sorted(plan.loads.items())
    ]  # fmt: skip


def entry_lines(plan: Plan) -> list[EntryLine]:
    """Return the entries that change hands."""
    new, taken = _by_entry(plan.add), _by_entry(plan.remove)
    return [
        EntryLine(entry, _listed(new.get(entry)), _listed(taken.get(entry)), _listed(plan.teams.get(entry)))
        for entry in sorted(new.keys() | taken.keys())
    ]


def summary(situation: Situation, plan: Plan) -> list[str]:
    """Return in a few sentences what the plan does."""
    add, remove, entries = len(plan.add), len(plan.remove), len(situation.entries)
    if not add and not remove:
        return [_("There is nothing to change: every application has the jurors that it can have.")]
    said = []
    if add:
        said.append(
            ngettext("%(count)s new assignment is made.", "%(count)s new assignments are made.", add) % {"count": add}
        )  # fmt: skip
    if remove:
        said.append(
            ngettext("%(count)s assignment is taken back.", "%(count)s assignments are taken back.", remove)
            % {"count": remove}
        )
    full = sum(len(team) >= situation.evaluations for team in plan.teams.values())
    said.append(
        _("Applications that have all their jurors then: %(full)s of %(entries)s.")
        % {"full": full, "entries": entries}
    )
    if plan.loads:
        least, most = min(plan.loads.values()), max(plan.loads.values())
        said.append(_loads(least, most))
    return said


def shortage_words(shortage: Shortage, names: Names) -> str:
    """Return why an entry cannot get its number of jurors, and who fell away for what."""
    why = _("%(given)s of %(needed)s jurors: %(why)s.") % {
        "given": shortage.given, "needed": shortage.needed, "why": _OBSTACLES[shortage.why],
    }  # fmt: skip
    fell = (
        (_("Conflict of interest: %(jurors)s."), shortage.conflicted),
        (_("Excluded by hand: %(jurors)s."), shortage.banned),
        (_("Don’t read its language: %(jurors)s."), shortage.other_language),
        (_("One more place with any of these would do: %(jurors)s."), shortage.full),
    )
    return " ".join([why, *(words % {"jurors": named(codes, names)} for words, codes in fell if codes)])


def clash_words(clash: Clash, names: Names) -> str:
    """Return why a pin cannot be kept."""
    return _("%(entry)s is to go to %(juror)s, but %(why)s.") % {
        "entry": clash.pin.entry, "juror": named([clash.pin.juror], names), "why": _OBJECTIONS[clash.why],
    }  # fmt: skip


def group_words(groups: Iterable[Iterable[str]], names: Names) -> str:
    """Return which jurors share no entries with which others."""
    return " | ".join(named(group, names) for group in groups)


def named(codes: Iterable[str], names: Names) -> str:
    """Return jurors by code and name: “J01 Oksana Example, J02 …”."""
    return ", ".join(f"{code} {names.get(code, '')}".strip() for code in codes)


def _loads(least: int, most: int) -> str:
    if least == most:
        return ngettext(
            "Every juror has %(most)s application.", "Every juror has %(most)s applications.", most
        ) % {"most": most}
    return _("Jurors have from %(least)s to %(most)s applications.") % {"least": least, "most": most}


def _by_entry(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry, juror in pairs:
        found.setdefault(entry, []).append(juror)
    return found


def _listed(codes: Iterable[str] | None) -> str:
    return ", ".join(codes or ())
