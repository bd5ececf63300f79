"""What is kept of a person, and taking it away."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contest.domain.kept_until import drafts_kept_until, personal_data_kept_until
from contest.domain.moments import moment_of
from contest.domain.own_archive import own_archive
from contest.enums import ApplicationStatus
from contest.models import Application
from contest.views.own_applications import signed_in
from stories.views.breadcrumbs import trail


@login_required
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """For how long what is kept, and the ways to a copy of it and to its end."""
    rows = Application.objects.of_person(signed_in(request)).with_names().newest_first()
    context = {
        "applications": [(row, _kept_until(row)) for row in rows],
        "breadcrumbs": trail((_("My applications"), "my_applications"), (_("My data"), None)),
        "page_title": _("My data"),
    }
    return TemplateResponse(request, "contest/own_data/my_data.html", context)


@login_required
@never_cache
@require_POST
def download_my_data(request: HttpRequest) -> HttpResponseBase:
    """Everything as one archive. Only by pressing the button: no link elsewhere can set it off."""
    user = signed_in(request)
    if not ratelimit.consume(request, action="own_data", user=user):
        return ratelimit.respond_429(request)
    pieces = own_archive(user, at=timezone.now(), language=get_language() or "uk")
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


def _kept_until(application: Application) -> str:
    """The day until which the application is kept as it is, in words; "" while it isn't known."""
    is_draft = application.status == ApplicationStatus.DRAFT
    until = (drafts_kept_until if is_draft else personal_data_kept_until)(application.call)
    return moment_of(until, zone=application.call.zone).day if until else ""
