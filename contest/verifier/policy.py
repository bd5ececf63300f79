"""The policy: rules that contradict themselves, and whether they are those that were frozen."""

from collections.abc import Iterator
from typing import Any

from contest.verifier.facts import Facts
from contest.verifier.problems import repeats
from contest.verifier.reading import sha256
from contest.verifier.report import Report


def policy_problems(policy: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where rules of the right form contradict themselves."""
    repeated = [
        *((code, "tie_breaks") for code in repeats(policy["tie_breaks"])),
        *((code, "categories") for code in repeats(category["code"] for category in policy["categories"])),
        *((code, "special_awards") for code in repeats(award["code"] for award in policy["special_awards"])),
    ]
    known = set()
    for category in policy["categories"]:
        codes = [criterion["code"] for criterion in category["criteria"]]
        known.update(codes)
        repeated.extend((code, "criteria") for code in repeats(codes))
        if not codes:
            yield "field_missing", {"field": f"criteria ({category['code']})"}
        for criterion in category["criteria"]:
            if criterion["low"] >= criterion["high"]:
                yield "policy_scale", {"criterion": criterion["code"], "category": category["code"]}
    for code, field in repeated:
        yield "policy_repeats", {"found": code, "field": field}
    for rule in [*policy["tie_breaks"], *(award["rule"] for award in policy["special_awards"])]:
        kind, _colon, code = rule.partition(":")
        if kind == "criterion" and code not in known:
            yield "policy_criterion", {"found": code}
    if policy["aggregate"] == "trimmed_mean" and policy.get("trim_percent") is None:
        yield "policy_trim", {}


def check_policy_event(event: dict[str, Any], edition: Any, report: Report) -> None:
    """Check the fingerprint of the rules, and that they are those of this edition."""
    data = event["data"]
    expected = sha256(data["policy"])
    if data["fingerprint"] != expected:
        report.fault("fingerprint", event["number"], stated=data["fingerprint"], expected=expected)
    if "edition" not in data:
        report.note("edition_loose")
    elif data["edition"] != edition:
        report.fault("edition", event["number"], stated=data["edition"], expected=edition)


def refuse_policy(facts: Facts, place: int, _data: dict[str, Any], _kind: str) -> None:
    """Write down that rules were frozen a second time; those of the beginning stay."""
    facts.report.fault("policy_again", place)
