"""What the saved drafts of stories refer to, of which some may be deleted by now."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from stories.models.relations import StoryCommunity, StoryPartner, StoryPhoto

_ROWS: dict[str, tuple[type[models.Model], str]] = {
    "photos": (StoryPhoto, "image"),
    "partners": (StoryPartner, "organisation"),
    "co_communities": (StoryCommunity, "community"),
}


def without_deleted_rows(contents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the contents of drafts without photos, partners and communities that no longer exist.

    The database protects only what saved pages refer to, not what a draft of a published page holds. Takes one query
    for each kind, however many contents are given.
    """
    kept = [dict(content) for content in contents]
    for name, (model, key) in _ROWS.items():
        target: Any = model._meta.get_field(key).related_model
        wanted = {row[key] for content in kept for row in content.get(name, ())}
        known = set(target._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        for content in kept:
            if name in content:
                content[name] = [row for row in content[name] if row[key] in known]
    return kept
