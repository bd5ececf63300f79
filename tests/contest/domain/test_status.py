"""What may follow what, who may do it, and what is told to whom."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from contest.domain.status import Actor, change_status, record, release_status, targets
from contest.enums import ApplicationStatus, EntryKind
from contest.errors import ReasonMissing, TransitionRefused
from contest.models import Application, HistoryEntry
from tests.contest.factories import make_application, make_submitted
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# Written out by hand from the rules of the contest, not read from the table: from, to, who.
# A star wants a reason, a tilde waits until decisions are made known.
ALLOWED = {
    "draft": {"submitted": "applicant"},
    "submitted": {
        "submitted": "applicant", "eligible": "secretariat~", "ineligible": "secretariat*~", "returned": "secretariat*",
        "withdrawn": "applicant", "disqualified": "secretariat*",
    },
    "returned": {
        "submitted": "applicant", "eligible": "secretariat*~", "ineligible": "secretariat*~", "withdrawn": "applicant",
        "disqualified": "secretariat*",
    },
    "eligible": {
        "submitted": "secretariat*~", "ineligible": "secretariat*~", "returned": "secretariat*", "shortlisted": "jury~",
        "winner": "jury~", "special_award": "jury~", "not_awarded": "jury~", "withdrawn": "applicant",
        "disqualified": "secretariat*",
    },
    "ineligible": {
        "submitted": "secretariat*~", "eligible": "secretariat*~", "returned": "secretariat*", "withdrawn": "applicant",
    },
    "shortlisted": {
        "eligible": "jury*~", "winner": "jury~", "special_award": "jury~", "not_awarded": "jury~", "withdrawn": "applicant",
        "disqualified": "secretariat*",
    },
    "winner": {"special_award": "jury*~", "not_awarded": "jury*~", "disqualified": "secretariat*"},
    "special_award": {"winner": "jury*~", "not_awarded": "jury*~", "disqualified": "secretariat*"},
    "not_awarded": {"winner": "jury*~", "special_award": "jury*~", "disqualified": "secretariat*"},
    "withdrawn": {},
    # Only to undo it.
    "disqualified": {
        "submitted": "revision*~", "returned": "revision*~", "eligible": "revision*~", "shortlisted": "revision*~",
        "winner": "revision*~", "special_award": "revision*~", "not_awarded": "revision*~",
    },
}  # fmt: skip


@pytest.fixture
def application():
    return make_submitted()


# What is told at once is what the applicant knows.
KNOWN = {"draft": "draft", "returned": "returned", "withdrawn": "withdrawn", "disqualified": "disqualified"}


def put(application, status, *, known=None):
    known = known or KNOWN.get(status, "submitted")
    Application.objects.filter(pk=application.pk).update(status=status, released_status=known)


def attempt(application, *, to, actor, reason=""):
    """What comes of the change: the status then, whether it was told at once, or which refusal."""
    try:
        changed = change_status(
            application, to=to, actor=actor, by=None, at=timezone.now(), reason=reason, data={"test": True}
        )
    except (TransitionRefused, ReasonMissing) as refusal:
        return type(refusal).__name__
    return changed.status, changed.released_status


def expected(source, target, actor, *, reason):
    """An applicant may do what follows from what they know, whatever was decided without their knowledge."""
    known = KNOWN.get(source, "submitted")
    rule = ALLOWED[known if actor == "applicant" else source].get(target, "")
    if rule.strip("*~") != actor:
        return "TransitionRefused"
    if "*" in rule and not reason:
        return "ReasonMissing"
    return target, known if "~" in rule else target


@pytest.mark.parametrize("source", ALLOWED)
def test_status_becomes_what_the_rules_allow_and_nothing_else(application, source):
    cases = list(product(ApplicationStatus.values, [actor.value for actor in Actor], ["", "Причина"]))
    found, wanted = {}, {}
    for target, actor, reason in cases:
        put(application, source)
        found[target, actor, reason] = attempt(application, to=target, actor=Actor(actor), reason=reason)
        wanted[target, actor, reason] = expected(source, target, actor, reason=reason)
    assert (len(cases), found) == (88, wanted)


def test_targets_are_those_of_the_actor_in_the_order_of_the_table():
    assert targets("returned", actor=Actor.SECRETARIAT) == ["eligible", "ineligible", "disqualified"]
    assert targets("withdrawn", actor=Actor.APPLICANT) == []


def test_reason_of_blanks_is_no_reason(application):
    assert attempt(application, to="ineligible", actor=Actor.SECRETARIAT, reason=" \n\t") == "ReasonMissing"


def test_refused_change_leaves_no_trace(application):
    before = HistoryEntry.objects.count()
    attempt(application, to="winner", actor=Actor.SECRETARIAT)
    application.refresh_from_db()
    assert (application.status, HistoryEntry.objects.count()) == ("submitted", before)


@pytest.mark.usefixtures("english")
def test_second_of_two_decisions_is_told_that_the_first_was_made(application):
    now, decide = timezone.now(), {"actor": Actor.SECRETARIAT, "by": None, "reason": "Причина"}
    change_status(application, to="eligible", at=now, expected="submitted", **decide)
    with pytest.raises(TransitionRefused) as refusal:
        change_status(application, to="ineligible", at=now, expected="submitted", **decide)
    assert (
        str(refusal.value) == f"“{application.reference}” has become “eligible” meanwhile. Look at it again."
    )
    assert Application.objects.get().status == "eligible"


@pytest.mark.usefixtures("english")
def test_refusal_tells_an_applicant_no_decision_that_is_not_made_known(application):
    put(application, "winner")
    with pytest.raises(TransitionRefused) as refusal:
        change_status(application, to="draft", actor=Actor.APPLICANT, by=None, at=timezone.now())
    assert str(refusal.value) == f"“{application.reference}” is “submitted” and cannot become “draft”."


def test_decision_that_is_not_told_changes_nothing_that_the_applicant_may_do(application):
    may = {}
    for status in (
        "submitted",
        "eligible",
        "ineligible",
        "shortlisted",
        "winner",
        "special_award",
        "not_awarded",
    ):
        for target in ("submitted", "withdrawn"):
            put(application, status, known="submitted")
            may[status, target] = attempt(application, to=target, actor=Actor.APPLICANT)
    assert set(may.values()) == {("submitted", "submitted"), ("withdrawn", "withdrawn")}


def test_applicant_who_knows_the_result_can_neither_submit_anew_nor_withdraw(application):
    for status in ("winner", "special_award", "not_awarded", "disqualified"):
        put(application, status, known=status)
        for target in ("submitted", "withdrawn"):
            assert attempt(application, to=target, actor=Actor.APPLICANT) == "TransitionRefused"


def test_day_of_the_last_change_tells_of_no_decision(application):
    before, later = application.changed_at, timezone.now() + timedelta(days=1)
    change_status(application, to="eligible", actor=Actor.SECRETARIAT, by=None, at=later)
    assert Application.objects.get().changed_at == before
    change_status(application, to="withdrawn", actor=Actor.APPLICANT, by=None, at=later)
    assert Application.objects.get().changed_at == later


def test_decision_is_made_known_once(application):
    now, staff = timezone.now(), make_user("staff@example.org")
    change_status(application, to="eligible", actor=Actor.SECRETARIAT, by=staff, at=now)
    assert Application.objects.get().released_status == "submitted"
    assert [release_status(application, by=staff, at=now) for _time in range(2)] == [True, False]
    assert Application.objects.get().released_status == "eligible"
    entries = application.history.filter(kind__in=["status", "released"]).values_list(
        "kind", "for_applicant", "data"
    )
    assert list(entries)[-2:] == [
        ("status", False, {"from": "submitted", "to": "eligible"}),
        ("released", True, {"from": "submitted", "to": "eligible"}),
    ]


def test_history_keeps_the_name_of_whoever_is_gone(application):
    staff = make_user("staff@example.org", first_name="Софія", last_name="Секретарка")
    change_status(
        application, to="returned", actor=Actor.SECRETARIAT, by=staff, at=timezone.now(), reason="Бракує дат"
    )
    staff.delete()
    application.members.get().delete()
    last = application.history.last()
    assert (last.by, last.by_name, last.reason) == (None, "Софія Секретарка", "Бракує дат")
    assert {entry.by_name for entry in application.history.all()} == {
        "Софія Секретарка",
        application.versions.get().submitted_by_name,
    }


def test_entry_without_a_person_is_kept_nameless():
    entry = record(make_application(), EntryKind.FILES, by=None, at=timezone.now())
    assert (entry.by_name, entry.data, entry.for_applicant) == ("", {}, True)
