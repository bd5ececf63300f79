"""Where a value is not of the form that it should have."""

from collections.abc import Iterable, Iterator
from typing import Any

from contest.verifier.forms import ByCode, Form
from contest.verifier.kinds import LIST, OBJECT, Kind, is_code


def problems(value: Any, shape: Any, field: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where the value is not of the shape: code and values of the remark."""
    if isinstance(shape, Kind):
        if not shape.allows(value):
            yield "field_wrong", {"field": field, "expected": shape.words, "found": value}
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield "field_wrong", {"field": field, "expected": LIST.words, "found": value}
            return
        for index, item in enumerate(value):
            yield from problems(item, shape[0], f"{field}[{index}]")
    elif not isinstance(value, dict):
        yield "field_wrong", {"field": field, "expected": OBJECT.words, "found": value}
    elif isinstance(shape, ByCode):
        for key, item in value.items():
            if not is_code(key):
                yield "field_unknown", {"field": f"{field}.{key}"}
            yield from problems(item, shape.inside, f"{field}.{key}")
    else:
        yield from field_problems(value, shape, f"{field}." if field else "")


def field_problems(value: dict[str, Any], form: Form, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield which fields are missing, unknown or wrong."""
    for name, inside in [*form.required.items(), *form.optional.items()]:
        if name in value:
            yield from problems(value[name], inside, f"{prefix}{name}")
        elif name in form.required:
            yield "no_reason" if name == "reason_sha256" else "field_missing", {"field": f"{prefix}{name}"}
    for name in value:
        if name not in form.required and name not in form.optional:
            yield "field_unknown", {"field": f"{prefix}{name}"}


def repeats(values: Iterable[str]) -> list[str]:
    """Return the values that stand more than once."""
    seen: set[str] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]
