"""Fixtures for every test."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests import committed, factories

# They use the database, but what they look at is words, forms, pages and processes: their reads are tested elsewhere.
ONCE = (
    "accounts", "bench", "contest/viewsets", "stories/forms", "stories/management", "stories/templatetags", "stories/viewsets",
    "config/test_page_cache_answers.py", "config/test_page_cache_processes.py", "stories/domain/exchange/test_round_trip.py",
    "stories/views/test_embed.py", "stories/views/test_feeds.py", "stories/views/test_safety_desk.py",
    "stories/views/test_share.py", "stories/views/test_withdrawal_page.py",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Mark what can turn out otherwise on another database."""
    here = Path(__file__).parent
    for item in items:
        uses = {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db")
        if uses and not item.path.relative_to(here).as_posix().startswith(ONCE):
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
