"""Taking an older application into a new call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.models import Application
from tests.contest.factories import make_application, make_call
from tests.factories import make_edition, make_user

pytestmark = pytest.mark.usefixtures("indexes")


@pytest.fixture
def application():
    return make_application(owner=make_user("owner@example.org"))


def address(application):
    return f"/uk/my/{application.public_id}/copy/"


def test_writer_copies_into_a_call_that_is_open(client, application):
    make_call(edition=make_edition(4, slug="fourth"))
    make_call(edition=make_edition(5, slug="fifth"), opens_at=timezone.now() + timedelta(days=1))
    client.force_login(application.members.get())
    assert [call.edition.slug for call in client.get(address(application)).context["calls"]] == ["fourth"]
    assert client.post(address(application), {"call": "fifth"}).status_code == 200
    answer = client.post(address(application), {"call": "fourth"})
    copy = Application.objects.get(copied_from=application)
    assert (answer.headers["Location"], copy.title) == (f"/uk/my/{copy.public_id}/", application.title)


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("editor", 200), ("reader", 403), ("", 404)])
def test_only_who_writes_in_it_copies(client, application, role, status):
    user = make_user("colleague@example.org")
    if role == "owner":
        user = application.members.get()
    elif role:
        application.memberships.create(user=user, role=role, joined_at=timezone.now())
    client.force_login(user)
    assert client.get(address(application)).status_code == status


def test_visitor_signs_in_first(client, application):
    assert (
        client.get(address(application)).headers["Location"]
        == f"/accounts/login/?next={address(application)}"
    )
