"""Fixtures for tests of the catalogue."""

import pytest

from stories.domain.community_notes import CommunityNotes
from stories.domain.register import load_communities
from tests.stories.domain.register_samples import write_xlsx

NO_NOTES = CommunityNotes()


@pytest.fixture
def load_rows(tmp_path):
    """Load a register of the given rows, without notes unless given."""

    def load(rows, *, notes=NO_NOTES, **options):
        return load_communities(write_xlsx(tmp_path / "register.xlsx", rows), notes=notes, **options)

    return load
