"""The editors' desk for what communities tell after publication, and for who may tell it."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.models import User
from stories.domain.officers import end_officer, invite_officer
from stories.domain.story_updates import accept_update, decline_update
from stories.domain.update_desk import FigureChange, course_now, figure_changes, stories_of, updates_for
from stories.enums import UpdateState
from stories.errors import UpdateRefused
from stories.forms.updates_desk import ACCEPT, DecisionForm, OfficerForm
from stories.models import StoryOfficer, StoryPage, StoryUpdate
from stories.rules import can_decide_updates, can_edit_story
from stories.text.figures import format_figure

LIST, ONE, OFFICERS = "story_updates", "story_update_desk", "story_officers"
_UNPROCESSABLE = 422


@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided last."""
    if not can_decide_updates(request.user):
        raise PermissionDenied
    waiting, decided = updates_for(cast("User", request.user))
    return TemplateResponse(request, "stories/admin/updates.html", {"waiting": waiting, "decided": decided})


@require_http_methods(["GET", "HEAD", "POST"])
def update_desk(request: HttpRequest, update_id: int) -> HttpResponse:
    """One update beside what the story says now; accept it, or part of it, or decline it with a reason."""
    update = get_object_or_404(StoryUpdate.objects.select_related("officer"), pk=update_id)
    story = stories_of({update.officer.story_key}).get(update.officer.story_key)
    if story is None or not can_edit_story(request.user, story):
        raise PermissionDenied
    changes = figure_changes(update, story=story)
    form = DecisionForm(request.POST or None, update=update, figures=_choices(changes))
    if request.method == "POST" and form.is_valid():
        try:
            told = _decide(request, update, form, story)
        except UpdateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return redirect(LIST)
    context = {
        "update": update, "story": story, "changes": changes, "form": form,
        "is_open": update.state == UpdateState.PROPOSED, "course_now": course_now(story),
    }  # fmt: skip
    status = _UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "stories/admin/update.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def officer_list(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who may send updates of a story; invite one more."""
    story = _editable(request, page_id)
    form = OfficerForm(request.POST or None, initial={"language": story.original_language})
    if request.method == "POST" and form.is_valid():
        try:
            invite_officer(
                story, email=form.cleaned_data["email"], language=form.cleaned_data["language"],
                by=cast("User", request.user), at=timezone.now(),
            )  # fmt: skip
        except UpdateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect(OFFICERS, story.pk)
    now = timezone.now()
    officers = list(StoryOfficer.objects.of_story(story.translation_key))
    context = {
        "story": story, "form": form,
        "officers": [(officer, officer.ended_at is None and officer.expires_at > now) for officer in officers],
    }  # fmt: skip
    status = _UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "stories/admin/officers.html", context, status=status)


@require_POST
def officer_end(request: HttpRequest, page_id: int, officer_id: int) -> HttpResponse:
    """Let somebody's link open no more."""
    story = _editable(request, page_id)
    officer = get_object_or_404(StoryOfficer.objects.of_story(story.translation_key), pk=officer_id)
    end_officer(officer, at=timezone.now())
    messages.success(request, _("The link opens no more."))
    return redirect(OFFICERS, story.pk)


def _decide(request: HttpRequest, update: StoryUpdate, form: DecisionForm, story: StoryPage) -> str:
    by, now, data = cast("User", request.user), timezone.now(), form.cleaned_data
    if request.POST.get("action") == ACCEPT:
        accept_update(
            update, by=by, texts=form.texts(), blocks=data.get("blocks", []),
            takes_course=data.get("takes_course", False), answer=data["answer"], at=now,
        )  # fmt: skip
        return _(
            "Written into the drafts of “%(title)s”. Readers see it once the drafts are reviewed and published."
        ) % {"title": story.get_admin_display_title()}
    decline_update(update, by=by, answer=data["answer"], at=now)
    return _("Nothing is taken; the officer is told why.")


def _choices(changes: list[FigureChange]) -> list[tuple[str, str]]:
    # A figure that an editor took out of the story meanwhile can't be changed any more.
    return [
        (
            change.figure.block,
            f"{change.figure.label}: {format_figure(change.figure.value, change.figure.qualifier)} {change.figure.unit}",
        )
        for change in changes
        if change.now is not None
    ]


def _editable(request: HttpRequest, page_id: int) -> Any:
    story = get_object_or_404(StoryPage, pk=page_id, alias_of__isnull=True)
    if not can_edit_story(request.user, story):
        raise PermissionDenied
    return story
