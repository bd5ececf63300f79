"""The page cache around Django's own application."""

import pytest
from django.core.wsgi import get_wsgi_application

from config.page_cache.application import PageCache
from tests.config.reader import Counting, Reader


@pytest.fixture
def django_application():
    return Counting(get_wsgi_application())


@pytest.fixture
def cached(django_application, settings):
    """A reader whose answers may be kept ones."""
    settings.PAGE_CACHE_URL = "memory:"
    return Reader(PageCache(django_application))


@pytest.fixture
def uncached(django_application):
    """A reader whose answers are always made anew."""
    return Reader(django_application)
