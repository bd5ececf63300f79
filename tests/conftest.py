"""Fixtures for every test."""

import pytest

from tests import factories


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
