"""For how long calls keep what applicants wrote, as it is told."""

from datetime import UTC, datetime, timedelta

import pytest

from contest.domain.kept_periods import kept_periods
from contest.domain.kept_until import personal_data_kept_until
from contest.models import Call
from tests.contest.factories import make_call
from tests.factories import make_edition

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 10, 1, 15, tzinfo=UTC)


def told(call, *, at=OPENS):
    return [
        (row.drafts_months, row.drafts_until, row.personal_months, row.personal_until)
        for row in kept_periods([call], at=at)
    ]


def test_periods_are_told_with_their_days(english):
    assert told(make_call(opens_at=OPENS, drafts_kept_months=2, personal_data_kept_months=14)) == [
        (2, "10 February 2027", 14, "10 February 2028")
    ]


def test_drafts_are_never_told_to_be_kept_longer_than_personal_data(english):
    assert told(make_call(opens_at=OPENS, drafts_kept_months=9, personal_data_kept_months=3)) == [
        (3, "10 March 2027", 3, "10 March 2027")
    ]


def test_call_without_a_day_of_results_tells_months_alone():
    call = make_call(opens_at=OPENS, edition=make_edition(5))
    call.results_at = None
    assert told(call) == [(6, "", 36, "")]


def test_call_of_which_nothing_personal_is_kept_is_not_told():
    call = Call.objects.get(pk=make_call(opens_at=OPENS).pk)
    until = personal_data_kept_until(call)
    assert [len(told(call, at=until - timedelta(seconds=left))) for left in (1, 0)] == [1, 0]
