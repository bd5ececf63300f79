"""Plays a whole judging with invented people, and tells what came of it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from tqdm import tqdm

from accounts.management.commands.create_demo_accounts import DEMO_PASSWORD
from accounts.models import User
from contest.domain.rehearsal import SEED, Played, Until, rehearse
from contest.domain.rehearsal_report import lines_of
from contest.errors import ContestError
from contest.models import Call, Juror

# A rehearsal that runs to its end is of a spring long ago, so that each run comes to the same protocol.
LONG_AGO = datetime(2026, 2, 2, 8, tzinfo=UTC)
# One that stops earlier is in the middle of its judging now, so that its pages can be walked.
BEFORE_NOW = timedelta(days=50)


class Command(BaseCommand):
    help = (
        "Rehearse a judging: 112 invented applications from 82 communities are screened, assigned, scored by a jury of "
        "eleven, ranked, decided, declared, and the protocol is verified (development only). What stands in a protocol "
        "cannot be taken away: for a clean database, make a new one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--applications", type=int, default=112, help="how many are submitted (112)")
        parser.add_argument("--communities", type=int, default=82, help="from how many communities (82)")
        parser.add_argument("--seed", default=SEED, help="another one gives another rehearsal")
        parser.add_argument(
            "--until", choices=list(Until), default=Until.DECLARED,
            help="stop after this step, with dates around today and the call public, to walk through the pages",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.SAMPLE_STORIES:
            raise CommandError("A rehearsal is for development: these settings don't allow it.")
        until, begun, worked = Until(options["until"]), perf_counter(), process_time()
        opens_at = LONG_AGO if until == Until.DECLARED else timezone.now() - BEFORE_NOW
        with _no_letters_leave(), translation.override("en"), _Bars() as bars:
            played = self._play(options, until=until, opens_at=opens_at, bars=bars)
            lines = lines_of(played, seed=options["seed"])
        self.stdout.write("\n".join(lines))
        self.stdout.write(
            f"\nTook {perf_counter() - begun:.1f} s, {process_time() - worked:.1f} s of it this process’s work."
        )
        if until != Until.DECLARED and settings.DEBUG:
            self.stdout.write(
                f"\nTo see it as a juror, sign in under /en/jury/ with the password {DEMO_PASSWORD} as"
            )
            for user in _let_in(played.call):
                self.stdout.write(f"  {user.email}")
        if played.report is not None and not played.report.good:
            raise CommandError("The protocol has faults.")

    def _play(self, options: dict[str, Any], *, until: Until, opens_at: datetime, bars: "_Bars") -> Played:
        try:
            return rehearse(
                applications=options["applications"], communities=options["communities"], seed=options["seed"], until=until,
                opens_at=opens_at, progress=bars.show,
            )  # fmt: skip
        except ContestError as error:
            raise CommandError(str(error)) from error


def _let_in(call: Call) -> list[User]:
    """Give the accounts of the rehearsal's jurors the password of the demo accounts, and return them."""
    seats = Juror.objects.of_call(call).active()
    people = list(User.objects.filter(seats_in_juries__in=seats).order_by("seats_in_juries__code"))
    password = make_password(DEMO_PASSWORD)
    for user in people:
        user.password = password
        user.save(update_fields=["password"])
        verified = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=verified)
    return people


class _Bars:
    """One bar for each stage."""

    def __init__(self) -> None:
        self.stage, self.bar = "", tqdm(disable=True)

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *_error: object) -> None:
        self.bar.close()

    def show(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.bar.close()
            self.stage, self.bar = stage, tqdm(total=total, desc=stage, disable=None)
        self.bar.update(done - self.bar.n)


@contextmanager
def _no_letters_leave() -> Iterator[None]:
    """Its people don't exist, and nobody wants hundreds of letters in their terminal."""
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = usual
