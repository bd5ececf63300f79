"""What tests of accounts start from."""

import re

import pytest
from allauth.account.models import EmailAddress

from tests import factories

PASSWORD = "a-long-test-password"


@pytest.fixture
def member(db):
    """An account without a role, its address confirmed, that wants letters in Ukrainian."""
    return confirmed(factories.make_user("olha@example.org"))


@pytest.fixture
def editor(db):
    """The same with the role of an editor."""
    return confirmed(factories.make_user("editor@example.org", groups=["Editors"]))


@pytest.fixture
def code_from_letter(mailoutbox):
    """Reads the code out of the last letter."""

    def read():
        return re.search(r"^\d{4}-\d{4}$", mailoutbox[-1].body, re.MULTILINE).group()

    return read


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(client):
    return "_auth_user_id" in client.session
