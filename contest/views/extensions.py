"""The secretariat's page of extensions: who has more time, and giving more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from contest.domain.extensions import give_extension
from contest.errors import ContestError
from contest.forms.extensions import ExtensionForm
from contest.models import Call, DeadlineExtension
from contest.views.application_list import require_secretariat

LONGEST_NAME = 300


@require_safe
def newest_extensions(request: HttpRequest) -> HttpResponse:
    """The page of the newest call that is public."""
    require_secretariat(request)
    call = Call.objects.public().in_reading_order().first()
    return redirect("extensions_desk", call.pk) if call else redirect(reverse("wagtailadmin_home"))


@require_http_methods(["GET", "HEAD", "POST"])
def extensions_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Every extension of the call, and the form for another. Nothing is changed or taken back here."""
    user = require_secretariat(request)
    calls = list(Call.objects.public().with_edition().in_reading_order())
    call = next((row for row in calls if row.pk == call_id), None)
    if call is None:
        raise Http404
    asked = request.GET.get("application", "")[:LONGEST_NAME]
    form = ExtensionForm(request.POST or None, call=call, application=asked)
    if request.method == "POST" and form.is_valid():
        try:
            give_extension(call, by=user, at=timezone.now(), **form.cleaned_data)
        except ContestError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("More time is given."))
            return redirect("extensions_desk", call.pk)
    context = {
        "call": call,
        "calls": calls,
        "extensions": DeadlineExtension.objects.of_call(call),
        "form": form,
    }
    return TemplateResponse(request, "contest/admin/extensions.html", context)
