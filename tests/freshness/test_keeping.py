"""A piece is kept until a table that it was made from is written, before it was made or while it was."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from freshness import reads, versions
from freshness.keeping import Pieces, reading
from stories.models import Category, Region
from tests import factories


@pytest.fixture
def region(transactional_db):
    return factories.make_region()


@pytest.fixture
def pieces():
    return Pieces(most=2)


def names():
    return list(Region.objects.values_list("name_en", flat=True))


def asked(pieces, *, key="names", make=names):
    with reading() as basis:
        Category.objects.count()
    return pieces.get(key, make, basis=basis)


def never():
    raise AssertionError


def test_piece_is_made_once_while_nothing_is_written(region, pieces):
    assert asked(pieces) == ["Ternopil region"]
    assert asked(pieces, make=never) == ["Ternopil region"]


def test_piece_is_made_anew_after_a_write_to_what_it_was_made_from(region, pieces):
    asked(pieces)
    Region.objects.update(name_en="X")
    assert asked(pieces) == ["X"]
    Category.objects.update(name_en="X")
    assert asked(pieces, make=lambda: "anew") == "anew"
    factories.make_edition()
    assert asked(pieces, make=never) == "anew"


def test_piece_whose_rows_change_while_it_is_made_is_found_by_nobody(region, pieces):
    def overtaken():
        found = names()
        Region.objects.update(name_en="X")
        return found

    assert asked(pieces, make=overtaken) == ["Ternopil region"]
    assert asked(pieces) == ["X"]


def test_piece_whose_basis_changes_before_it_is_made_is_found_by_nobody(region, pieces):
    with reading() as basis:
        before = names()
    Region.objects.update(name_en="X")
    assert pieces.get("names", lambda: before, basis=basis) == before
    assert asked(pieces) == ["X"]


def test_piece_of_an_unfinished_transaction_is_not_kept(region, pieces):
    with transaction.atomic():
        Region.objects.update(name_en="X")
        assert asked(pieces) == ["X"]
        transaction.set_rollback(True)
    assert asked(pieces) == ["Ternopil region"]


def test_piece_that_tells_the_truth_for_a_while_only_is_not_kept(region, pieces):
    def made():
        reads.until(datetime(2030, 1, 1, tzinfo=UTC))
        return names()

    asked(pieces, make=made)
    assert asked(pieces, make=lambda: "anew") == "anew"


def test_kept_piece_counts_as_read_by_whatever_page_shows_it(region, pieces):
    def tables():
        with reads.recording(versions.snapshot()) as page:
            asked(pieces)
        return page.tables

    assert tables() == tables() == {"stories_region", "stories_category"}


def test_only_so_many_pieces_are_kept(region, pieces):
    for key in ("a", "b", "c"):
        asked(pieces, key=key)
    assert asked(pieces, key="a", make=lambda: "anew") == "anew"
    assert asked(pieces, key="c", make=never) == ["Ternopil region"]


def test_nothing_is_kept_for_whoever_does_not_say_what_was_read_before(region, pieces):
    asked(pieces)
    assert pieces.get("names", lambda: "anew", basis=None) == "anew"
