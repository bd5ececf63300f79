"""A juror at work, for tests of scoring."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.evaluations import save_evaluation
from contest.domain.protocol import protocol_of, record_event
from contest.enums import EventKind
from contest.models import Call, Juror
from contest.verifier.verification import verify
from tests.contest.factories import in_order, make_criterion, make_step
from tests.contest.juries import assign, make_entry, make_judged_call, make_juror, open_jury
from tests.factories import make_user

_numbers = count(1)


@dataclass
class Sitting:
    """A call whose judging is open, a juror, and what they were assigned; `at` is a moment of the judging."""

    call: Call
    juror: Juror
    entries: list = field(default_factory=list)
    assignments: list = field(default_factory=list)

    @property
    def at(self):
        return self.call.judging_opens_at + timedelta(days=1)

    @property
    def first(self):
        return self.assignments[0]


def make_sitting(*, entries=1, criteria=("Взаємодія", "Докази"), user=None, call=None, juror=None, **terms):
    """A juror with so many applications to score. The judging has begun five days ago."""
    call = call or make_judged_call()
    set_criteria(call, criteria)
    juror = juror or make_reader(call, user=user, name="Олена Журі")
    made = [make_entry(call) for _number in range(entries)]
    open_jury(call, **terms)
    return Sitting(call, juror, made, [give(juror, entry) for entry in made])


def make_reader(call, *, user=None, **fields):
    """A juror whose mailbox is not where the applicants have theirs: that would be a conflict of interest."""
    user = user or make_user(f"reader-{next(_numbers)}@jury.example.net")
    return make_juror(call, user=user, **fields)


def set_criteria(call, names):
    call.criteria = in_order(make_criterion(name) for name in names)
    for criterion in call.criteria.all():
        criterion.steps = [make_step(0), make_step(3), make_step(5)]
    call.save()


def give(juror, entry, *, at=None):
    """Assign the entry to the juror, and tell the protocol."""
    at = at or juror.call.judging_opens_at
    data = {"juror": juror.code, "entry": entry.reference}
    record_event(juror.call, EventKind.ASSIGNED, data, at=at)
    return assign(juror, entry, at=at)


def score(assignment, *scores, at=None):
    """Score the criteria in the order of the call, over whatever stands there."""
    codes = assignment.application.call.judging_policy.criterion_codes.values()
    own = (*map(str, range(10)), "")
    changes = [
        Change(f"score/{code}", str(value), own=own) for code, value in zip(codes, scores, strict=False)
    ]
    return save_evaluation(assignment, changes, at=at or timezone.now())


def scored(assignment):
    """What stands in the fields of the evaluation."""
    return dict(assignment.evaluation.fields.values_list("path", "value"))


def faults_of(call):
    """What the verifier finds wrong in the call's protocol."""
    return verify(protocol_of(call), unfinished=True).faults


def last_event(call):
    event = call.protocol.last()
    return event.kind, event.data
