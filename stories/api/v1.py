"""Version 1 of the read API: everything under /api/v1/."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from stories.api import places, stories, vocabularies
from stories.api.links import Links
from stories.api.parameters import Parameters
from stories.api.problems import MEDIA_TYPE, Problem, asked_language, not_found, not_valid
from stories.api.records import links_to_vocabularies
from stories.api.schemas import Entrance
from stories.enums import LICENCE_URLS, Licence

DESCRIPTION = _(
    "Read the public catalogue of stories of Ukrainian communities. No key is needed. Texts may be reused under the "
    "licence that each story names, mostly CC BY 4.0: name the community and this catalogue."
)
RESOURCES = (
    "stories", "communities", "regions", "categories", "editions", "challenges", "groups", "tags",
)  # fmt: skip


class ReadableJSON(JSONRenderer):
    """Ukrainian letters as themselves: half the size, and people can read it."""

    json_dumps_params = {"ensure_ascii": False}


class CatalogueAPI(NinjaAPI):
    """The API with what all its answers share: language, neighbours of a part, a schema that tells of problems."""

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        response.headers["Content-Language"] = asked_language(request)
        neighbours = [(rel, data.get(rel)) for rel in ("next", "previous")] if isinstance(data, dict) else []
        if link := ", ".join(f'<{address}>; rel="{rel}"' for rel, address in neighbours if address):
            response.headers["Link"] = link
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for operation in (method for methods in schema["paths"].values() for method in methods.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400:  # noqa: PLR2004 - from here on answers are refusals
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = CatalogueAPI(
    title="Resilient Communities",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    renderer=ReadableJSON(),
    openapi_extra={
        "info": {"license": {"name": "CC BY 4.0", "url": LICENCE_URLS[Licence.CC_BY]}},
    },
)
api.add_router("/stories", stories.router)
api.add_router("", places.router)
api.add_router("", vocabularies.router)
api.add_exception_handler(ValidationError, not_valid)
api.add_exception_handler(Http404, not_found)


@api.get(
    "/",
    response={200: Entrance, 422: Problem},
    url_name="entrance",
    summary=_("See what there is"),
    description=_("Where everything is."),
    tags=["start"],
)
def entrance(request: HttpRequest, parameters: Query[Parameters]) -> Entrance:
    links = Links.of(request, parameters.lang)
    return Entrance(
        documentation=links.page("api_documentation"),
        openapi=links.api("openapi"),
        licence=LICENCE_URLS[Licence.CC_BY],
        resources=links_to_vocabularies(links, RESOURCES),
    )
