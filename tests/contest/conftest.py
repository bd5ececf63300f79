"""Fixtures for tests of the contest."""

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import make_user


@pytest.fixture
def english():
    """Sentences in English, the language in which they are written in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def signed_in(db):
    """Make an account with the given roles and a browser, set to English, in which it is signed in."""

    def sign_in(*roles, **fields):
        email = f"{'-'.join(roles).lower() or 'someone'}@example.org"
        user = make_user(**{"email": email, "groups": roles, **fields})
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(user)
        browser.user = user
        return browser

    return sign_in


@pytest.fixture
def secretary(signed_in):
    """A browser in which the secretariat is signed in."""
    return signed_in("Secretariat")
