"""The shortlist: who is put on it, who is taken off again, and what the protocol holds of it."""

from datetime import timedelta

import pytest

from contest.domain.protocol import hash_of_words
from contest.domain.ranking import rank_call
from contest.domain.shortlisting import best_of, shortlist, take_off_shortlist
from contest.errors import MotionRefused, ReasonMissing
from contest.models import Application, ProtocolEvent
from tests.contest.rankings import faults_of, make_scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db
REASON = "Заявка з іншого конкурсу."


def told(call):
    events = ProtocolEvent.objects.of_call(call).filter(kind__in=("shortlisted", "unshortlisted"))
    return list(events.values_list("kind", "data"))


def test_shortlisted_application_is_taken_off_with_a_reason():
    call, (first, second), _jurors = make_scored([[5, 5], [3, 3]])
    staff, at = make_user("staff@example.org"), call.judging_closes_at + timedelta(days=1)
    shortlist(call, best_of(rank_call(call), "youth", number=2), by=staff, at=at)
    with pytest.raises(ReasonMissing):
        take_off_shortlist(call, second.reference, reason=" ", by=staff, at=at)
    taken = take_off_shortlist(call, second.reference, reason=REASON, by=staff, at=at)
    assert (taken.status, taken.history.last().reason) == ("eligible", REASON)
    with pytest.raises(MotionRefused):
        take_off_shortlist(call, second.reference, reason=REASON, by=staff, at=at)
    Application.objects.filter(pk=first.pk).update(released_status="shortlisted")
    with pytest.raises(MotionRefused):
        take_off_shortlist(call, first.reference, reason=REASON, by=staff, at=at)
    assert told(call) == [
        ("shortlisted", {"entry": first.reference}),
        ("shortlisted", {"entry": second.reference}),
        ("unshortlisted", {"entry": second.reference, "reason_sha256": hash_of_words(REASON)}),
    ]
    assert faults_of(call) == []
