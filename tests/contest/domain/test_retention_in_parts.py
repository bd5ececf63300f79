"""The end of keeping, a bounded number of applications at a time."""

import pytest
from django.utils import timezone

from contest.domain.retention import apply_retention, preview
from contest.models import Application, Letter
from tests.contest.domain.test_retention import SECRET, begun, long_ago
from tests.contest.factories import make_application, make_submitted
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_bounded_removal_does_whole_applications_drafts_first_and_says_how_many_are_left():
    call = long_ago()
    letter = {
        "call": call,
        "recipient": make_user("x@example.org"),
        "created_at": begun(call),
        "language": "uk",
    }
    Letter.objects.create(key="of none", kind="free", subject=SECRET, body=SECRET, **letter)
    for _turn in range(2):
        make_submitted(call, at=begun(call))
        make_application(call, at=begun(call))
    done = []
    for _press in range(3):
        due = preview(call, at=timezone.now(), most=3)
        removed = apply_retention(call, seen=due.seen, by=None, at=timezone.now(), most=3)
        words = Letter.objects.exclude(body="").filter(key="of none").count()
        done.append((due.count, due.left, removed.drafts, removed.applications, removed.failed, words))
    assert done == [(3, 1, 2, 1, 0, 1), (1, 0, 0, 1, 0, 0), (0, 0, 0, 0, 0, 0)]
    assert {row.anonymised_at is None for row in Application.objects.all()} == {False}


@pytest.mark.parametrize(("number", "left"), [(1, 0), (3, 2)])
def test_bounded_preview_asks_the_same_number_of_questions(number, left, django_assert_num_queries):
    call = long_ago()
    for _turn in range(number):
        make_application(call, at=begun(call))
        make_submitted(call, at=begun(call))
    with django_assert_num_queries(7):
        assert preview(call, at=timezone.now(), most=4).left == left
