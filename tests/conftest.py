"""Fixtures for every test."""

import pytest
from django.utils import translation

from tests import factories


@pytest.fixture(autouse=True)
def site_language():
    """Begin each test in the site's own language: a request leaves its language active behind it."""
    with translation.override("uk"):
        yield


@pytest.fixture
def indexes(db):
    """The catalogues of both languages in an empty site."""
    return factories.make_tree()


@pytest.fixture
def uk(indexes):
    """The Ukrainian catalogue."""
    return indexes["uk"]


@pytest.fixture
def en(indexes):
    """The English catalogue."""
    return indexes["en"]
