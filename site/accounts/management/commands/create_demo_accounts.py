"""Accounts to try the site with on a developer's own machine."""

from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.roles import EDITORS, PUBLISHERS, REVIEWERS, SECRETARIAT

DEMO_PASSWORD = "demo-2026-stories"  # noqa: S105 - no secret: the command works in development only


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demonstration; without a role it belongs to an administrator."""

    email: str
    first_name: str
    last_name: str
    role: str | None = None


DEMO_ACCOUNTS = (
    DemoAccount("admin@example.org", "Олена", "Адміністраторка"),
    DemoAccount("editor@example.org", "Марко", "Редактор", EDITORS),
    DemoAccount("reviewer@example.org", "Ірина", "Рецензентка", REVIEWERS),
    DemoAccount("publisher@example.org", "Тарас", "Видавець", PUBLISHERS),
    DemoAccount("secretariat@example.org", "Софія", "Секретарка", SECRETARIAT),
)


@transaction.atomic
def make_demo_account(account: DemoAccount, *, password: str) -> User:
    """Create the account or bring it back to what it should be; sessions stay open while the password is the same."""
    user, _created = User.objects.get_or_create(
        email=account.email, defaults={"first_name": account.first_name, "last_name": account.last_name}
    )
    user.is_active = True
    user.is_superuser = user.is_staff = account.role is None
    if not user.check_password(password):
        user.set_password(password)
    user.save()
    user.groups.set([] if account.role is None else [Group.objects.get(name=account.role)])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


class Command(BaseCommand):
    """Refuses to run outside development: the password is known to everybody."""

    help = "Create an account of each role to try the site with (development only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", default=DEMO_PASSWORD, help="password of them all (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demo accounts are for development only: their password is known to everybody."
            )
        for account in DEMO_ACCOUNTS:
            user = make_demo_account(account, password=options["password"])
            self.stdout.write(f"{user.email:<24}{options['password']:<20}{account.role or 'Administrator'}")
