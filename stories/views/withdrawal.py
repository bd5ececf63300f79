"""Hiding a story, or a part of it, at once."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import User
from stories.domain.generalisation import generalise_story
from stories.domain.withdrawal import public_versions, withdraw_story
from stories.errors import WithdrawalRefused
from stories.forms.withdrawal import WithdrawalForm
from stories.models import StoryPage
from stories.rules import can_review_stories, can_withdraw_story


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask why, name what will vanish, and take it off the site."""
    story = get_object_or_404(StoryPage, pk=page_id, alias_of__isnull=True)
    if not can_withdraw_story(request.user, story):
        raise PermissionDenied
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = _act(story, form, request)
        except WithdrawalRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, told)
            if can_review_stories(request.user):
                return redirect("story_reviews")
            return redirect("wagtailadmin_pages:edit", story.pk)
    versions = public_versions(story)
    some_are_live = any(version.live for version in versions)
    context = {"story": story, "form": form, "versions": versions, "some_are_live": some_are_live}
    return TemplateResponse(request, "stories/admin/withdraw_story.html", context)


def _act(story: StoryPage, form: WithdrawalForm, request: HttpRequest) -> str:
    by, reason, title = (
        cast("User", request.user),
        form.cleaned_data["reason"],
        story.get_admin_display_title(),
    )
    if request.POST.get("action") == "reduce":
        generalise_story(story, by=by, reason=reason, parts=form.cleaned_data["parts"])
        return _("Taken out of “%(title)s” in every language.") % {"title": title}
    withdraw_story(story, by=by, reason=reason)
    return _("“%(title)s” is hidden in every language.") % {"title": title}
