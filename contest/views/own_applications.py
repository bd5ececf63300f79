"""How a page of the applicant comes by the application it is about."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from contest.models import Application


def own_application(request: HttpRequest, public_id: UUID, *, with_form: bool = True) -> Application:
    """Return the application if the person is one of its people; to everybody else it does not exist.

    Without the form it comes faster: what is asked for every few seconds shows no page.
    """
    rows = Application.objects.of_person(signed_in(request))
    rows = rows.with_form() if with_form else rows.with_names().prefetch_related("memberships")
    return get_object_or_404(rows, public_id=public_id)


def signed_in(request: HttpRequest) -> User:
    """Return the person; only for views that ask for signing in."""
    return cast("User", request.user)
