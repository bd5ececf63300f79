"""Addresses of the read API. Every one of them is for reading only, from any site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from stories.api.documentation import openapi, to_documentation
from stories.api.problems import not_found
from stories.api.v1 import api
from stories.responses import open_data


def _open(pattern: Any) -> Any:
    pattern.callback = open_data(_as_get(pattern.callback))
    return pattern


def _as_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let HEAD be answered as GET; the server keeps the body back."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked, request.method = request.method, "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = asked

    return answer


app_name = "ninja"
urlpatterns = [
    path("docs", to_documentation, name="docs"),
    path("openapi.json", openapi, name="openapi"),
    *(_open(pattern) for pattern in api.urls[0]),
    re_path("", open_data(not_found)),
]
