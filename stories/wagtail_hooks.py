"""What the catalogue adds to Wagtail: its sections, the reviewers' desk, the refusal to publish unreviewed stories."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, Page

from stories.domain.story_updates import ACTION as UPDATE_ACTION
from stories.enums import StoryPart, UpdateState
from stories.errors import SafetyReviewRequired
from stories.models import StoryDocument, StoryIndexPage, StoryPage
from stories.rules import (
    can_decide_updates,
    can_edit_story,
    can_read_document,
    can_review_stories,
    can_withdraw_story,
)
from stories.views.catalogue import story_list
from stories.views.safety import review_list, review_preview, review_story
from stories.views.translations import SynchroniseView, keep_own_words, refuse_unfinished
from stories.views.updates_desk import officer_end, officer_list, update_desk, update_list
from stories.views.withdrawal import withdraw
from stories.viewsets.catalogue import CatalogueGroup
from stories.viewsets.choosers import community_chooser, organisation_chooser


@hooks.register("register_admin_viewset")
def register_sections():
    return [CatalogueGroup(), community_chooser, organisation_chooser]


@hooks.register("insert_global_admin_css")
def style_lists_on_telephones() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_urls")
def register_review_addresses():
    return [
        path("reviews/", review_list, name="story_reviews"),
        path("reviews/<int:page_id>/", review_story, name="story_review"),
        path("reviews/<int:page_id>/preview/", review_preview, name="story_review_preview"),
        path("stories/<int:page_id>/hide/", withdraw, name="story_withdraw"),
        path("stories/<int:page_id>/officers/", officer_list, name="story_officers"),
        path("stories/<int:page_id>/officers/<int:officer_id>/end/", officer_end, name="story_officer_end"),
        path("updates/", update_list, name="story_updates"),
        path("updates/<int:update_id>/", update_desk, name="story_update_desk"),
        # In place of wagtail-localize's own, which come later and would show words of the wrong language.
        path("localize/update/<int:translation_source_id>/", SynchroniseView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", keep_own_words),
    ]


class ReviewsMenuItem(MenuItem):
    """Shown to those who may review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_review_stories(request.user)


@hooks.register("register_admin_menu_item")
def register_reviews_menu_item():
    return ReviewsMenuItem(
        _("Safety reviews"), reverse("story_reviews"), name="reviews", icon_name="check", order=160
    )


class UpdatesMenuItem(MenuItem):
    """Shown to those who write stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_decide_updates(request.user)


@hooks.register("register_admin_menu_item")
def register_updates_menu_item():
    return UpdatesMenuItem(
        _("Updates from communities"),
        reverse("story_updates"),
        name="updates",
        icon_name="history",
        order=165,
    )


# Inside of Wagtail's own link of the chain, which asks for the password of a private page.
@hooks.register("on_serve_page", order=100)
def serve_list_of_stories(following: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The list is a view's: models may not know the counts that it shows."""

    def serve(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        if isinstance(page, StoryIndexPage) and not kwargs:
            return story_list(request, page)
        return following(page, request, args, kwargs)

    return serve


@hooks.register("before_publish_page")
def refuse_unreviewed_story(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The text is saved as a draft by now; only the publishing stops, with a message that says what is missing."""
    if isinstance(page, StoryPage):
        try:
            page.get_latest_revision_as_object().require_review()
        except SafetyReviewRequired as refusal:
            messages.error(request, str(refusal))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("stories.safety_review", _("Safety review"), _("Reviewed for safety"))
    actions.register_action(
        "stories.publish.refused",
        _("Publishing refused"),
        _("Scheduled publishing refused: no safety review"),
    )


class HiddenFormatter(LogFormatter):
    """Says why a story was hidden, in its history."""

    label = _("Hide")
    message = _("Hidden at once")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return log_entry.data.get("reason", "")


class TakenOutFormatter(HiddenFormatter):
    """Says what was taken out of a story, and why."""

    label = _("Take out")
    message = _("Parts taken out at once")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        parts = [str(StoryPart(part).label) for part in log_entry.data.get("parts", [])]
        return f"{', '.join(parts)}: {super().format_comment(log_entry)}"


@hooks.register("register_log_actions")
def register_withdrawals(actions):
    actions.register_action("stories.withdraw")(HiddenFormatter)
    actions.register_action("stories.generalise")(TakenOutFormatter)


class UpdateFormatter(LogFormatter):
    """Says that an editor has decided on what the community told."""

    label = _("Decide on an update")
    message = _("An update by the community was decided on")

    def format_comment(self, log_entry: ModelLogEntry) -> str:
        return str(UpdateState(log_entry.data["state"]).label)


@hooks.register("register_log_actions")
def register_updates(actions):
    actions.register_action(UPDATE_ACTION)(UpdateFormatter)


class HideMenuItem(ActionMenuItem):
    """«Hide at once» beside the other actions of a story's form."""

    name = "action-hide-at-once"
    label = _("Hide at once")
    icon_name = "no-view"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        return isinstance(page, StoryPage) and _can_hide(page, context["request"].user)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("story_withdraw", args=[parent_context["page"].pk])


def _can_hide(story: StoryPage, user: Any) -> bool:
    return (story.live or story.approved_schedule) and can_withdraw_story(user, story)


@hooks.register("register_page_action_menu_item")
def register_hide_menu_item():
    return HideMenuItem(order=90)


@hooks.register("register_page_header_buttons")
def register_hide_button(page: Page, user: Any, **_options: Any) -> Iterator[Button]:
    """The same at the head of the story's pages: the translators' page has no menu of actions."""
    story = page.specific_deferred
    if isinstance(story, StoryPage) and _can_hide(story, user):
        yield Button(
            _("Hide at once"), reverse("story_withdraw", args=[story.pk]), icon_name="no-view", priority=65
        )


@hooks.register("register_page_header_buttons")
def register_officers_button(page: Page, user: Any, **_options: Any) -> Iterator[Button]:
    """Who may send updates of a story that readers know."""
    story = page.specific_deferred
    if isinstance(story, StoryPage) and story.live and can_edit_story(user, story):
        yield Button(
            _("Who may send updates"),
            reverse("story_officers", args=[story.pk]),
            icon_name="group",
            priority=66,
        )


hooks.register("before_edit_page", refuse_unfinished)


@hooks.register("before_serve_document")
def hide_what_is_not_offered(document: StoryDocument, request: HttpRequest) -> None:
    """A document has an address from the day it is uploaded; a stranger finds nothing there until a story offers it."""
    if not can_read_document(request.user, document):
        raise Http404
