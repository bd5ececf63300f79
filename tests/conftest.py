"""Fixtures for every test."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from tests import committed, factories


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The rows that migrations gave, kept before the first test can empty the database."""
    with django_db_blocker.unblock():
        return committed.rows_of_migrations()


@pytest.fixture
def as_migrated(django_db_setup, django_db_blocker):
    """What migrations gave is there before and after a test whose changes are committed."""
    with django_db_blocker.unblock():
        if not Locale.objects.exists():
            committed.put_back(django_db_setup)
    yield
    with django_db_blocker.unblock():
        committed.put_back(django_db_setup)


@pytest.fixture
def committed_indexes(as_migrated, transactional_db):
    """The catalogues of both languages in a site whose changes are really committed."""
    committed.make_root()
    return factories.make_tree()
