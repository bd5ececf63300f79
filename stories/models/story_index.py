"""The catalogue's list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.url_routing import RouteResult

from stories.models.pages import LeadPage
from stories.models.places import Region
from stories.models.story import StoryPage
from stories.models.taxonomy import Category
from stories.querysets.catalogue import PAGE_SIZE, CatalogueChoice
from stories.querysets.pages import published_stories, stories_only_in_other_language


class StoryIndexPage(LeadPage):
    """The catalogue of one language. Its children are the stories."""

    parent_page_types = ["stories.HomePage"]
    subpage_types = ["stories.StoryPage"]
    max_count_per_parent = 1
    template = "stories/story_index_page.html"

    class Meta:
        verbose_name = gettext_lazy("catalogue of stories")
        verbose_name_plural = gettext_lazy("catalogues of stories")

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        choice = CatalogueChoice.from_query(request.GET)
        language = self.locale.language_code
        published = published_stories(language)
        chosen = choice.filter(published)
        page = Paginator(chosen.for_cards().sorted_by(choice.sort), PAGE_SIZE).get_page(
            request.GET.get("page")
        )
        categories: list[Any] = list(
            Category.objects.with_story_counts(stories=choice.with_(category="").filter(published))
        )
        elsewhere = choice.with_(region="").filter(published)
        regions: list[Any] = list(
            Region.objects.with_story_counts(stories=elsewhere).in_reading_order(language)
        )
        for category in categories:
            category.current = category.slug == choice.category
            category.url = choice.with_(category=category.slug).query()
        for region in regions:
            region.current = region.code == choice.region
            region.url = choice.with_(region=region.code).query()
        return context | {
            "stories": page,
            "result_count": page.paginator.count,
            "categories": categories,
            "regions": [region for region in regions if region.story_count or region.current],
            "sorts": self._sorts(choice),
            "chosen": [
                {"label": category.name, "remove_url": choice.with_(category="").query()}
                for category in categories
                if category.current
            ]
            + [
                {"label": region.name, "remove_url": choice.with_(region="").query()}
                for region in regions
                if region.current
            ],
            "choice": choice,
            "clear_url": self.get_url(request),
            "untranslated": choice.filter(stories_only_in_other_language(language))
            .for_cards()
            .sorted_by("title"),
        }

    def _sorts(self, choice: CatalogueChoice) -> list[dict[str, Any]]:
        labels = {"newest": _("newest first"), "title": _("by title"), "place": _("by community")}
        return [
            {"label": label, "url": choice.with_(sort=sort).query(), "current": sort == choice.sort}
            for sort, label in labels.items()
        ]

    def _has_story(self, slug: str) -> bool:
        return self.get_children().live().filter(slug=slug).exists()
