"""Reads for the counts of the whole catalogue: plain rows, a fixed number of queries for any number of stories."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from stories.models import Community

Pairs = Iterable[tuple[int, Any]]


class StoryRow(NamedTuple):
    """What the counts need to know of a story besides its many-valued facts."""

    pk: int
    category: str
    community: int
    start_month: date
    month_known: bool
    is_ongoing: bool
    award: str
    ordering: str


def story_rows(language_code: str) -> list[StoryRow]:
    """Every story that the public may read in the language."""
    return _rows(_model("StoryPage").objects.published().in_language(language_code))


def rows_only_in_other_language(language_code: str) -> list[StoryRow]:
    """Every story that the public may read, but not in the language."""
    return _rows(_model("StoryPage").objects.only_in_other_language(language_code))


def _rows(stories: Any) -> list[StoryRow]:
    rows = stories.order_by().values_list(
        "pk", "category__slug", "lead_community_id", "start_month", "start_month_known", "is_ongoing", "award",
        "ordering",
    )  # fmt: skip
    return [StoryRow(*row) for row in rows]


def communities_with_stories() -> "list[Community]":
    """Communities that lead a story or take part in one, drafts included, in the order of the Ukrainian alphabet."""
    leads = _model("StoryPage").objects.filter(lead_community=OuterRef("pk"))
    joins = _model("StoryCommunity").objects.filter(community=OuterRef("pk"))
    found = _model("Community").objects.filter(Exists(leads) | Exists(joins)).select_related("region")
    return list(
        found.only(
            "code", "slug", "kind", "name_uk", "name_en", "centre_uk", "centre_en", "ordering", "region"
        )
    )


def communities_joined() -> Pairs:
    """Story and further community, by their keys in the database."""
    return _model("StoryCommunity").objects.order_by().values_list("story_id", "community_id")


def challenges_answered() -> Pairs:
    """Story and the challenge's address."""
    return _through("challenges").values_list("storypage_id", "challenge__slug")


def groups_served() -> Pairs:
    """Story and the beneficiary group's address."""
    return _through("groups").values_list("storypage_id", "beneficiarygroup__slug")


def tags_used() -> Pairs:
    """Story and the tag's address."""
    return _model("TaggedStory").objects.order_by().values_list("content_object_id", "tag__slug")


def sectors_joined() -> Pairs:
    """Story and a sector of its partners; a sector stands once a partner."""
    return _model("StoryPartner").objects.order_by().values_list("story_id", "organisation__sector")


def _through(name: str) -> Any:
    return _model("StoryPage")._meta.get_field(name).remote_field.through._default_manager.order_by()


def _model(name: str) -> Any:
    # By name: the models themselves import these reads' neighbours.
    return apps.get_model("stories", name)
