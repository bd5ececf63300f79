"""What may neither become public nor vanish from the public by a side door.

Connected in StoriesConfig.ready(), so that it holds for the editors' pages, for their interface for programs and for code.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _
from wagtail.models import Revision

from stories.errors import DeletionRefused
from stories.models import StoryDocument, StoryPage

_NAMES_SHOWN = 5


def refuse_unreviewed_schedule(instance: Revision, **_kwargs: Any) -> None:
    """Raise SafetyReviewRequired where a version that nobody reviewed is given an hour to be published at.

    A receiver of `pre_save`. A version that has its hour already is asked again when the hour comes.
    """
    if instance.approved_go_live_at is None or instance.content_type.model_class() is not StoryPage:
        return
    if not Revision.objects.filter(pk=instance.pk, approved_go_live_at__isnull=False).exists():
        instance.as_object().require_review()


def refuse_deleting_public_story(instance: StoryPage, **_kwargs: Any) -> None:
    """Raise DeletionRefused for a story that the public can read (a receiver of `pre_delete`)."""
    if instance.live:
        raise DeletionRefused(
            _(
                "“%(title)s” is published, so it cannot be deleted. Hide it first: its history and its reviews stay "
                "on record."
            )
            % {"title": instance.title}
        )


def refuse_deleting_offered_document(instance: StoryDocument, **_kwargs: Any) -> None:
    """Raise DeletionRefused for a document that something published offers (a receiver of `pre_delete`)."""
    if offers := instance.offered_by():
        raise DeletionRefused(reason_to_keep(instance, users=offers))


def reason_of(error: ProtectedError) -> str:
    """What the database's refusal to delete a row means, for a person: which stories and other rows need it."""
    users = [getattr(row, "story", row) for row in error.protected_objects]
    return reason_to_keep(None, users=users)


def reason_to_keep(thing: Model | None, *, users: Iterable[Model]) -> str:
    """A sentence that names, at most five of them, what would miss `thing` if it were deleted."""
    names = sorted({str(user) for user in users})
    shown = ", ".join(_("“%(name)s”") % {"name": name} for name in names[:_NAMES_SHOWN])
    if len(names) > _NAMES_SHOWN:
        shown = _("%(names)s and others") % {"names": shown}
    if thing is None:
        return _("This cannot be deleted while something needs it: %(names)s. Take it out there first.") % {
            "names": shown
        }
    return _(
        "“%(title)s” cannot be deleted while it is offered to the public: %(names)s. Take it out there first."
    ) % {
        "title": str(thing),
        "names": shown,
    }
