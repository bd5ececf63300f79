"""Stories: a list by the catalogue's own filters, and each of them whole."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from stories.api import records
from stories.api.links import Links, part
from stories.api.parameters import Key, Parameters, StoryFilters
from stories.api.problems import Problem
from stories.api.schemas import StoryList, StoryRecord
from stories.api.texts import story_text
from stories.domain.catalogue import choose_stories
from stories.models import StoryPage
from stories.querysets.addresses import PublishedPage, published_translations
from stories.querysets.catalogue import CatalogueChoice
from stories.querysets.open_data import stories_in_order
from stories.responses import note_changes

router = Router(tags=["stories"])


@router.get(
    "",
    response={200: StoryList, 422: Problem},
    url_name="stories",
    summary=_("List stories"),
    description=_(
        "Stories published in the chosen language, narrowed and sorted as on the catalogue's page."
    ),
)
def stories(request: HttpRequest, response: HttpResponse, filters: Query[StoryFilters]) -> StoryList:
    chosen = choose_stories(CatalogueChoice.from_query(request.GET), language=filters.lang)
    listed = stories_in_order(chosen.ids[filters.offset : filters.offset + filters.limit])
    translations = published_translations(story.translation_key for story in listed)
    # One of them may have been withdrawn a moment ago.
    shown = [story for story in listed if _is_among(story, translations)]
    links = Links.of(request, filters.lang)
    note_changes(
        response, max((story.last_published_at for story in shown if story.last_published_at), default=None)
    )
    return StoryList(
        **part(request, total=chosen.total, limit=filters.limit, offset=filters.offset),
        elsewhere=len(chosen.elsewhere),
        corrections={correction.typed: correction.used for correction in chosen.found.corrections},
        items=[records.story_reference(story, links, translations[story.translation_key]) for story in shown],
    )


@router.get(
    "/{key}",
    response={200: StoryRecord, 404: Problem, 422: Problem},
    url_name="story",
    summary=_("Get a story"),
    description=_(
        "One story by its key, or by its slug in the chosen language, with its words in every language it has."
    ),
)
def story(
    request: HttpRequest, response: HttpResponse, key: Path[Key], parameters: Query[Parameters]
) -> StoryRecord:
    found = _languages_of(key, language=parameters.lang)
    if not found:
        raise Http404
    links = Links.of(request, parameters.lang)
    story = next((page for page in found if page.locale.language_code == parameters.lang), found[0])
    translations = published_translations([story.translation_key]).get(story.translation_key, [])
    paths = {page.language: page.path for page in translations}
    texts = [page for page in found if page.locale.language_code in paths]
    if story not in texts:
        raise Http404
    note_changes(
        response, max((page.last_published_at for page in texts if page.last_published_at), default=None)
    )
    return StoryRecord(
        **records.story_reference(story, links, translations).model_dump(),
        **records.story_facts(story, links),
        texts=[story_text(page, links, path=paths[page.locale.language_code]) for page in texts],
    )


def _is_among(story: StoryPage, translations: Mapping[UUID, Sequence[PublishedPage]]) -> bool:
    return any(page.pk == story.pk for page in translations.get(story.translation_key, ()))


def _languages_of(key: str, *, language: str) -> list[StoryPage]:
    """The published pages of a story, the chosen language first; none where nothing public has this key."""
    published = StoryPage.objects.published()
    try:
        wanted = UUID(key)
    except ValueError:
        by_slug = published.in_language(language).filter(slug=key)
        pages = published.filter(translation_key__in=by_slug.values("translation_key"))
    else:
        pages = published.filter(translation_key=wanted)
    return sorted(pages.for_reading(), key=lambda page: page.locale.language_code != language)
