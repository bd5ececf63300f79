"""Questions of jurors are settled once."""

import pytest
from django.utils import timezone

from contest.domain.juror_flags import settle_flag
from contest.errors import JudgingRefused
from contest.models import EvaluationFlag
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_flag_is_settled_once_by_whoever_came_first():
    call, now = make_judged_call(), timezone.now()
    flag = EvaluationFlag.objects.create(
        assignment=assign(make_juror(call), make_entry(call)), text="?", raised_at=now
    )
    settle_flag(flag, answer=" Так. ", by=make_user("one@example.org"), at=now)
    with pytest.raises(JudgingRefused):
        settle_flag(flag, answer="Ні.", by=make_user("two@example.org"), at=now)
    flag.refresh_from_db()
    assert (flag.answer, flag.settled_at, flag.settled_by_name) == ("Так.", now, "one@example.org")
