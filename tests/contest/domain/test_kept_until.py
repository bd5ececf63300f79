"""Until when a call keeps what applicants wrote."""

from types import SimpleNamespace
from zoneinfo import ZoneInfo

from contest.domain.kept_until import drafts_kept_until, personal_data_kept_until
from tests.contest.factories import at

KYIV = ZoneInfo("Europe/Kyiv")


def test_drafts_are_kept_no_longer_than_personal_data():
    dates = {"results_at": at("2026-06-30 12:00"), "zone": KYIV}
    call = SimpleNamespace(drafts_kept_months=12, personal_data_kept_months=6, **dates)
    assert drafts_kept_until(call) == personal_data_kept_until(call) == at("2026-12-30 13:00")
    assert drafts_kept_until(SimpleNamespace(**{**vars(call), "results_at": None})) is None
