"""Let ten jurors have scored the greater part of two thousand applications, and say where and as whom to look."""

import json
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bench.pages.management.commands.bench_applicants import STAFF, sessions_of
from contest.domain.assignments import apply_plan, preview_assignment
from contest.domain.judging import open_judging
from contest.domain.judging_terms import policy_row, scoring_policy
from contest.domain.rehearsal_jury import JURY, scores_of
from contest.domain.scoring_policy import ScoringPolicy
from contest.domain.scoring_sheets import SCORE
from contest.enums import ApplicationStatus
from contest.models import (
    Application,
    Assignment,
    Call,
    Evaluation,
    EvaluationField,
    EvaluationRevision,
    JudgingPolicy,
    Juror,
)

JURORS = 10
JUROR = "bench-juror-{}@jury.example.net"
_AT_ONCE = 2000
# Of so many assignments the last is still open.
_OPEN_EVERY = 3
_SEED = "bench"
_DAYS = {
    "opens_at": -60,
    "closes_at": -30,
    "judging_opens_at": -10,
    "judging_closes_at": 10,
    "results_at": 20,
}


class Command(BaseCommand):
    help = (
        "Admit every submitted application of the newest call to its judging, give each to ten jurors, and let them score "
        "two in three; or print, as JSON, the pages, sessions and numbers of queries of the secretariat and of a juror."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tell", action="store_true", help="print instead of making")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SAMPLE_STORIES:
            raise CommandError("Only for the measurement.")
        call = Call.objects.filter(live=True).order_by("-pk")[0]
        if options["tell"]:
            self.stdout.write(json.dumps(_told(call)))
            return
        with transaction.atomic():
            _judge(call, at=timezone.now())


def _judge(call: Call, *, at: datetime) -> None:
    for name, days in _DAYS.items():
        setattr(call, name, at + timedelta(days=days))
    call.save()
    rows = Application.objects.of_call(call).filter(status=ApplicationStatus.SUBMITTED)
    rows.update(status=ApplicationStatus.ELIGIBLE)
    staff, _made = User.objects.get_or_create(email=STAFF, defaults={"is_superuser": True, "is_staff": True})
    _seat_jury(call, at=at - timedelta(days=20))
    policy = policy_row(call)
    policy.evaluations_per_entry, policy.quorum, policy.scores_shown_early = JURORS, 2, True
    policy.save()
    open_judging(call, by=staff, at=at - timedelta(days=9))
    apply_plan(call, seen=preview_assignment(call).seen, by=staff, at=at - timedelta(days=9))
    _score(call, scoring_policy(JudgingPolicy.objects.get(call=call)), at=at - timedelta(days=1))


def _seat_jury(call: Call, *, at: datetime) -> None:
    panels = [row.category for row in call.categories.select_related("category")]
    for number in range(1, JURORS + 1):
        email = JUROR.format(number)
        user, _made = User.objects.get_or_create(email=email, defaults={"password": make_password(None)})
        juror = Juror.objects.create(
            call=call, user=user, code=f"J{number:02d}", name=JURY[number - 1].name, email=email, invited_at=at,
            joined_at=at,
        )  # fmt: skip
        juror.panels.set(panels)


def _score(call: Call, policy: ScoringPolicy, *, at: datetime) -> None:
    """Write in bulk what saving and submitting would have written; the protocol is not asked for here."""
    rows = Assignment.objects.of_call(call).order_by("pk").select_related("juror", "application__category")
    done = [row for number, row in enumerate(rows, 1) if number % _OPEN_EVERY]
    evaluations = Evaluation.objects.bulk_create(
        (Evaluation(assignment=row, revision=1, submitted_at=at, changed_at=at) for row in done), batch_size=_AT_ONCE
    )  # fmt: skip
    revisions, fields = [], []
    for evaluation in evaluations:
        row = evaluation.assignment
        category = policy.category(row.application.category.slug if row.application.category else "")
        character = JURY[int(row.juror.code[1:]) - 1]
        scores = scores_of(character, str(row.application.reference), category.criteria, seed=_SEED)
        revisions.append(EvaluationRevision(evaluation=evaluation, number=1, scores=scores, submitted_at=at))
        fields += [
            EvaluationField(evaluation=evaluation, path=f"{SCORE}{code}", value=str(score), saved_at=at)
            for code, score in scores.items()
        ]
    EvaluationRevision.objects.bulk_create(revisions, batch_size=_AT_ONCE)
    EvaluationField.objects.bulk_create(fields, batch_size=_AT_ONCE)


def _told(call: Call) -> dict[str, Any]:
    people = {
        name: User.objects.get(email=email) for name, email in (("staff", STAFF), ("juror", JUROR.format(1)))
    }
    keys = sessions_of(list(people.values()))
    pages = {
        "board": (reverse("judging_board", args=[call.pk]), "staff"),
        "assignment": (reverse("assignment_desk", args=[call.pk]), "staff"),
        "queue": ("/uk/jury/", "juror"),
    }
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "pages": {
            name: {
                "address": address,
                "session": keys[people[who].pk],
                "queries": _count(people[who], address),
            }
            for name, (address, who) in pages.items()
        },
    }


def _count(person: User, address: str) -> int:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - the page itself
        raise CommandError(f"{address} answered {answer.status_code}")
    return len(queries)
