"""Stories with figures, and officers who tell what is new in them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from stories.domain.officers import add_officer
from stories.domain.proposed_figures import NewFigure
from stories.domain.story_updates import propose_update
from stories.enums import OfficerProof
from tests.factories import make_story

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 20, 12, tzinfo=KYIV)
PEOPLE, CENTRES = "5b1c2f4e-0000-4000-8000-000000000001", "5b1c2f4e-0000-4000-8000-000000000002"


def figure(block=PEOPLE, **fields):
    value = {
        "value": "1200", "qualifier": "exact", "unit": "осіб", "label": "Відвідувачі", "as_of": "2025-05-01", "source": "",
        "highlight": True, "earlier": [],
    }  # fmt: skip
    return {"type": "indicator", "id": block, "value": {**value, **fields}}


CENTRES_FIGURE = figure(CENTRES, value="3", unit="центри", label="Центри", as_of=None)


def told_story(index, *, figures=None, **fields):
    """A published story with two figures: people of May 2025, and centres of an unknown month."""
    rows = [figure(), CENTRES_FIGURE] if figures is None else figures
    values = {"contact_email": "rada@example.org", "title": "Хаб у громаді", "slug": "khab"}
    return make_story(index, indicators=rows, **{**values, **fields})


def make_officer(story, *, at=NOW, valid_for=timedelta(days=14), email="rada@example.org", **fields):
    """The officer and the secret of the link."""
    values = {"language": "uk", "proof": OfficerProof.MAILBOX}
    return add_officer(story, email=email, at=at, valid_for=valid_for, **{**values, **fields})


def new_figure(block=PEOPLE, value="1500", *, qualifier="exact", as_of=date(2026, 10, 1)):
    return NewFigure(block=block, value=Decimal(value), qualifier=qualifier, as_of=as_of)


def propose(officer, *, at=NOW, **given):
    values = {
        "text": "", "correction": "", "course": "", "end_month": None, "figures": (), "language": "uk",
    }  # fmt: skip
    return propose_update(officer, at=at, **{**values, **given})
