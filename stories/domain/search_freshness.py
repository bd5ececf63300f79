"""Keeps the full-text index in step, in the transaction of each change: of a story, and of a name that it bears."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from stories.domain.search_index import forget_document, index_stories, remove_documents
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    Community,
    CommunityAlias,
    DevelopmentGoal,
    Edition,
    Organisation,
    Region,
    SearchDocument,
    StoryPage,
    StoryTag,
)

# How a story refers to what has a name; each model's names stand in `_NAMES`.
_STORIES_OF: dict[type[models.Model], tuple[str, ...]] = {
    Community: ("lead_community", "co_communities__community"),
    CommunityAlias: ("lead_community__aliases", "co_communities__community__aliases"),
    Region: ("lead_community__region", "co_communities__community__region"),
    Organisation: ("partners__organisation",),
    Category: ("category",),
    Challenge: ("challenges",),
    BeneficiaryGroup: ("groups",),
    DevelopmentGoal: ("goals",),
    Edition: ("edition",),
    StoryTag: ("tagged_items__tag",),
}
_NAMES: dict[type[models.Model], tuple[str, ...]] = {
    Community: ("name_uk", "name_en", "centre_uk", "centre_en"),
    StoryTag: ("name", "name_en"),
}
_TWO_NAMES = ("name_uk", "name_en")
NAMED_MODELS: tuple[type[models.Model], ...] = tuple(_STORIES_OF)


def stories_bearing(model: type[models.Model], keys: list[int]) -> set[int]:
    """The stories, published or not, that bear a name of one of these rows."""
    found: set[int] = set()
    for path in _STORIES_OF[model]:
        found.update(StoryPage.objects.filter(**{f"{path}__in": keys}).values_list("pk", flat=True))
    return found


def index_stories_bearing(model: type[models.Model], keys: list[int]) -> None:
    """Index the stories of rows whose names were changed without signals."""
    if keys and (ids := stories_bearing(model, keys)):
        index_stories(ids)


def on_published(instance: StoryPage, **_: Any) -> None:
    index_stories([instance.pk])


def on_unpublished(instance: StoryPage, **_: Any) -> None:
    remove_documents([instance.pk])


def on_story_saved(instance: StoryPage, **_: Any) -> None:
    # In the very transaction that makes it no longer public; the signal of unpublishing comes after it.
    if not instance.live:
        remove_documents([instance.pk])


def on_moved(instance: Page, **_: Any) -> None:
    index_stories(StoryPage.objects.descendant_of(instance, inclusive=True).values_list("pk", flat=True))


def on_restriction_changed(instance: Any, **_: Any) -> None:
    """A page and all below it were closed to the public or opened again."""
    on_moved(instance.page)


def on_document_deleted(instance: SearchDocument, **_: Any) -> None:
    forget_document(instance)


def remember_names(sender: type[models.Model], instance: Any, **_: Any) -> None:
    """Before a row is saved: keep the names that it has in the database, if it is there."""
    names = _NAMES.get(sender, _TWO_NAMES)
    before = (
        sender._default_manager.filter(pk=instance.pk).values_list(*names).first() if instance.pk else None
    )
    instance.names_before = before


def remember_stories(sender: type[models.Model], instance: Any, **_: Any) -> None:
    """Before a row is deleted: keep the stories that bear its names, as nothing will lead to them after."""
    instance.stories_before = stories_bearing(sender, [instance.pk])


def on_name_saved(sender: type[models.Model], instance: Any, *, raw: bool = False, **_: Any) -> None:
    names = tuple(getattr(instance, name) for name in _NAMES.get(sender, _TWO_NAMES))
    if not raw and instance.names_before != names:
        index_stories_bearing(sender, [instance.pk])


def on_name_deleted(instance: Any, **_: Any) -> None:
    if instance.stories_before:
        index_stories(instance.stories_before)


def watch() -> None:
    """Listen to everything that changes what can be found. Called once, when the models exist."""
    page_published.connect(on_published, sender=StoryPage)
    page_unpublished.connect(on_unpublished, sender=StoryPage)
    post_save.connect(on_story_saved, sender=StoryPage)
    post_page_move.connect(on_moved)
    post_save.connect(on_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(on_restriction_changed, sender=PageViewRestriction)
    post_delete.connect(on_document_deleted, sender=SearchDocument)
    for model in NAMED_MODELS:
        pre_save.connect(remember_names, sender=model)
        post_save.connect(on_name_saved, sender=model)
        pre_delete.connect(remember_stories, sender=model)
        post_delete.connect(on_name_deleted, sender=model)
