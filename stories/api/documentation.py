"""What there is to ask of the API: as OpenAPI for programs, as a page for people."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.api.links import Links
from stories.api.problems import asked_language
from stories.api.v1 import api
from stories.responses import open_data

_SPOKEN = ("description", "summary")
_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')
_EXAMPLES: dict[str, dict[str, str]] = {
    "stories": {"q": "ветерани", "limit": "5"},
    "communities": {"q": "Тернопіль"},
}


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it."""

    name: str
    description: str
    kind: str
    default: str
    required: bool
    many: bool


@dataclass(frozen=True)
class Operation:
    """An address as the page shows it; `example` is a full address to try, `example_text` the same for people to read."""

    path: str
    anchor: str
    summary: str
    description: str
    parameters: list[Parameter]
    answer: str
    example: str
    example_text: str


@dataclass(frozen=True)
class Shape:
    """A kind of record with its fields: name, what it is, what it means."""

    name: str
    description: str
    fields: list[tuple[str, str, str]]


@open_data
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for programs; its sentences are in the language of `lang`."""
    language = asked_language(request)
    with translation.override(language):
        schema = _spoken(_schema())
    schema["servers"] = [{"url": f"{request.scheme}://{request.get_host()}"}]
    response = JsonResponse(schema, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = language
    return response


@require_safe
def to_documentation(request: HttpRequest) -> HttpResponse:
    """Send a person to the page in their language."""
    with translation.override(asked_language(request)):
        response = HttpResponseRedirect(reverse("api_documentation"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Every address of the API with its parameters, its answer and an example."""
    schema, links = _spoken(_schema()), Links.of(request, get_language() or "uk")
    shapes = schema["components"]["schemas"]
    context = {
        "operations": [
            _operation(path, methods["get"], links) for path, methods in schema["paths"].items() if "get" in methods
        ],
        "shapes": [_shape(name, shapes[name]) for name in sorted(_answered(schema))],
        "introduction": schema["info"]["description"],
        "entrance": links.api("entrance"),
        "openapi_url": links.api("openapi"),
        "page_title": _("Data for programs: the API"),
        "breadcrumbs": [(_("Home"), f"/{links.language}/"), (_("Data for programs: the API"), None)],
    }  # fmt: skip
    return TemplateResponse(request, "stories/api_documentation.html", context)


@lru_cache(maxsize=1)
def _schema_text() -> str:
    return json.dumps(api.get_openapi_schema())


def _schema() -> dict[str, Any]:
    """A copy of the schema that the caller may change."""
    schema: dict[str, Any] = json.loads(_schema_text())
    return schema


def _spoken(part: Any) -> Any:
    """The schema with its sentences in the active language."""
    if isinstance(part, list):
        return [_spoken(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _(value) if name in _SPOKEN and isinstance(value, str) and value else _spoken(value)
        for name, value in part.items()
    }


def _operation(path: str, details: dict[str, Any], links: Links) -> Operation:
    parameters = [_parameter(parameter) for parameter in details["parameters"]]
    answer = details["responses"]["200"]["content"]["application/json"]["schema"]
    name = path.removeprefix(reverse("api:entrance")).partition("/")[0]
    query = urlencode({**_EXAMPLES.get(name, {}), "lang": links.language})
    example = "" if "{" in path else f"{links.full(path)}?{query}"
    return Operation(
        path=path,
        anchor=details["operationId"],
        summary=details["summary"],
        description=details.get("description", ""),
        parameters=parameters,
        answer=_kind(answer),
        example=example,
        example_text=unquote(example),
    )


def _parameter(details: dict[str, Any]) -> Parameter:
    schema = details["schema"]
    many = schema.get("type") == "array"
    default = schema.get("default")
    return Parameter(
        name=details["name"],
        description=schema.get("description", ""),
        # What may be left out may be null; an address can't say so.
        kind=_kind(schema["items"] if many else schema).removesuffix(" | null"),
        default="" if default in (None, "", []) else str(default),
        required=details["required"],
        many=many,
    )


def _shape(name: str, schema: dict[str, Any]) -> Shape:
    fields = [
        (field, _kind(details), details.get("description", ""))
        for field, details in schema.get("properties", {}).items()
    ]
    return Shape(name, schema.get("description", ""), fields)


def _answered(schema: dict[str, Any]) -> set[str]:
    """Names of the shapes that answers are made of, and not those of the parameters."""
    shapes, found = schema["components"]["schemas"], set()
    wanted = [
        operation["responses"] for methods in schema["paths"].values() for operation in methods.values()
    ]
    while wanted:
        for name in _REFERENCE.findall(json.dumps(wanted.pop())):
            if name not in found:
                found.add(name)
                wanted.append(shapes[name])
    return found


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in the notation of programmers: `string | null`, `Story[]`."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    for joiner in ("anyOf", "oneOf"):
        if joiner in schema:
            return " | ".join(_kind(option) for option in schema[joiner])
    if schema.get("type") == "array":
        inner = _kind(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    return str(schema.get("format") or schema.get("type", "object"))
