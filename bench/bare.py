"""A bare Django view: no middleware, no template, no database. It answers the bytes that our page answered.

`BENCH_BODIES` names a folder with one file for each page.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="bench-only",  # noqa: S106 - nothing is signed
    MIDDLEWARE=[],
    USE_I18N=False,
)

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_BODIES"]).iterdir()}


def same_bytes(_request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(BODIES[name], content_type="text/html; charset=utf-8")


urlpatterns = [path("<str:name>", same_bytes)]
application = get_wsgi_application()
