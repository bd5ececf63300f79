"""An application's life, step by step at random, against a model of a few lines."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application, withdraw_application
from contest.domain.status import Actor, change_status, release_status
from contest.domain.writing import writable_sections
from contest.enums import ApplicationStatus
from contest.errors import ApplyingRefused, ReasonMissing, TransitionRefused
from contest.models import Application, Clarification
from tests.contest.factories import at, make_application, make_call

OPENS = at("2026-03-01 08:00")
CLOSES = OPENS + timedelta(days=30)
GRACE = timedelta(seconds=120)
REFUSALS = (ApplyingRefused, TransitionRefused, ReasonMissing)

DECIDED_BY_SECRETARIAT = {
    "submitted": {"eligible", "ineligible", "returned", "disqualified"},
    "returned": {"eligible", "ineligible", "disqualified"},
    "eligible": {"submitted", "ineligible", "returned", "disqualified"},
    "ineligible": {"submitted", "eligible", "returned"},
    "shortlisted": {"disqualified"}, "winner": {"disqualified"}, "special_award": {"disqualified"},
    "not_awarded": {"disqualified"},
}  # fmt: skip
DECIDED_BY_JURY = {
    "eligible": {"shortlisted", "winner", "special_award", "not_awarded"},
    "shortlisted": {"winner", "special_award", "not_awarded"},
}
TAKEN_BACK_FROM = {"submitted", "returned", "eligible", "ineligible", "shortlisted"}
TOLD_AT_ONCE = {"returned", "withdrawn", "disqualified"}


class Life(RuleBasedStateMachine):
    """What the model knows: the status, what the applicant was told, the texts of each version, the clock."""

    @initialize()
    def start(self):
        self.savepoint = transaction.savepoint()
        self.application = make_application(make_call(opens_at=OPENS, grace_seconds=120), at=OPENS)
        self.owner = self.application.members.get()
        self.now, self.status, self.told = OPENS, "draft", "draft"
        self.title, self.versions, self.asked_until, self.typed = self.application.title, [], None, 1

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def may_write(self):
        """By what the applicant was told: a decision that waits to be made known must not show in the form."""
        if self.told in {"draft", "submitted"}:
            return self.now < CLOSES + GRACE
        return self.told == "returned" and self.asked_until is not None and self.now < self.asked_until

    def attempt(self, allowed, action):
        """The action succeeds exactly when the model says so."""
        try:
            action()
        except REFUSALS:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(hours=st.sampled_from([1, 24, 24 * 7, 24 * 29]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(seconds=st.integers(-1, 121))
    @precondition(lambda self: self.now < CLOSES - timedelta(seconds=1))
    def deadline_comes(self, seconds):
        self.now = CLOSES + timedelta(seconds=seconds)

    @rule(title=st.sampled_from(["Парк", "Хаб", "Музей"]))
    @precondition(lambda self: self.may_write())
    def write(self, title):
        sections = writable_sections(self.application, at=self.now)
        saved = save_answers(
            self.application,
            [Change("title", title, self.typed)],
            by=self.owner,
            at=self.now,
            sections=sections,
        )
        self.typed, self.title = saved.versions["title"], title

    @rule()
    def submit(self):
        same = self.told == "submitted" and self.versions[-1] == self.title
        done = self.attempt(
            same or self.may_write(), lambda: submit_application(self.application, by=self.owner, at=self.now)
        )
        if done and not same:
            self.versions.append(self.title)
            self.status = self.told = "submitted"
            self.asked_until = None

    @rule(
        to=st.sampled_from(ApplicationStatus.values),
        by_jury=st.booleans(),
        reason=st.sampled_from(["", "Причина"]),
    )
    def decide(self, to, by_jury, reason):
        source = self.status
        allowed = to in (DECIDED_BY_JURY if by_jury else DECIDED_BY_SECRETARIAT).get(source, ())
        needs_reason = not by_jury and (source, to) != ("submitted", "eligible")
        actor = Actor.JURY if by_jury else Actor.SECRETARIAT

        def change():
            change_status(self.application, to=to, actor=actor, by=None, at=self.now, reason=reason)

        if self.attempt(allowed and (bool(reason) or not needs_reason), change):
            self.status = to
            self.told = to if to in TOLD_AT_ONCE else self.told
            if to in TOLD_AT_ONCE:
                self.asked_until = None
            if to == "returned":
                self.asked_until = self.now + timedelta(days=3)
                Clarification.objects.create(
                    application=self.application,
                    sections=["about"],
                    message="?",
                    asked_at=self.now,
                    until=self.asked_until,
                )

    @rule()
    def release(self):
        assert release_status(self.application, by=None, at=self.now) == (self.told != self.status)
        if self.told != self.status:
            self.told, self.asked_until = self.status, None

    @rule()
    def withdraw(self):
        allowed = self.told in TAKEN_BACK_FROM
        if self.attempt(allowed, lambda: withdraw_application(self.application, by=self.owner, at=self.now)):
            self.status = self.told = "withdrawn"
            self.asked_until = None

    @invariant()
    def application_is_what_the_model_says(self):
        if not hasattr(self, "status"):
            return
        row = self.application = Application.objects.get(pk=self.application.pk)
        assert (row.status, row.released_status, row.title) == (self.status, self.told, self.title)
        numbers = list(row.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(self.versions) + 1))
        assert (row.reference is None) == (not self.versions)
        assert bool(writable_sections(row, at=self.now)) == self.may_write()
        open_questions = row.clarifications.filter(answered_at=None).count()
        assert open_questions == (self.told == "returned" and self.asked_until is not None)
        if self.versions and self.title != self.versions[-1]:
            assert row.unsent_changes


@pytest.mark.django_db
def test_life_of_an_application_is_what_the_model_says():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
