"""The desk's page on which the keeping of data ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.models import Application
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """A call whose data are due; two applications were made while it was open."""
    opens_at = timezone.now() - timedelta(days=435)
    call = make_call(opens_at=opens_at, drafts_kept_months=6, personal_data_kept_months=6)
    make_application(call, at=opens_at + timedelta(days=1), answers={"title": "<b>Чернетка</b>"})
    make_submitted(call, at=opens_at + timedelta(days=1))
    return call


def address(call):
    return f"/cms/contest/calls/{call.pk}/retention/"


def left(call):
    rows = Application.objects.of_call(call)
    return rows.count(), rows.filter(anonymised_at=None).count()


def test_what_is_due_is_shown_and_goes_when_its_number_is_typed(secretary, call):
    page = secretary.get(address(call))
    html = page.content.decode()
    assert ("&lt;b&gt;Чернетка" in html, "<b>Чернетка" in html, page.context["due"].count) == (True, False, 2)
    seen = page.context["due"].seen
    for wrong in ({"number": "3", "seen": seen}, {"number": "", "seen": seen}, {"number": "2", "seen": "x"}):
        secretary.post(address(call), wrong)
        assert left(call) == (2, 2)
    answer = secretary.post(address(call), {"number": "2", "seen": seen})
    assert (answer["Location"], left(call)) == (address(call), (1, 0))
    assert secretary.get(address(call)).context["due"].count == 0


def test_one_press_does_a_bounded_number_and_offers_the_rest(secretary):
    begun = timezone.now() - timedelta(days=435)
    call = make_call(opens_at=begun, drafts_kept_months=6, personal_data_kept_months=6)
    drafts = [Application(call=call, created_at=begun, changed_at=begun) for _number in range(102)]
    Application.objects.bulk_create(drafts)
    page = secretary.get(address(call))
    assert (page.context["due"].count, page.context["due"].left) == (100, 2)
    assert "This is one part: 2 more applications are due." in page.content.decode()
    wrong = secretary.post(address(call), {"number": "102", "seen": page.context["due"].seen})
    assert (list(wrong.context["form"].errors), left(call)) == (["number"], (102, 102))
    answer = secretary.post(address(call), {"number": "100", "seen": page.context["due"].seen}, follow=True)
    assert (left(call), "2 more applications are due: press again." in answer.content.decode()) == (
        (2, 2),
        True,
    )
    rest = answer.context["due"]
    assert (rest.count, rest.left, "This is one part" in answer.content.decode()) == (2, 0, False)
    secretary.post(address(call), {"number": "2", "seen": rest.seen})
    assert left(call) == (0, 0)


def test_only_who_publishes_calls_ends_keeping(client, signed_in, call):
    browsers = [client, signed_in(), *(signed_in(role) for role in ("Editors", "Reviewers", "Publishers"))]
    for browser in browsers:
        assert browser.get(address(call)).status_code in {302, 403}
        browser.post(address(call), {"number": "2", "seen": "x"})
    assert left(call) == (2, 2)
    boss = signed_in(email="boss@example.org", is_superuser=True)
    assert boss.get(address(call)).status_code == 200
    assert boss.get("/cms/contest/calls/999999/retention/").status_code == 404


def test_call_whose_time_has_not_come_says_when_it_does(secretary):
    call = make_call()
    make_submitted(call, owner=make_user("o@example.org"))
    page = secretary.get(address(call))
    assert (page.context["due"].count, "Nothing is due." in page.content.decode()) == (0, True)
    assert [is_over for _name, _until, is_over in page.context["dates"]] == [False, False]
