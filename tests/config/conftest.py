"""The page cache around Django's own application."""

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from config.page_cache.application import PageCache
from stories.templatetags import reading_tags
from tests.config.reader import Counting, Reader


@pytest.fixture
def django_application():
    """Django's application. A request leaves the connection alone, which may hold the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Counting(get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cached(django_application, settings):
    """A reader whose answers may be kept ones."""
    settings.PAGE_CACHE_URL = "memory:"
    return Reader(PageCache(django_application))


@pytest.fixture
def uncached(django_application):
    """A reader whose answers are always made anew, the articles of stories too."""

    def anew(environ, start_response):
        reading_tags._articles.clear()
        return django_application(environ, start_response)

    return Reader(anew)
