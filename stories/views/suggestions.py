"""What a search box offers while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stories.domain.suggestions import suggest
from stories.querysets.catalogue import CatalogueChoice


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A fragment: a list box of offers for the text `q`, empty where nothing is like it, and a sentence to announce."""
    text = CatalogueChoice.from_query(request.GET).q
    context = {"suggestions": suggest(text, language=get_language() or "uk")}
    return TemplateResponse(
        request, "components/suggestions.html", context, headers={"X-Robots-Tag": "noindex"}
    )
