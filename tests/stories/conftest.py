"""Fixtures for tests of the catalogue."""

import pytest
from django.test import Client

from stories.domain.community_notes import CommunityNotes
from stories.domain.register import load_communities
from tests.factories import make_user
from tests.stories.domain.register_samples import write_xlsx

NO_NOTES = CommunityNotes()


@pytest.fixture
def load_rows(tmp_path):
    """Load a register of the given rows, without notes unless given."""

    def load(rows, *, notes=NO_NOTES, **options):
        return load_communities(write_xlsx(tmp_path / "register.xlsx", rows), notes=notes, **options)

    return load


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
def stored_files(settings, tmp_path):
    """Give the test a media folder of its own and return a function that lists the files in it, sorted."""
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = str(folder)

    def list_files():
        return sorted(path for path in folder.rglob("*") if path.is_file())

    return list_files
