"""Pages of categories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.catalogue import choose_stories
from stories.domain.front_page import counted_categories
from stories.models import Category
from stories.querysets.catalogue import PAGE_SIZE, CatalogueChoice
from stories.views.breadcrumbs import trail
from stories.views.card_pages import cards_of, page_of_cards


@require_safe
def category_list(request: HttpRequest) -> HttpResponse:
    """All categories with what they are about."""
    context = {
        "categories": counted_categories(get_language() or "uk"),
        "breadcrumbs": trail((_("Categories"), None)),
        "page_title": _("Categories"),
    }
    return TemplateResponse(request, "stories/category_list.html", context)


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one category."""
    category = get_object_or_404(Category, slug=slug)
    choice = CatalogueChoice().with_(category=(slug,))
    chosen = choose_stories(choice, language=get_language() or "uk")
    context = {
        "category": category,
        "stories": page_of_cards(chosen.ids, request.GET.get("page")),
        "untranslated": cards_of(chosen.elsewhere[:PAGE_SIZE]),
        "breadcrumbs": trail((_("Categories"), "categories"), (category.name, None)),
        "page_title": category.name,
    }
    return TemplateResponse(request, "stories/category.html", context)
