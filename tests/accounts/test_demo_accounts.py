"""The accounts to try the site with, in development only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User


@pytest.fixture
def _development(settings):
    settings.DEBUG = True


def create(**options):
    printed = StringIO()
    call_command("create_demo_accounts", stdout=printed, **options)
    return [line.split() for line in printed.getvalue().splitlines()]


def roles():
    return {
        user.email: (user.is_superuser, [str(group) for group in user.groups.all()])
        for user in User.objects.all()
    }


def test_command_refuses_to_run_outside_development(db):
    with pytest.raises(CommandError, match=r"^Demo accounts are for development only"):
        create()
    assert User.objects.count() == 0


@pytest.mark.usefixtures("_development")
def test_accounts_are_made_with_their_roles_and_printed(db):
    assert create() == [
        ["admin@example.org", "demo-2026-stories", "Administrator"],
        ["editor@example.org", "demo-2026-stories", "Editors"],
        ["reviewer@example.org", "demo-2026-stories", "Reviewers"],
        ["publisher@example.org", "demo-2026-stories", "Publishers"],
        ["secretariat@example.org", "demo-2026-stories", "Secretariat"],
    ]
    assert roles() == {
        "admin@example.org": (True, []),
        "editor@example.org": (False, ["Editors"]),
        "reviewer@example.org": (False, ["Reviewers"]),
        "publisher@example.org": (False, ["Publishers"]),
        "secretariat@example.org": (False, ["Secretariat"]),
    }


@pytest.mark.usefixtures("_development")
def test_second_run_changes_nothing(db):
    create()
    before = list(User.objects.order_by("pk").values())
    create()
    assert list(User.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("_development")
def test_account_signs_in_with_the_password_given(client, db):
    create(password="another-long-password")
    response = client.post(
        "/accounts/login/", {"login": "editor@example.org", "password": "another-long-password"}
    )
    assert (response.status_code, response.url) == (302, "/cms/")
