"""Fixtures for every test."""

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests import committed, factories


def pytest_collection_modifyitems(items):
    """Mark what uses the database: only that can turn out otherwise on another one."""
    for item in items:
        if {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def site_language():
    """Begin each test in the site's own language: a request leaves its language active behind it."""
    with translation.override("uk"):
        yield


@pytest.fixture(scope="session")
def planted():
    """The rows of the tree, once a test has made it."""
    return []


@pytest.fixture
def indexes(db, planted):
    """The catalogues of both languages in an empty site."""
    return _tree(planted)


def _tree(planted):
    """A tree takes long to make, so only the first test does."""
    if planted:
        return factories.plant_tree(planted[0])
    indexes = factories.make_tree()
    planted.append(committed.rows_of(factories.TREE))
    return indexes


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
    """After a test whose changes were really committed, what migrations gave is put back.

    Django itself would empty every table and lose what migrations wrote: roles, vocabularies, the root of all pages.
    """
    with django_db_blocker.unblock():
        kept = committed.rows_of_migrations()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: committed.put_back(kept))
        yield


@pytest.fixture
def committed_indexes(transactional_db, planted):
    """The catalogues of both languages in a site whose changes are really committed."""
    with transaction.atomic():
        return _tree(planted)
