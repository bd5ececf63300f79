"""The API keeps to its own description, whatever is asked of it."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from stories.api.v1 import api

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json?lang=en", get_wsgi_application())


@pytest.fixture
def catalogue(fill):
    """Two stories, and a server that leaves the test's own connection to the database open."""
    fill(2)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(
    max_examples=15, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_answers_keep_to_the_schema(catalogue, case):
    case.call_and_validate()


def test_schema_names_every_operation_once():
    schema = api.get_openapi_schema()
    names = [method["operationId"] for methods in schema["paths"].values() for method in methods.values()]
    assert sorted(names) == [
        "categories", "category", "challenges", "communities", "community", "edition", "editions", "entrance", "groups",
        "region", "regions", "stories", "story", "tags",
    ]  # fmt: skip


def test_schema_tells_of_refusals_as_problems():
    story = api.get_openapi_schema()["paths"]["/api/v1/stories/{key}"]["get"]["responses"]
    assert {status: list(answer["content"]) for status, answer in story.items()} == {
        200: ["application/json"],
        404: ["application/problem+json"],
        422: ["application/problem+json"],
    }


@pytest.mark.parametrize(("lang", "summary"), [("uk", "Перелік історій"), ("en", "List stories")])
def test_description_is_in_the_language_asked_for(client, lang, summary):
    schema = client.get("/api/v1/openapi.json", {"lang": lang}).json()
    assert schema["paths"]["/api/v1/stories"]["get"]["summary"] == summary
    assert schema["servers"] == [{"url": "http://testserver"}]
