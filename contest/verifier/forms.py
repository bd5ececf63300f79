"""Forms: which fields there are in a protocol."""

from typing import Any, NamedTuple

from contest.verifier.kinds import (
    CODE,
    CODE_OR_NULL,
    COUNT,
    FLAG,
    HASH,
    LIST,
    MINIMUM,
    MOMENT,
    OBJECT,
    ONE,
    PERCENT,
    POINTS,
    POSITIVE,
    RULE,
    SCORE,
    TIE_BREAK,
    WEIGHT,
    one_of,
)


class Form(NamedTuple):
    """An object with these fields and no others."""

    required: dict[str, Any]
    optional: dict[str, Any]


class ByCode(NamedTuple):
    """An object whose keys are codes of categories, criteria or awards."""

    inside: Any


POLICY = Form(
    {
        "format": ONE,
        "quorum": POSITIVE,
        "aggregate": one_of("mean", "median", "trimmed_mean"),
        "adjustment": one_of("none", "additive"),
        "tie_breaks": [TIE_BREAK],
        "categories": [
            Form(
                {
                    "code": CODE,
                    "winners": COUNT,
                    "minimum": MINIMUM,
                    "criteria": [Form({"code": CODE, "weight": WEIGHT, "low": SCORE, "high": SCORE}, {})],
                },
                {},
            )
        ],
        "special_awards": [Form({"code": CODE, "rule": RULE, "minimum": MINIMUM}, {})],
        "evaluations_per_entry": POSITIVE,
        "same_region_is_conflict": FLAG,
        "blind": FLAG,
        "jurors_public": FLAG,
    },
    {"trim_percent": PERCENT},
)
PAIR = {"juror": CODE, "entry": CODE}
EVALUATION = {**PAIR, "revision": POSITIVE, "scores": ByCode(SCORE)}
CONFLICT = Form({**PAIR, "ground": CODE}, {"reason_sha256": HASH})
LINE = Form({"entry": CODE, "place": POSITIVE, "score": POINTS, "raw": POINTS, "evaluations": COUNT}, {})
DATA = {
    "policy_frozen": Form({"policy": POLICY, "fingerprint": HASH}, {"edition": CODE}),
    "entry_admitted": Form({"entry": CODE, "category": CODE}, {"reason_sha256": HASH}),
    "entry_removed": Form({"entry": CODE, "why": one_of("withdrawn", "disqualified", "screening")}, {}),
    "juror_joined": Form({"juror": CODE, "categories": [CODE], "languages": [CODE]}, {}),
    "juror_left": Form({"juror": CODE}, {}),
    "conflict_found": CONFLICT,
    "conflict_declared": CONFLICT,
    "conflict_confirmed": CONFLICT,
    "conflict_lifted": CONFLICT,
    "assigned": Form(PAIR, {}),
    "unassigned": Form(PAIR, {}),
    "evaluation_submitted": Form(EVALUATION, {}),
    "evaluation_changed": Form({**EVALUATION, "reason_sha256": HASH}, {}),
    "recused": Form({**PAIR, "reason_sha256": HASH}, {}),
    "judging_closed": Form({}, {}),
    "shortlisted": Form({"entry": CODE}, {}),
    "unshortlisted": Form({"entry": CODE, "reason_sha256": HASH}, {}),
    "tie_decided": Form({"category": CODE, "entries": [CODE], "minutes_sha256": HASH}, {}),
    "decided": Form(
        {
            "outcome": one_of("winner", "special_award", "not_awarded", "not_given"),
            "differs": FLAG,
            "votes": Form({"for": COUNT, "against": COUNT, "abstained": COUNT}, {}),
        },
        {"entry": CODE, "category": CODE, "award": CODE, "reason_sha256": HASH},
    ),
    "ranking_declared": Form(
        {"categories": OBJECT, "winners": ByCode([CODE]), "special_awards": ByCode(CODE_OR_NULL)},
        {"without_quorum": ByCode([CODE])},
    ),
}
EVENT = Form(
    {"number": POSITIVE, "at": MOMENT, "kind": CODE, "data": OBJECT, "previous": HASH, "hash": HASH}, {}
)
PROTOCOL = Form({"format": ONE, "edition": CODE, "events": LIST}, {})
