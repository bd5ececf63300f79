"""Pages of categories."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.models import Category
from stories.querysets.catalogue import PAGE_SIZE
from stories.querysets.pages import published_stories, stories_only_in_other_language
from stories.views.breadcrumbs import trail


@require_safe
def category_list(request: HttpRequest) -> HttpResponse:
    """All categories with what they are about."""
    context = {
        "categories": Category.objects.with_story_counts(stories=published_stories(get_language())),
        "breadcrumbs": trail((_("Categories"), None)),
        "page_title": _("Categories"),
    }
    return TemplateResponse(request, "stories/category_list.html", context)


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of one category."""
    category = get_object_or_404(Category, slug=slug)
    language = get_language()
    stories = published_stories(language).in_category(category).for_cards().sorted_by("newest")
    context = {
        "category": category,
        "stories": Paginator(stories, PAGE_SIZE).get_page(request.GET.get("page")),
        "untranslated": stories_only_in_other_language(language)
        .in_category(category)
        .for_cards()
        .sorted_by("title"),
        "breadcrumbs": trail((_("Categories"), "categories"), (category.name, None)),
        "page_title": category.name,
    }
    return TemplateResponse(request, "stories/category.html", context)
