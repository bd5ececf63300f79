"""The protocol for readers: its file, its events in words, who stands behind the codes, and what the verifier says of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contest.domain.judging_terms import scoring_policy
from contest.domain.protocol import protocol_of
from contest.domain.publication import results_are_out
from contest.enums import ConflictGround, MotionOutcome
from contest.models import Call, JudgingPolicy, Juror, ProtocolEvent
from contest.verifier.report import Report
from contest.verifier.telling import spoken
from contest.verifier.verification import verify
from contest.verifier.words import LANGUAGES


@dataclass(frozen=True)
class EventLine:
    """An event in words: its number, when, what kind, and its facts as names with values."""

    number: int
    at: datetime | None
    kind: str
    facts: tuple[tuple[str, str], ...]
    hash: str


def protocol_file(call: Call, *, through: int | None = None) -> str:
    """Return the protocol as it is published: JSON, one event a line, the same text as long as nothing is added.

    `through` is the number of the last event that it may tell.
    """
    document = protocol_of(call, through=through)
    events = ",\n".join(json.dumps(event, ensure_ascii=False) for event in document["events"])
    head = json.dumps({"format": document["format"], "edition": document["edition"]}, ensure_ascii=False)
    return f'{head[:-1]}, "events": [\n{events}\n]}}\n'


def is_published(call: Call) -> bool:
    """Whether everyone may read the protocol: the call is public, its results are out, and a ranking was declared."""
    declared = JudgingPolicy.objects.filter(call=call, declared_at__isnull=False)
    return call.live and results_are_out(call) and declared.exists()


def names_jurors(call: Call) -> bool:
    """Whether the frozen rules say that everyone may know who stands behind the codes."""
    row = JudgingPolicy.objects.filter(call=call, frozen_at__isnull=False).first()
    return row is not None and scoring_policy(row).jurors_public


def jurors_by_code(call: Call) -> dict[str, str]:
    """Return the names behind the codes of everybody who ever joined."""
    rows = Juror.objects.of_call(call).filter(joined_at__isnull=False).order_by("code")
    return dict(rows.values_list("code", "name"))


def checked(call: Call) -> Report:
    """Return what the published verifier finds in the protocol as it stands; before a ranking is declared it is unfinished."""
    unfinished = not JudgingPolicy.objects.filter(call=call, declared_at__isnull=False).exists()
    return verify(json.loads(protocol_file(call)), unfinished=unfinished)


def report_words(report: Report, *, with_ranking: bool = False) -> str:
    """Return the report in the active language, English where the verifier doesn't speak it."""
    language = get_language() or "uk"
    return spoken(report, language if language in LANGUAGES else "en", with_ranking=with_ranking)


def event_lines(events: Iterable[ProtocolEvent], *, with_scores: bool) -> list[EventLine]:
    """Return the events in words; `with_scores` is whether the reader may see what jurors scored."""
    lines = []
    for row in events:
        data = row.data if with_scores else {name: row.data[name] for name in row.data if name != "scores"}
        at, facts = parse_datetime(row.at), tuple(_facts(data))
        lines.append(EventLine(row.number, at, row.get_kind_display(), facts, row.hash))
    return lines


def _facts(data: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield what an event tells, hashes and whole rules apart: they are in the file."""
    labels = {
        "juror": _("juror"), "entry": _("application"), "category": _("category"), "award": _("special award"),
        "entries": _("order"), "categories": _("panels"), "ground": _("ground"), "scores": _("scores"),
        "revision": _("revision"), "outcome": _("outcome"), "votes": _("votes"), "fingerprint": _("fingerprint"),
        "winners": _("winners"), "special_awards": _("special awards"),
    }  # fmt: skip
    for name, label in labels.items():
        if name in data and not _is_ranking(name, data):
            yield label, _value(name, data[name])


def _is_ranking(name: str, data: dict[str, Any]) -> bool:
    """A declared ranking is too long for a line: its places are in the file."""
    return name == "categories" and "winners" in data


def _value(name: str, value: Any) -> str:
    if name == "ground" and value in ConflictGround.values:
        return str(ConflictGround(value).label)
    if name == "outcome" and value in MotionOutcome.values:
        return str(MotionOutcome(value).label)
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value('', inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "—"
    return "—" if value is None else str(value)
