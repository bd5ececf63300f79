"""What Wagtail's automatic saving may do to a call."""

import pytest

from contest.models import Call
from tests.contest.viewsets.test_calls import ADD, PUBLISH, call_form, edit_address, edited
from tests.factories import make_edition


@pytest.fixture
def draft(secretary, db):
    """A complete call that isn't public yet, and what its form sends."""
    secretary.post(ADD, call_form(make_edition(3, slug="third")))
    call = Call.objects.get()
    return call, edited(call)


def test_automatic_save_that_publishing_overtakes_does_not_take_the_call_back(secretary, draft, rf):
    call, form = draft
    request = rf.post(edit_address(call), form, headers={"accept": "application/json"})
    request.user, request.session = secretary.user, secretary.session
    edit = Call.snippet_viewset.edit_view
    view = edit.view_class(**edit.view_initkwargs)
    # It has read the draft when somebody publishes it.
    view.setup(request, pk=str(call.pk))
    secretary.post(edit_address(call), form | PUBLISH)
    answer = view.dispatch(request, pk=str(call.pk))
    assert (answer.status_code, Call.objects.get().live) == (400, True)


def test_automatic_save_of_a_draft_is_kept(secretary, draft):
    call, form = draft
    answer = secretary.post(
        edit_address(call),
        form | {"contact_email": "new@example.org"},
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, Call.objects.get().contact_email) == (200, "new@example.org")
