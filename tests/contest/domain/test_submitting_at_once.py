"""Many submit in the same moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.models import Application, ApplicationVersion, HistoryEntry
from tests.contest.factories import make_application, make_call

pytestmark = pytest.mark.usefixtures("several_connections")


def at_once(action, rows):
    """Do it for all rows in the same moment; what came of each, in order."""
    ready = Barrier(len(rows))

    def act(row):
        try:
            # To connect takes longer than what is done, so without this each would come after the other.
            connection.ensure_connection()
            ready.wait(timeout=30)
            return action(row)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(rows)) as pool:
        return list(pool.map(act, rows))


def submit(application):
    return submit_application(application, by=application.members.get(), at=timezone.now())


def test_application_submitted_twice_at_once_is_submitted_once():
    application = make_application()
    versions = at_once(submit, [application, Application.objects.get()])
    assert (len({version.pk for version in versions}), ApplicationVersion.objects.count()) == (1, 1)
    assert HistoryEntry.objects.filter(kind="status").count() == 1


def test_applications_submitted_at_once_get_references_without_gaps():
    call = make_call()
    at_once(submit, [make_application(call) for _number in range(8)])
    assert sorted(Application.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert len(set(Application.objects.values_list("reference", flat=True))) == 8


def test_field_written_by_eight_at_once_keeps_one_and_returns_the_others():
    application = make_application(answers={"title": "Було"})

    def save(title):
        return save_answers(application, [Change("title", title, 1)], by=None, at=timezone.now())

    titles = [f"Варіант {number}" for number in range(8)]
    saved = at_once(save, titles)
    kept = application.answers.get().value
    assert sorted(len(row.conflicts) for row in saved) == [0, *[1] * 7]
    conflicts = [conflict for row in saved for conflict in row.conflicts]
    assert {conflict.theirs for conflict in conflicts} == {kept}
    assert sorted([kept, *(conflict.yours for conflict in conflicts)]) == titles
