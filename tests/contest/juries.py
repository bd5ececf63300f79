"""Juries and judging for tests."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from contest.domain.judging import open_judging
from contest.domain.judging_terms import policy_row
from contest.domain.status import Actor, change_status
from contest.models import Application, Assignment, CallCategory, ConflictOfInterest, Juror, PairRule
from tests.contest.factories import make_call, make_submitted
from tests.factories import make_category, make_user

_numbers = count(1)


def make_juror(call, *, code="", categories=None, user=None, at=None, **fields):
    """A juror who has joined, on the panels of all the call's categories unless it is said which."""
    number = next(_numbers)
    at = at or timezone.now() - timedelta(days=40)
    taken = Juror.objects.of_call(call).count()
    user = user or make_user(f"juror-{number}@example.org")
    values = {"name": f"Журі {number}", "email": user.email, "invited_at": at, "joined_at": at, **fields}
    juror = Juror.objects.create(call=call, user=user, code=code or f"J{taken + 1:02d}", **values)
    juror.panels.set(
        categories if categories is not None else [row.category for row in call.categories.all()]
    )
    return juror


def make_judged_call(*, categories=("youth",), **fields):
    """A call whose applications closed, and whose judging has begun by its dates."""
    opens_at = fields.pop("opens_at", timezone.now() - timedelta(days=45))
    rows = [make_category(slug) for slug in categories]
    call = make_call(category=rows[0], opens_at=opens_at, **fields)
    for position, category in enumerate(rows[1:], 1):
        call.categories.add(CallCategory(category=category, sort_order=position))
    call.save()
    return call


def make_entry(call, *, by=None, category=None, at=None, **fields):
    """An application that was submitted in time and found eligible."""
    at = at or call.opens_at + timedelta(days=5)
    application = make_submitted(call, at=at, **fields)
    if category is not None:
        Application.objects.filter(pk=application.pk).update(category=category)
    by = by or make_user(f"staff-{next(_numbers)}@example.org")
    change_status(application, to="eligible", actor=Actor.SECRETARIAT, by=by, at=call.closes_at)
    return Application.objects.get(pk=application.pk)


def open_jury(call, *, by=None, at=None, **terms):
    """Open the judging under these terms; returns the frozen policy's row."""
    row = policy_row(call)
    for name, value in {"quorum": 1, **terms}.items():
        setattr(row, name, value)
    row.save()
    by = by or make_user(f"staff-{next(_numbers)}@example.org")
    return open_judging(call, by=by, at=at or call.judging_opens_at)


def assign(juror, application, *, at=None):
    """An assignment as such, without the event that the protocol holds of it."""
    return Assignment.objects.create(juror=juror, application=application, assigned_at=at or timezone.now())


def make_conflict(juror, application, *, ground="community", state="found", at=None, **fields):
    return ConflictOfInterest.objects.create(
        juror=juror, application=application, ground=ground, state=state, found_at=at or timezone.now(), **fields
    )  # fmt: skip


def make_pair_rule(juror, application, *, kind="pin", at=None, **fields):
    values = {"reason": "Так вирішено.", "made_at": at or timezone.now(), **fields}
    return PairRule.objects.create(juror=juror, application=application, kind=kind, **values)
