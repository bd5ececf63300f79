"""The catalogue's list."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from stories.models.pages import LeadPage
from stories.models.story import StoryPage
from stories.querysets.catalogue import PAGE_SIZE
from stories.querysets.pages import published_stories


class PreviewCard(NamedTuple):
    """A story in the preview of the list."""

    story: StoryPage


class StoryIndexPage(LeadPage):
    """The catalogue of one language. Its children are the stories."""

    parent_page_types = ["stories.HomePage"]
    subpage_types = ["stories.StoryPage"]
    max_count_per_parent = 1
    template = "stories/story_index_page.html"

    class Meta:
        verbose_name = _("catalogue of stories")
        verbose_name_plural = _("catalogues of stories")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the story; one that exists only in the other language gets a page that says so."""
        if len(path_components) == 1 and not self._has_story(path_components[0]):
            other = (
                StoryPage.objects.published()
                .filter(slug=path_components[0])
                .exclude(locale_id=self.locale_id)
                .for_cards()
                .first()
            )
            if other:
                return RouteResult(self, kwargs={"other": other})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, other: StoryPage | None = None, **kwargs: Any
    ) -> HttpResponse:
        if other is None:
            return super().serve(request, *args, **kwargs)
        translation = other.get_translations().live().filter(locale_id=self.locale_id).first()
        if translation:
            return redirect(translation.get_url(request))
        context = self.get_context(request) | {
            "story": other,
            "other_language": other.locale.get_display_name(),
            "breadcrumbs": [
                *self.breadcrumbs()[:-1],
                (self.title, self.get_url(request)),
                (other.title, None),
            ],
            "page_title": other.title,
        }
        return TemplateResponse(request, "stories/untranslated.html", context)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The newest stories, which is all that an editor's preview needs; readers get the list from a view."""
        stories = published_stories(self.locale.language_code)
        return super().get_preview_context(request, mode_name) | {
            "cards": [PreviewCard(story) for story in stories.for_cards().sorted_by("newest")[:PAGE_SIZE]],
            "total": stories.count(),
        }

    def _has_story(self, slug: str) -> bool:
        return self.get_children().live().filter(slug=slug).exists()
