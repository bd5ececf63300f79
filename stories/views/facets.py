"""All values of one filter, where they are too many to stand beside the list."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stories.domain.catalogue import choose_stories
from stories.querysets.catalogue import FACETS, CatalogueChoice
from stories.text.folding import fold
from stories.text.ordering import ordering_key
from stories.views.breadcrumbs import trail

_LONGEST_FIND = 80


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of a filter that the rest of the choice leaves, in the order of the alphabet.

    `find` narrows them to those with a part of a name. The boxes lead to the list, and what else is chosen goes along.
    """
    if name not in FACETS:
        raise Http404
    language = get_language() or "uk"
    choice = CatalogueChoice.from_query(request.GET)
    facet = next(facet for facet in choose_stories(choice, language=language).facets if facet.name == name)
    find = request.GET.get("find", "").replace("\x00", "")[:_LONGEST_FIND]
    folded = fold(find)
    # What is chosen stays in sight, or it would be lost with the form.
    options = [
        option
        for option in facet.options
        if option.chosen or folded in fold(f"{option.label} {option.detail}")
    ]
    options.sort(key=lambda option: (ordering_key(option.label), option.key))
    address = f"/{language}/stories/"
    context = {
        "facet": facet,
        "number": len(options),
        "letters": [
            (letter, list(group))
            for letter, group in groupby(options, key=lambda option: option.label[:1].upper())
        ],
        "find": find,
        "choice": choice,
        "kept": choice.with_(**{name: ()}).pairs(),
        "address": address,
        "back_url": f"{address}{choice.with_().query()}",
        "breadcrumbs": trail((_("Stories"), address), (facet.title, None)),
        "page_title": facet.title,
    }
    return TemplateResponse(request, "stories/facet.html", context)
