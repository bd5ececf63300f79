"""Small protocols, hashed by these few lines alone, so that the verifier is tested against something else than itself."""

import copy
import hashlib
import json

REASON = hashlib.sha256("сіль і пояснення".encode()).hexdigest()
VOTES = {"for": 3, "against": 0, "abstained": 1}


def policy(*, criteria=None, categories=None, **changed):
    """Return rules of judging: one category, criteria of which the first counts twice, unless told otherwise."""
    criteria = criteria or [
        {"code": "impact", "weight": "2", "low": 0, "high": 5},
        {"code": "idea", "weight": "1.0", "low": 1, "high": 5},
    ]
    categories = categories or [{"code": "water", "winners": 1, "minimum": "60.00", "criteria": criteria}]
    rules = {
        "format": 1, "quorum": 2, "aggregate": "mean", "trim_percent": 20, "adjustment": "none",
        "tie_breaks": ["criterion:impact", "median", "evaluations", "decision"],
        "categories": categories, "special_awards": [{"code": "youth", "rule": "criterion:idea", "minimum": None}],
        "evaluations_per_entry": 3, "same_region_is_conflict": True, "blind": True, "jurors_public": False,
    }  # fmt: skip
    return rules | changed


def plain(**changed):
    """Return rules by which a score is the points: one criterion from 0 to 100, quorum of one, nothing special."""
    criteria = [{"code": "all", "weight": "1", "low": 0, "high": 100}]
    categories = [{"code": "water", "winners": 1, "minimum": None, "criteria": criteria}]
    return policy(
        **({"categories": categories, "quorum": 1, "tie_breaks": [], "special_awards": []} | changed)
    )


class Protocol:
    """A protocol being written."""

    def __init__(self, rules):
        self.events = []
        self.add("policy_frozen", policy=rules, fingerprint=hash_of(rules), edition="third")

    def add(self, kind, **data):
        """Write an event; return its number."""
        number = len(self.events) + 1
        event = {
            "number": number,
            "at": f"2026-11-21T10:{number // 60:02d}:{number % 60:02d}.000000Z",
            "kind": kind,
        }
        event |= {"data": data, "previous": self.events[-1]["hash"] if self.events else "0" * 64}
        self.events.append(event | {"hash": hash_of(event)})
        return number

    def admit(self, *entries, category="water"):
        for entry in entries:
            self.add("entry_admitted", entry=entry, category=category)

    def join(self, *jurors, categories=("water",)):
        for juror in jurors:
            self.add("juror_joined", juror=juror, categories=list(categories), languages=["uk"])

    def score(self, juror, entry, **scores):
        """Assign the entry and hand in the evaluation; return the number of the latter."""
        self.add("assigned", juror=juror, entry=entry)
        return self.add("evaluation_submitted", juror=juror, entry=entry, revision=1, scores=scores)

    def table(self, **rows):
        """Write admissions, jurors and evaluations by the only criterion: entry={juror: score}."""
        self.admit(*rows)
        self.join(*sorted({juror for row in rows.values() for juror in row}))
        for entry, row in rows.items():
            for juror, score in row.items():
                self.score(juror, entry, all=score)
        return self

    def document(self):
        return {"format": 1, "edition": "third", "events": copy.deepcopy(self.events)}


def valid():
    """Return a finished protocol in which all is right, with every kind of event but a second ranking."""
    protocol = Protocol(policy())
    protocol.admit("A-1", "A-2", "A-3", "A-4")
    protocol.join("J01", "J02", "J03", "J04")
    protocol.add("conflict_found", juror="J04", entry="A-1", ground="same_region")
    protocol.add("conflict_lifted", juror="J04", entry="A-1", ground="same_region", reason_sha256=REASON)
    protocol.add("conflict_declared", juror="J03", entry="A-1", ground="past_work", reason_sha256=REASON)
    protocol.add("conflict_confirmed", juror="J03", entry="A-1", ground="past_work")
    protocol.score("J01", "A-1", impact=5, idea=5)
    protocol.score("J02", "A-1", impact=1, idea=3)
    protocol.score("J01", "A-2", impact=3, idea=3)
    protocol.score("J03", "A-2", impact=5, idea=1)
    protocol.score("J02", "A-3", impact=5, idea=5)
    protocol.add("assigned", juror="J04", entry="A-3")
    protocol.add("recused", juror="J04", entry="A-3", reason_sha256=REASON)
    protocol.add("assigned", juror="J04", entry="A-2")
    protocol.add("unassigned", juror="J04", entry="A-2")
    protocol.add("entry_removed", entry="A-4", why="withdrawn")
    scores = {"impact": 4, "idea": 3}
    protocol.add(
        "evaluation_changed", juror="J02", entry="A-1", revision=2, scores=scores, reason_sha256=REASON
    )
    protocol.add("juror_left", juror="J04")
    protocol.add("judging_closed")
    protocol.add("decided", category="water", entry="A-1", outcome="winner", differs=False, votes=VOTES)
    protocol.add("ranking_declared", **declared())
    return protocol


def declared():
    """Return the right ranking of `valid`, by hand: 100 × (2a/5 + (b − 1)/4)/3.

    A-1: 100 and 70, so 85. A-2: 56.666… and 66.666…, so 61.666… A-3 has one evaluation only. By the idea, A-1 has 75
    and A-2 has 25.
    """
    lines = [
        {"entry": "A-1", "place": 1, "score": "85.000000", "raw": "85.000000", "evaluations": 2},
        {"entry": "A-2", "place": 2, "score": "61.666667", "raw": "61.666667", "evaluations": 2},
    ]
    categories = {"water": lines, "without_quorum": {"water": ["A-3"]}}
    return {"categories": categories, "winners": {"water": ["A-1"]}, "special_awards": {"youth": "A-1"}}


def hash_of(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def rehashed(document, *, first=1):
    """Number and chain the events anew, from the event of that number on, as a careful forger would."""
    previous = document["events"][first - 2]["hash"] if first > 1 else "0" * 64
    for index, event in enumerate(document["events"]):
        if index >= first - 1:
            event.pop("hash", None)
            event |= {"number": index + 1, "previous": previous}
            event["hash"] = previous = hash_of(event)
    return document
