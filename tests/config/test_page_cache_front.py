"""The link by which nginx learns of changes."""

import pytest
from django.core.management import call_command

from config.page_cache.entries import make_entry
from config.page_cache.front import Front
from freshness import versions
from freshness.place import store


@pytest.fixture
def front(settings, tmp_path):
    settings.PAGE_CACHE_FRONT = str(tmp_path)
    front = Front()
    front.swing()
    return front


def entry(*tables, seconds=60.5):
    return make_entry("k", headers=[], body=b"", tables=tables, token=store().token(tables), seconds=seconds)


def current(front):
    return (front.folder / "current").resolve()


def test_page_that_is_fresh_may_be_kept_as_long_as_it_holds(db, front):
    assert front.headers(entry("alpha")) == [("X-Accel-Expires", "60")]


def test_page_that_is_stale_or_over_may_not_be_kept(db, front):
    stale = entry("alpha")
    versions.forget("alpha")
    assert (front.headers(stale), front.headers(entry("alpha", seconds=0.5))) == ([], [])


def test_change_of_a_table_that_pages_were_made_from_moves_the_link(db, front):
    before = current(front)
    versions.forget("alpha")
    assert current(front) == before
    front.headers(entry("alpha", "beta"))
    versions.forget("beta")
    assert (current(front) != before, current(front).is_dir()) == (True, True)


def test_change_of_everything_moves_the_link(db, front):
    before = current(front)
    call_command("forget_pages", verbosity=0)
    assert current(front) != before


def test_folders_of_old_links_are_cleared_away(front):
    for _time in range(5):
        front.swing()
    assert len([path for path in front.folder.iterdir() if path.is_dir() and not path.is_symlink()]) == 3


def test_page_is_not_kept_where_the_link_is_gone(db, front):
    (front.folder / "current").unlink()
    assert front.headers(entry("alpha")) == []


def test_folder_that_cannot_be_written_stops_no_change(db, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.PAGE_CACHE_FRONT = str(tmp_path / "file" / "front")
    before = versions.token("alpha")
    versions.forget()
    assert versions.token("alpha") != before


def test_nothing_is_done_where_no_nginx_looks(db, settings):
    settings.PAGE_CACHE_FRONT = ""
    front = Front()
    front.swing()
    assert (front.headers(entry("alpha")), front.is_public(frozenset("*"))) == ([], False)
