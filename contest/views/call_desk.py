"""The secretariat's pages beside the call's own: the form as an applicant will see it, and next year's call."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.calls import copy_call
from contest.errors import EditionTaken
from contest.forms.copying import CopyCallForm
from contest.models import Call
from contest.rules import can_copy_calls, can_preview_form


@require_safe
def form_preview(request: HttpRequest, call_id: int) -> HttpResponse:
    """The form of the call's newest draft, for one of its categories or for all, in the language asked for."""
    if not can_preview_form(request.user):
        raise PermissionDenied
    call = get_object_or_404(Call.objects.with_edition(), pk=call_id).get_latest_revision_as_object()
    language = request.GET.get("language", "uk")
    return call.make_preview_request(
        request,
        f"{language if language in {'uk', 'en'} else 'uk'}:form",
        {"chosen": request.GET.get("category", "")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def copy_call_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Choose for which edition the call is copied and when that one opens."""
    if not can_copy_calls(request.user):
        raise PermissionDenied
    call = get_object_or_404(Call.objects.with_edition(), pk=call_id)
    form = CopyCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition, opens_on = form.choice
        try:
            copy = copy_call(call, to=edition, by=cast("User", request.user), opens_on=opens_on)
        except EditionTaken as refusal:
            form.add_error("edition", str(refusal))
        else:
            messages.success(request, _("The call was copied. It is a draft: check its texts and dates."))
            return redirect(call.snippet_viewset.get_url_name("edit"), copy.pk)
    return TemplateResponse(request, "contest/admin/copy_call.html", {"call": call, "form": form})
