"""Fixtures for every test."""

import gc
import os
import sqlite3
from contextlib import closing
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from xdist.scheduler import LoadScopeScheduling

from tests import committed, factories, migrated

# They use the database, but what they look at is words, forms, pages and processes: their reads are tested elsewhere.
ONCE = (
    "accounts", "bench", "contest/viewsets", "stories/forms", "stories/management", "stories/templatetags", "stories/viewsets",
    "config/test_page_cache_answers.py", "config/test_page_cache_processes.py", "stories/domain/exchange/test_round_trip.py",
    "contest/views/test_judging_conclusion.py", "contest/views/test_judging_rules.py", "contest/views/test_jury_access.py",
    "contest/views/test_jury_blindness.py", "contest/views/test_jury_pages.py", "contest/views/test_redactions_desk.py",
    "stories/views/test_embed.py", "stories/views/test_feeds.py", "stories/views/test_safety_desk.py",
    "stories/views/test_share.py", "stories/views/test_withdrawal_page.py",
)  # fmt: skip


# Tests that share what takes seconds to make go to one process each.
TOGETHER = {
    "tests/stories/domain/exchange/test_round_trip.py": "booklet",
    "tests/stories/domain/test_search_real_stories.py": "booklet",
    "tests/stories/management/test_load_stories.py": "booklet",
    "tests/config/test_page_cache_processes.py": "processes",
    # Each brings a call of its own into the site, which a process does once only.
    "tests/browser/test_assignment_journey.py": "judging",
    "tests/browser/test_deliberation_journey.py": "deliberating",
    "tests/browser/test_juror_journey.py": "scoring",
}
# Looking for garbage all the time takes a sixth of a run; this often it takes next to nothing, and memory stays bounded.
TESTS_BETWEEN_COLLECTIONS = 200
_finished = count(1)


class Together(LoadScopeScheduling):
    """Every test goes to whichever process is free, but for those in TOGETHER.

    xdist's own marks for this are not heard by pytest 9, where the name of a test can no longer be changed.
    """

    def _split_scope(self, nodeid):
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


def pytest_configure():
    gc.disable()


def pytest_runtest_logfinish():
    if next(_finished) % TESTS_BETWEEN_COLLECTIONS == 0:
        gc.collect()
        # What is still there stays for the rest of the run, so it need not be looked through again.
        gc.freeze()


def pytest_collection_modifyitems(items):
    """Mark what can turn out otherwise on another database."""
    here = Path(__file__).parent
    for item in items:
        uses = {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db")
        if uses and not item.path.relative_to(here).as_posix().startswith(ONCE):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def reference_index(request):
    """Wagtail notes what refers to what, which takes a fifth of its saving: only for tests marked as asking for it."""
    if request.node.get_closest_marker("reference_index"):
        yield
        return
    with disable_reference_index_auto_update():
        yield


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
    return grow_tree(planted)


def grow_tree(planted):
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
def migrated_rows():
    """All rows that migrations gave."""
    return []


@pytest.fixture(scope="session")
def migrated_copies(tmp_path_factory, django_db_blocker):
    """What spares all processes of a run but one the migrations."""
    base = tmp_path_factory.getbasetemp()
    # With several workers, the folder that all of them see.
    found = migrated.copies(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)
    yield found
    with django_db_blocker.unblock():
        found.end()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated_copies):
    """Called before the test database is made."""
    migrated_copies.begin()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_copies, migrated_rows):
    """After a test whose changes were really committed, what migrations gave is put back.

    Django itself would empty every table and lose what migrations wrote: roles, vocabularies, the root of all pages.
    """
    with django_db_blocker.unblock():
        migrated_copies.finish()
        migrated_rows.extend(committed.all_rows())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _test: committed.put_back(migrated_rows)
        )
        yield


@pytest.fixture(scope="session")
def kept_sites():
    """The rows of sites that one test has made and others need as well, by name."""
    return {}


@pytest.fixture
def committed_site(transactional_db, planted, kept_sites):
    """Make a site whose changes are really committed by `make(indexes)`; the second time its rows are put in."""

    def grow(name, make):
        if name in kept_sites:
            committed.put_back(kept_sites[name])
            Site.clear_site_root_paths_cache()
            return
        with transaction.atomic():
            make(grow_tree(planted))
        kept_sites[name] = committed.all_rows()

    return grow


@pytest.fixture
def committed_indexes(transactional_db, planted):
    """The catalogues of both languages in a site whose changes are really committed."""
    with transaction.atomic():
        return grow_tree(planted)


@pytest.fixture
def several_connections(transactional_db, settings, tmp_path):
    """Let every thread have a connection of its own, as on a server, and let a connection get lost.

    SQLite's database of the tests lives in memory, where one connection is all there is. Instead of it the test gets a
    copy in a file, opened as the site opens its own; what is written into it goes with it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, file = connections["default"], tmp_path / "test.sqlite3"
    in_memory.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        in_memory.connection.backup(copy)
    of_the_file = {**in_memory.settings_dict, "NAME": str(file), "OPTIONS": settings.SQLITE_OPTIONS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings, "default", of_the_file)
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = in_memory
            file.unlink()


@pytest.fixture(scope="session")
def booklet(django_db_setup, django_db_blocker):
    """What `load_stories` said on an empty site, and all rows there were then. A load takes seconds, so it is done once."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_communities", stdout=StringIO())
        said = StringIO()
        call_command("load_stories", stdout=said)
        rows = committed.all_rows()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
    return said.getvalue().strip(), rows


@pytest.fixture(scope="module")
def loaded(booklet, django_db_blocker):
    """A site with the register and the eleven stories, for all tests of a module; what the load said."""
    said, rows = booklet
    with django_db_blocker.unblock():
        with transaction.atomic():
            committed.put_back(rows)
            Site.clear_site_root_paths_cache()
            yield said
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
