"""Refusals as problem+json (RFC 9457), in the language of whoever asked."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from ninja import Schema

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    __doc__ = gettext_noop("A parameter that could not be taken, and why.")

    parameter: str
    message: str


class Problem(Schema):
    __doc__ = gettext_noop("Why a request was refused.")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


_MESSAGES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "unknown_parameter": lambda _facts: _("There is no such parameter."),
    "literal_error": lambda facts: (
        _("Choose one of: %(expected)s.") % {"expected": _choices(facts["expected"])}
    ),
    "enum": lambda facts: _("Choose one of: %(expected)s.") % {"expected": _choices(facts["expected"])},
    "int_parsing": lambda _facts: _("Give a whole number."),
    "int_parsing_size": lambda _facts: _("Give a smaller number."),
    "bool_parsing": lambda _facts: _("Give true or false."),
    "greater_than_equal": lambda facts: _("Give a number of at least %(limit)s.") % {"limit": facts["ge"]},
    "less_than_equal": lambda facts: _("Give a number of at most %(limit)s.") % {"limit": facts["le"]},
    "string_too_short": lambda _facts: _("Give a value or leave the parameter out."),
    "string_too_long": lambda facts: _("Give at most %(limit)s characters.") % {"limit": facts["max_length"]},
    "string_pattern_mismatch": lambda _facts: _("This value has a form that the parameter can't have."),
    "too_long": lambda facts: _("Give at most %(limit)s values.") % {"limit": facts["max_length"]},
}


def problem(
    request: HttpRequest, status: int, detail: Callable[[], str], faults: Callable[[], list[Fault]] = list
) -> HttpResponse:
    """Answer with a problem; `detail` and `faults` are called in the language of the answer."""
    with translation.override(asked_language(request)):
        body = Problem(title=_title(status), status=status, detail=detail(), errors=faults())
        response = HttpResponse(
            json.dumps(body.model_dump(), ensure_ascii=False), status=status, content_type=MEDIA_TYPE
        )
        response.headers["Content-Language"] = get_language()
    return response


def not_found(request: HttpRequest, _error: Any = None) -> HttpResponse:
    return problem(request, HTTPStatus.NOT_FOUND, lambda: _("Nothing public stands at this address."))


def not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    """Say of each parameter what is the matter with it; the values themselves are not repeated."""

    def faults() -> list[Fault]:
        return [Fault(parameter=_parameter(fault), message=_message(fault)) for fault in error.errors]

    return problem(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        lambda: _("The request has parameters that can't be taken."),
        faults,
    )


def asked_language(request: HttpRequest) -> str:
    """The language of `lang`, else what the browser asks for, else Ukrainian."""
    wanted = request.GET.get("lang")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE


def _title(status: int) -> str:
    titles = {
        HTTPStatus.NOT_FOUND: _("Not found"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("Parameters refused"),
    }
    return titles[HTTPStatus(status)]


def _parameter(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "unknown_parameter":
        return fault["ctx"]["name"][:100]
    # Of a list, the place of the value stands last; the name of the filter is what a person looks for.
    return next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "")


def _message(fault: Mapping[str, Any]) -> str:
    say = _MESSAGES.get(fault["type"])
    return say(fault.get("ctx", {})) if say else _("This value can't be taken.")


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")
