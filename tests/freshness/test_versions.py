"""Tokens change with every committed write, whoever made it, and with nothing else."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from freshness import reads, versions
from stories.models import Region
from tests import factories

REGIONS = "stories_region"


def region_token():
    return versions.token(REGIONS)


class Refused(Exception):
    """Ends a block."""


@pytest.fixture
def region(transactional_db):
    return factories.make_region()


def test_token_stands_still_while_nothing_is_written(region):
    before = region_token()
    list(Region.objects.all())
    assert region_token() == before


WRITES = {
    "save": lambda: Region.objects.get().save(),
    "update": lambda: Region.objects.update(name_en="X"),
    "bulk_update": lambda: Region.objects.bulk_update(Region.objects.all(), ["name_en"]),
    "create": lambda: factories.make_region("UA-05", "Вінницька область", "Vinnytsia region"),
    "delete": lambda: Region.objects.get().delete(),
    "raw": lambda: connection.cursor().execute("UPDATE stories_region SET name_en = 'X'"),
    "executemany": lambda: connection.cursor().executemany(
        "DELETE FROM stories_region WHERE id = %s", [[0], [1]]
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_kind_of_write_changes_the_token(region, name):
    before, other = region_token(), versions.token("stories_category")
    WRITES[name]()
    assert region_token() not in (None, before)
    assert versions.token("stories_category") == other


def test_write_in_a_transaction_is_told_when_it_is_committed(region):
    before, generation = region_token(), versions.generation()
    with transaction.atomic():
        region.save()
        assert region_token() is None
        assert versions.token("stories_category") is not None
        assert versions.generation() == generation
    assert region_token() not in (None, before)


def test_rollback_leaves_nothing_behind(region):
    before = region_token()
    with suppress(Refused), transaction.atomic():
        region.save()
        raise Refused
    assert region_token() == before
    with transaction.atomic():
        assert region_token() == before


def test_write_of_an_inner_block_is_told_with_the_outer_one(region):
    before = region_token()
    with transaction.atomic():
        with transaction.atomic():
            region.save()
        with suppress(Refused), transaction.atomic():
            raise Refused
        assert region_token() is None
    assert region_token() not in (None, before)


def test_failing_hook_of_somebody_else_keeps_no_write_from_being_told(region):
    before = region_token()

    def fail():
        raise Refused

    with suppress(Refused), transaction.atomic():
        transaction.on_commit(fail)
        region.save()
    assert region_token() not in (None, before)


def test_connection_lost_in_a_transaction_counts_as_written(several_connections, region):
    before = region_token()
    with transaction.atomic():
        region.save()
        connection.connection.close()
        connection.closed_in_transaction = True
    Region.objects.count()
    assert region_token() not in (None, before)


def test_transaction_made_by_hand_is_told_at_its_commit(region):
    before = region_token()
    transaction.set_autocommit(False)
    try:
        region.save()
        assert region_token() is None
        transaction.commit()
    finally:
        transaction.rollback()
        transaction.set_autocommit(True)
    assert region_token() not in (None, before)


def test_draft_of_a_published_story_changes_no_token_of_pages(committed_indexes):
    story = factories.make_story(committed_indexes["uk"])
    before = versions.token("wagtailcore_page", "stories_storypage")
    revisions = versions.token("wagtailcore_revision")
    story.title = "Another title"
    story.save_revision()
    assert versions.token("wagtailcore_page", "stories_storypage") == before
    assert versions.token("wagtailcore_revision") != revisions


def test_forgetting_changes_every_token(region):
    before = region_token()
    versions.forget()
    assert region_token() not in (None, before)


def test_reading_notes_tables_of_queries_and_of_what_was_kept(region):
    start = versions.snapshot()
    with reads.recording(start) as reading:
        Region.objects.count()
        versions.token("stories_category")
        reads.note("stories_challenge")
    Region.objects.count()
    assert reading.tables == {REGIONS, "stories_category", "stories_challenge"}


def test_reading_sees_the_versions_of_its_beginning(region):
    before = region_token()
    with reads.recording(versions.snapshot()):
        region.save()
        assert region_token() == before
    assert region_token() != before


@pytest.mark.django_db
def test_transaction_of_a_test_that_is_rolled_back_is_told_to_nobody():
    before = versions.token("stories_category")
    factories.make_region()
    assert region_token() is None
    assert versions.token("stories_category") == before
