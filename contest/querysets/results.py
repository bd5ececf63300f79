"""Reads of what is public once the results of an edition are out."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, QuerySet

from contest.enums import ApplicationStatus
from stories.models import Edition, StoryPage
from stories.querysets.pages import StoryPageQuerySet

if TYPE_CHECKING:
    from contest.models import Call, Juror

HONOURED = (ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD)


def published_everywhere() -> StoryPageQuerySet:
    """Stories that the public may read, in whichever language."""
    stories: StoryPageQuerySet = StoryPage.objects.published()
    return stories


def honoured_stories(editions: Collection[Edition]) -> StoryPageQuerySet:
    """Published stories that the editions honoured; a translated one is there in each of its languages."""
    return published_everywhere().filter(edition__in=editions).exclude(award="")


def stories_of(keys: Iterable[UUID]) -> StoryPageQuerySet:
    """Published stories with these translation keys, ready to be shown as cards."""
    return published_everywhere().filter(translation_key__in=list(keys)).for_cards()


def citations_of_stories(stories: Iterable[StoryPage]) -> dict[int, str]:
    """What each story says of why it was honoured, by the key of its page: cards don't bring it along."""
    keys = [story.pk for story in stories]
    return dict(StoryPage.objects.filter(pk__in=keys).values_list("pk", "award_citation"))


def honoured_places(editions: Collection[Edition]) -> QuerySet[StoryPage, Any]:
    """Edition, story and code of the leading community of every honoured story, each story once."""
    rows = honoured_stories(editions).order_by("edition", "lead_community__ordering", "translation_key")
    return rows.values_list("edition", "translation_key", "lead_community__code").distinct()


def honoured_applicants(calls: Collection["Call"]) -> QuerySet[Any, Any]:
    """Call and code of the community of every application of the calls that won something."""
    # By name, here and below: models import this module's neighbours.
    rows = apps.get_model("contest", "Application")._default_manager.filter(
        call__in=calls, released_status__in=HONOURED
    )
    return rows.order_by("call", "community__ordering", "pk").values_list("call", "community__code")


def counted_applicants(calls: Collection["Call"]) -> dict[int, tuple[int, int]]:
    """How many applications came in, and from how many communities, by call."""
    applications: Any = apps.get_model("contest", "Application")._default_manager
    rows = applications.filter(call__in=calls).counted().order_by().values("call")
    counted = rows.annotate(count=Count("pk"), communities=Count("community", distinct=True))
    return {row["call"]: (row["count"], row["communities"]) for row in counted}


def jurors_who_joined(call: "Call") -> "QuerySet[Juror, Juror]":
    """Everybody who ever sat on the call's jury, with the regions they come from."""
    jurors: Any = apps.get_model("contest", "Juror")._default_manager
    rows: QuerySet[Juror, Juror] = jurors.of_call(call).filter(joined_at__isnull=False)
    return rows.select_related("region", "community__region").order_by("name", "pk")
