"""Taking an older application into a new call."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from contest.domain.copying_applications import copy_application
from contest.domain.writing import is_open_for_somebody
from contest.errors import ContestError
from contest.models import Application, Call
from contest.rules import can_copy_application
from contest.views.my_applications import way_to
from contest.views.own_applications import own_application


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose one of the other calls that are open; a new draft begins there with what fits."""
    found = own_application(request, public_id)
    if not can_copy_application(request.user, found):
        raise PermissionDenied
    calls = _open_calls(found)
    if request.method == "POST":
        chosen = next((call for call in calls if call.edition.slug == request.POST.get("call")), None)
        if chosen is None:
            messages.error(request, _("Choose a call that is open."))
        else:
            try:
                made = copy_application(found, to=chosen, by=cast("User", request.user), at=timezone.now())
            except ContestError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(
                    request, _("The answers are copied. Photos and documents are not: add them anew.")
                )
                return redirect("application", made.public_id)
    title = _("Copy for a new contest")
    context = {
        "application": found, "calls": calls, "page_title": title, "breadcrumbs": way_to(found, (title, None)),
    }  # fmt: skip
    return TemplateResponse(request, "contest/applying/copy.html", context)


def _open_calls(application: Application) -> list[Call]:
    calls = Call.objects.public().with_edition().exclude(pk=application.call_id).in_reading_order()
    now = timezone.now()
    return [call for call in calls if is_open_for_somebody(call, at=now)]
