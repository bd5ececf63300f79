"""The door of the jury's pages: whoever holds a seat, in production with a second factor. For all others they don't exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from contest.models import Assignment, Juror
from contest.rules import juror_needs_second_factor, jury_reads_entries
from contest.views.own_applications import signed_in

View = Callable[..., HttpResponseBase]


def seat_in_jury(request: HttpRequest) -> list[Juror]:
    """Return the seats that the person holds now, the newest call first."""
    return list(Juror.objects.of_person(signed_in(request)))


def chosen_seat(request: HttpRequest) -> Juror | None:
    """Return the seat in the jury of `?call=` (the edition's short name), else of the newest call; None without any."""
    seats, wanted = seat_in_jury(request), request.GET.get("call", "")
    return next((seat for seat in seats if seat.call.edition.slug == wanted), seats[0] if seats else None)


def require_seat(view: View) -> View:
    """Make a page of the jury: `view(request, juror, …)` gets the seat that was chosen; 404 for who holds none."""
    return _guarded(view, is_open=False)


def welcome_without_seat(view: View) -> View:
    """Make the start page of the jury: `view(request, juror, …)` gets None from who holds no seat."""
    return _guarded(view, is_open=True)


def require_entry(view: View) -> View:
    """Make a page of one entry: `view(request, assignment, …)` gets what the address names under `public_id`.

    What the person may not read is 404, exactly as what isn't there. Whichever of their seats it belongs to.
    """

    def with_entry(request: HttpRequest, _juror: Juror, public_id: UUID, **named: Any) -> HttpResponseBase:
        return view(request, readable_assignment(request, public_id), **named)

    return wraps(view)(_guarded(with_entry, is_open=False))


def readable_assignment(request: HttpRequest, public_id: UUID) -> Assignment:
    """Return the assignment if the person may read its entry now; Http404 otherwise."""
    now = timezone.now()
    for seat in seat_in_jury(request):
        if not jury_reads_entries(seat.call, at=now):
            continue
        rows = Assignment.objects.readable_by(seat).select_related(
            "application__call__edition", "application__category", "juror__call__edition"
        )
        if found := rows.filter(public_id=public_id).first():
            return found
    raise Http404


def _guarded(view: View, *, is_open: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        juror = chosen_seat(request)
        if juror is None and not is_open:
            raise Http404
        if juror is not None and juror_needs_second_factor(request.user):
            messages.warning(
                request,
                _("The jury's pages need a second step at sign-in. Set one up below, then open them again."),
            )
            return redirect("mfa_index")
        return view(request, juror, *args, **named)

    return login_required(never_cache(guarded))
