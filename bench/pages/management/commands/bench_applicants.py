"""Let invented applicants, and one of the secretariat, be signed in, and say by which cookies."""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import User
from contest.domain.call_seed import load_example_call
from contest.enums import ApplicationStatus, MemberRole
from contest.models import ApplicationMember, Call

BACKEND = "django.contrib.auth.backends.ModelBackend"
STAFF = "bench-secretariat@example.org"
_DATES = ("opens_at", "closes_at", "judging_opens_at", "judging_closes_at", "results_at")


class Command(BaseCommand):
    help = (
        "Make the example call open since yesterday and print, as JSON, the drafts of invented applicants with a session "
        "of each owner, and a session of the secretariat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-call", action="store_true", help="make the call and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SAMPLE_STORIES:
            raise CommandError("Only for the measurement.")
        load_example_call(at=timezone.now())
        _open_since_yesterday(Call.objects.filter(live=True).order_by("-pk")[0])
        if options["only_call"]:
            return
        rows = ApplicationMember.objects.filter(
            role=MemberRole.OWNER, application__status=ApplicationStatus.DRAFT
        ).select_related("user", "application")
        owned = [(str(row.application.public_id), row.user) for row in rows.order_by("pk")]
        staff, _made = User.objects.get_or_create(
            email=STAFF, defaults={"is_superuser": True, "is_staff": True}
        )
        keys = sessions_of([user for _application, user in owned] + [staff])
        drafts = [[application, keys[user.pk]] for application, user in owned]
        cookie = settings.SESSION_COOKIE_NAME
        self.stdout.write(json.dumps({"cookie": cookie, "drafts": drafts, "staff": keys[staff.pk]}))


def _open_since_yesterday(call: Call) -> None:
    """Move all dates of the call by the same time, whenever the database was made."""
    assert call.opens_at is not None  # noqa: S101 - a public call has its dates
    moved = timezone.now() - timedelta(days=1) - call.opens_at
    Call.objects.filter(pk=call.pk).update(**{name: getattr(call, name) + moved for name in _DATES})


def sessions_of(users: list[User]) -> dict[int, str]:
    """Return the key of a session of each person as signing in would have made it, written in bulk."""
    store, keys = SessionStore(), {}
    expires = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows = []
    for user in users:
        told = {
            SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash(),
        }  # fmt: skip
        keys[user.pk] = get_random_string(32).lower()
        data = store.encode(told)
        rows.append(store.model(session_key=keys[user.pk], session_data=data, expire_date=expires))
    store.model.objects.bulk_create(rows)
    return keys
