"""The pictures that stand for pages elsewhere: made when a story is published, kept by what they say."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from stories.drawing.share_image import DESIGN, ShareWords, site_share_image, story_share_image
from stories.models import StoryPage
from stories.querysets.pages import published_stories
from stories.text.typography import bind

# Below `private/`: only the view hands them out, which asks first whether the story is published.
FOLDER = "private/share-images"
_DIGEST_LENGTH = 24


def story_words(story: StoryPage) -> ShareWords:
    """What the picture of a story says, in the story's own language."""
    with translation.override(story.locale.language_code):
        return ShareWords(
            title=bind(story.title),
            community=story.lead_community.display_name,
            region=story.region.name,
            category=story.category.short,
            award=story.get_award_display() if story.award else "",
            site_name=_("Resilient Communities"),
        )


def story_image_version(story: StoryPage) -> str:
    """Changes whenever the picture does; goes into its address, because social networks keep pictures for good."""
    return _digest(astuple(story_words(story)), story.lead_community.code)


def story_image(story: StoryPage) -> bytes:
    """The PNG of a story, from the store or drawn now. Ask first whether the story may be seen."""
    words, code = story_words(story), story.lead_community.code
    return _kept(
        f"{FOLDER}/{story.pk}", _digest(astuple(words), code), lambda: story_share_image(words, code=code)
    )


def site_image(language: str) -> bytes:
    """The PNG of all pages that are no story."""
    with translation.override(language):
        title = _("Resilient Communities")
        lead = bind(_("Stories of how Ukrainian communities hold on and work together in time of war."))
    return _kept(
        f"{FOLDER}/site-{language}",
        _digest((title, lead), ""),
        lambda: site_share_image(title=title, lead=lead),
    )


def forget_story_image(story_pk: int) -> None:
    """Remove the stored pictures of a story that the public may no longer see."""
    _empty(f"{FOLDER}/{story_pk}")


def draw_after_publishing(instance: StoryPage, **_kwargs: Any) -> None:
    """Draw a story's picture once its publication is certain (a receiver of `page_published`)."""
    transaction.on_commit(partial(_draw, instance.pk, instance.locale.language_code), robust=True)


def forget_after_withdrawing(instance: StoryPage, **_kwargs: Any) -> None:
    """Remove a story's picture with the story (a receiver of `page_unpublished` and `post_delete`)."""
    transaction.on_commit(partial(forget_story_image, instance.pk), robust=True)


def _draw(story_pk: int, language: str) -> None:
    story = (
        published_stories(language)
        .select_related("locale", "lead_community__region", "category")
        .filter(pk=story_pk)
        .first()
    )
    if story is not None:
        story_image(story)


def _digest(words: tuple[str, ...], code: str) -> str:
    text = json.dumps([DESIGN, *words, code], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def _kept(folder: str, digest: str, draw: Callable[[], bytes]) -> bytes:
    """The stored picture; else the drawn one, which takes the place of whatever the folder held."""
    path = f"{folder}/{digest}.png"
    with suppress(FileNotFoundError), default_storage.open(path) as file:
        content: bytes = file.read()
        return content
    content = draw()
    _empty(folder)
    stored = default_storage.save(path, ContentFile(content))
    if stored != path:
        # Another process was quicker by a moment and stored the same.
        default_storage.delete(stored)
    return content


def _empty(folder: str) -> None:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
