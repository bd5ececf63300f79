"""Pages of regions and communities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.catalogue import choose_stories
from stories.domain.front_page import counted_regions
from stories.models import Community, Region
from stories.querysets.catalogue import PAGE_SIZE, CatalogueChoice
from stories.querysets.pages import published_stories, stories_only_in_other_language
from stories.views.breadcrumbs import trail
from stories.views.card_pages import cards_of, page_of_cards


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """All 27 regions, on the map and as a list."""
    context = {
        "regions": counted_regions(get_language() or "uk"),
        "breadcrumbs": trail((_("Regions"), None)),
        "page_title": _("Regions"),
    }
    return TemplateResponse(request, "stories/region_list.html", context)


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """The stories of one region."""
    region = get_object_or_404(Region, code=code)
    language = get_language() or "uk"
    choice = CatalogueChoice().with_(region=(code,))
    chosen = choose_stories(choice, language=language)
    context = {
        "region": region,
        "regions": counted_regions(language),
        "stories": page_of_cards(chosen.ids, request.GET.get("page")),
        "communities": Community.objects.filter(led_stories__in=published_stories(language), region=region)
        .distinct()
        .with_region()
        .in_reading_order(language),
        "untranslated": cards_of(chosen.elsewhere[:PAGE_SIZE]),
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
