"""Stories that belong together, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.models import StoryPage

_CANDIDATES = 60
_WEIGHTS = {"challenge": 3, "group": 2, "region": 2, "category": 1}


@dataclass(frozen=True)
class RelatedStory:
    """A story and the reasons, in words, why it stands here."""

    story: StoryPage
    reasons: list[str]


def related_stories(story: StoryPage, *, limit: int = 3) -> list[RelatedStory]:
    """The published stories of the same language that share most with `story`, best first.

    A shared challenge weighs 3, a group or the region 2, the category 1; of equals the newer one comes first.
    """
    candidates = (
        StoryPage.objects.related_to(story)
        .for_cards()
        .prefetch_related("challenges", "groups")
        .sorted_by("newest")[:_CANDIDATES]
    )
    scored = [(_score(story, other), other) for other in candidates]
    scored.sort(key=lambda pair: -pair[0])
    return [RelatedStory(other, _reasons(story, other)) for _points, other in scored[:limit]]


def _shared(story: StoryPage, other: StoryPage, relation: str) -> list:
    own = {row.pk for row in getattr(story, relation).all()}
    return [row for row in getattr(other, relation).all() if row.pk in own]


def _score(story: StoryPage, other: StoryPage) -> int:
    return (
        _WEIGHTS["challenge"] * len(_shared(story, other, "challenges"))
        + _WEIGHTS["group"] * len(_shared(story, other, "groups"))
        + _WEIGHTS["region"] * (story.lead_community.region_id == other.lead_community.region_id)
        + _WEIGHTS["category"] * (story.category_id == other.category_id)
    )


def _reasons(story: StoryPage, other: StoryPage) -> list[str]:
    reasons = []
    if story.lead_community.region_id == other.lead_community.region_id:
        reasons.append(_("same region"))
    if challenges := _shared(story, other, "challenges"):
        reasons.append(_("same challenge: %(name)s") % {"name": challenges[0].name.lower()})
    if groups := _shared(story, other, "groups"):
        reasons.append(_("also for: %(name)s") % {"name": groups[0].name.lower()})
    if not reasons:
        reasons.append(_("same category"))
    return reasons[:2]
