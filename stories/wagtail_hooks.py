"""What the catalogue adds to Wagtail: its sections, the reviewers' desk, the refusal to publish unreviewed stories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from stories.errors import SafetyReviewRequired
from stories.models import StoryPage
from stories.rules import can_review_stories
from stories.views.safety import review_list, review_preview, review_story
from stories.viewsets.catalogue import CatalogueGroup
from stories.viewsets.choosers import community_chooser, organisation_chooser


@hooks.register("register_admin_viewset")
def register_sections():
    return [CatalogueGroup(), community_chooser, organisation_chooser]


@hooks.register("register_admin_urls")
def register_review_addresses():
    return [
        path("reviews/", review_list, name="story_reviews"),
        path("reviews/<int:page_id>/", review_story, name="story_review"),
        path("reviews/<int:page_id>/preview/", review_preview, name="story_review_preview"),
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
