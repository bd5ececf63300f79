"""Saying what was found, to a person and to a program."""

import json
from collections.abc import Iterator
from typing import Any

from contest.verifier.arithmetic import two_decimals, with_decimals
from contest.verifier.report import Remark, Report
from contest.verifier.standings import Ranking
from contest.verifier.words import LANGUAGES, label, listed


def spoken(report: Report, language: str, *, with_ranking: bool = False, most: int = 100) -> str:
    """Return the report for a person: the summary first, then each fault."""
    if not report.readable:
        return "\n".join([label("unread", language), report.faults[0].text(language)])
    if report.good:
        unfinished = any(remark.code in {"not_closed", "no_ranking"} for remark in report.notices)
        lines = [label("good_unfinished" if unfinished else "good", language)]
    else:
        lines = [label("bad", language, count=report.counts["faults"])]
    facts = {name: report.counts[name] for name in ("events", "evaluations")}
    lines.append(label("facts", language, edition=report.edition, **facts))
    if report.last_hash:
        lines.append(label("last", language, hash=report.last_hash))
    for name, remarks in (("faults", report.faults), ("notices", report.notices)):
        if remarks:
            lines += [
                "",
                label(name, language),
                *(f"  • {remark.text(language)}" for remark in remarks[:most]),
            ]
        if report.counts[name] > most:
            lines.append(f"  {label('more', language, count=report.counts[name] - most)}")
    if with_ranking and report.ranking is not None:
        lines += ["", label("ranking", language), *ranking_lines(report.ranking, language)]
    return "\n".join(lines)


def ranking_lines(ranking: Ranking, language: str) -> Iterator[str]:
    """Yield the ranking for a person, line by line."""
    index = LANGUAGES.index(language)
    for code, standing in ranking.categories.items():
        yield label("category", language, category=code)
        for line in standing.lines:
            values = {"place": line.place, "entry": line.entry, "score": two_decimals(line.score)}
            yield f"  {label('place', language, **values, evaluations=line.evaluations)}"
        for equal, by in standing.ties:
            yield f"  {label('tie' if by else 'unbroken', language, entries=listed(equal)[index], by=by)}"
        if standing.without_quorum:
            yield f"  {label('quorum', language, entries=listed(standing.without_quorum)[index])}"
        yield f"  {label('winner_list', language, entries=listed(standing.winners)[index])}"
    for award, entry in ranking.special_awards.items():
        yield label("award_line", language, award=award, entry=listed([entry])[index])


def declared_form(ranking: Ranking) -> dict[str, Any]:
    """Return the ranking as an event «ranking_declared» would declare it, before any decision of the jury."""
    return {
        "categories": {
            code: [
                {
                    "entry": line.entry,
                    "place": line.place,
                    "score": with_decimals(line.score),
                    "raw": with_decimals(line.raw),
                    "evaluations": line.evaluations,
                }
                for line in standing.lines
            ]
            for code, standing in ranking.categories.items()
        },
        "without_quorum": {code: standing.without_quorum for code, standing in ranking.categories.items()},
        "winners": {code: standing.winners for code, standing in ranking.categories.items()},
        "special_awards": ranking.special_awards,
    }


def for_machines(report: Report, language: str) -> str:
    """Return the report as JSON."""

    def remarks(found: list[Remark]) -> list[dict[str, Any]]:
        return [
            {"code": remark.code, "event": remark.event, "text": remark.text(language)} for remark in found
        ]

    ranking = report.ranking
    open_ = (
        {} if ranking is None else {code: standing.undecided for code, standing in ranking.categories.items()}
    )
    ties = {} if ranking is None else {code: standing.ties for code, standing in ranking.categories.items()}
    content = {
        "good": report.good,
        "readable": report.readable,
        "edition": report.edition,
        "last_hash": report.last_hash,
        "counts": report.counts,
        "faults": remarks(report.faults),
        "notices": remarks(report.notices),
        "ranking": None if ranking is None else declared_form(ranking),
        "ties": {
            code: [{"entries": equal, "broken_by": by} for equal, by in its] for code, its in ties.items()
        },
        "undecided": {"categories": open_, "special_awards": {} if ranking is None else ranking.tied},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
