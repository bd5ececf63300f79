"""Feeds of newly published stories: of the whole catalogue, or of whatever its list was narrowed to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stories.domain.atom import StoryFeed, add_story, last_change, new_feed
from stories.domain.catalogue import choose_stories
from stories.domain.share_images import story_image_version
from stories.querysets.addresses import published_translations
from stories.querysets.catalogue import CatalogueChoice
from stories.querysets.open_data import latest_published, stories_in_order
from stories.responses import note_changes, open_data

ENTRIES = 30


@open_data
def feed(request: HttpRequest) -> HttpResponse:
    """The stories of the address's choice that were published last, as Atom; its order and page don't matter."""
    language = get_language() or settings.LANGUAGE_CODE
    base = f"{request.scheme}://{request.get_host()}"
    choice = CatalogueChoice.from_query(request.GET).with_(sort="")
    among, labels = None, []
    if choice.is_narrowed:
        chosen = choose_stories(choice, language=language)
        among, labels = chosen.ids, [chip.label for chip in chosen.chips()]
    stories = stories_in_order(latest_published(language, among=among, limit=ENTRIES))
    atom = _new_feed(base, language, choice, labels)
    translations = published_translations(story.translation_key for story in stories)
    for story in stories:
        paths = {page.language: f"{base}{page.path}" for page in translations.get(story.translation_key, ())}
        # It may have been withdrawn a moment ago.
        if address := paths.pop(language, ""):
            image = f"{base}{reverse('share_image', args=[story.slug])}?v={story_image_version(story)}"
            add_story(atom, story, address=address, base=base, image=image, others=list(paths.items()))
    response = HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
    note_changes(response, last_change(stories))
    return response


def _new_feed(base: str, language: str, choice: CatalogueChoice, labels: list[str]) -> StoryFeed:
    query = choice.query()
    others = [code for code, _name in settings.LANGUAGES if code != language]
    return new_feed(
        language=language,
        title=" — ".join([_("Resilient Communities"), ", ".join(labels) or _("new stories")]),
        subtitle=_("Stories of how Ukrainian communities hold on and work together in time of war."),
        address=f"{base}{reverse('feed')}{query}",
        page=f"{base}/{language}/stories/{query}",
        languages=[(code, f"{base}/{code}/stories/{query}") for code in others],
        icon=f"{base}{static('img/favicon.svg')}",
    )
