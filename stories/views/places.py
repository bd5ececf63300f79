"""Pages of regions and communities."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.models import Community, Region
from stories.querysets.catalogue import PAGE_SIZE
from stories.querysets.pages import published_stories, stories_only_in_other_language
from stories.views.breadcrumbs import trail


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """All 27 regions, on the map and as a list."""
    language = get_language()
    stories = published_stories(language)
    context = {
        "regions": Region.objects.with_story_counts(stories=stories).in_reading_order(language),
        "breadcrumbs": trail((_("Regions"), None)),
        "page_title": _("Regions"),
    }
    return TemplateResponse(request, "stories/region_list.html", context)


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """The stories of one region."""
    region = get_object_or_404(Region, code=code)
    language = get_language()
    published = published_stories(language)
    stories = published.in_region(region)
    context = {
        "region": region,
        "regions": Region.objects.with_story_counts(stories=published),
        "stories": Paginator(stories.for_cards().sorted_by("newest"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "communities": Community.objects.filter(led_stories__in=stories)
        .distinct()
        .with_region()
        .in_reading_order(language),
        "untranslated": stories_only_in_other_language(language)
        .in_region(region)
        .for_cards()
        .sorted_by("title"),
        "breadcrumbs": trail((_("Regions"), "regions"), (region.name, None)),
        "page_title": region.name,
    }
    return TemplateResponse(request, "stories/region.html", context)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """One community: its ornament, its stories, its former names."""
    community = get_object_or_404(Community.objects.with_region().prefetch_related("aliases"), slug=slug)
    language = get_language()
    published = published_stories(language)
    context = {
        "community": community,
        "stories": published.led_by(community).for_cards().sorted_by("newest"),
        "co_stories": published.joined_by(community).for_cards().sorted_by("newest"),
        "former_names": community.former_names,
        "untranslated": stories_only_in_other_language(language)
        .led_by(community)
        .for_cards()
        .sorted_by("title"),
        "breadcrumbs": trail(
            (_("Regions"), "regions"),
            (community.region.name, community.region.get_absolute_url()),
            (community.display_name, None),
        ),
        "page_title": community.display_name,
    }
    return TemplateResponse(request, "stories/community.html", context)
