"""How somebody who was invited takes their seat in a jury."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest.domain.jurors import accept_seat, find_seat, why_seat_closed
from contest.domain.moments import moment_of
from contest.errors import JuryRefused

START = "jury"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_jury(request: HttpRequest, secret: str) -> HttpResponse:
    """What the reader of the letter is asked to do, without anything that jurors read."""
    juror = find_seat(secret)
    if juror is None:
        raise Http404
    now, call = timezone.now(), juror.call
    if request.user.is_authenticated and juror.user_id == request.user.pk and juror.is_active:
        return redirect(START)
    closed = why_seat_closed(juror, at=now)
    if request.method == "POST" and request.user.is_authenticated and not closed:
        try:
            accept_seat(secret, by=request.user, at=now)
        except JuryRefused as refusal:
            closed = str(refusal)
        else:
            messages.success(request, _("You are on the jury. Thank you for your time."))
            return redirect(START)
    expires = juror.invitation_expires_at
    context = {
        "juror": juror,
        "call": call,
        "closed": closed,
        "until": moment_of(expires, zone=call.zone) if expires else None,
        "reading": [
            moment_of(at, zone=call.zone) for at in (call.judging_opens_at, call.judging_closes_at) if at
        ],
        "page_title": _("Invitation to the jury"),
    }
    return TemplateResponse(request, "contest/jury/join.html", context, status=410 if closed else 200)
