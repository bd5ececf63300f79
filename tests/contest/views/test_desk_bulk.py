"""What actions on several rows have in common, on both of the secretariat's lists."""

import pytest
from django.utils import timezone

from contest.models import Application
from contest.views.desk_bulk import keys_in
from tests.contest.factories import make_application, make_call, make_letter

SELECT_ALL = "data-bulk-action-num-objects-in-listing"
# One more than a page of the lists shows.
ROWS = 51


def button_for_all(browser, address):
    """The words of the button that chooses the rows of every page."""
    html = browser.get(address).content.decode()
    return html.partition(SELECT_ALL)[2].partition(">")[2].partition("</button>")[0]


def test_list_of_several_pages_offers_all_applications(secretary):
    call, now = make_call(), timezone.now()
    Application.objects.bulk_create(
        Application(call=call, created_at=now, changed_at=now) for _number in range(ROWS)
    )
    words = button_for_all(secretary, "/cms/contest/applications/")
    assert words == "Select all applications of this list"


def test_list_of_several_pages_offers_all_letters(secretary):
    application = make_application(answers={})
    for _number in range(ROWS):
        make_letter(application)
    assert button_for_all(secretary, "/cms/contest/letters/") == "Select all letters of this list"


@pytest.mark.parametrize(
    ("named", "keys"), [([], []), (["7", "12"], [7, 12]), (["x", "-1", "1.5", "", "8"], [8])]
)
def test_what_is_no_key_is_left_out(named, keys):
    assert keys_in(named) == keys
