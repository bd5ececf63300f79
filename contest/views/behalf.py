"""Entering an application that came on paper or by telephone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from contest.domain.applying import start_application
from contest.domain.writing import writable_sections
from contest.errors import ContestError
from contest.forms.behalf import BehalfForm
from contest.rules import enters_applications
from contest.views.application_list import require_secretariat


@require_http_methods(["GET", "HEAD", "POST"])
def enter_application(request: HttpRequest) -> HttpResponse:
    """Begin an application whose owner is the staff member; it is handed over to the applicant later."""
    user = require_secretariat(request)
    if not enters_applications(user):
        raise PermissionDenied
    form = BehalfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            application = start_application(
                data["call"], by=user, at=now, language=data["language"], behalf_of=form.provenance
            )
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The application is begun. Fill it in as the applicant would."))
            if not writable_sections(application, at=now):
                messages.warning(
                    request, _("The call takes no texts now: first give this application more time.")
                )
                return redirect("application_at_desk", application.public_id)
            return redirect("application", application.public_id)
    return TemplateResponse(request, "contest/admin/behalf.html", {"form": form})
