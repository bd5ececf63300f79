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
    own = {name: {row.pk for row in getattr(story, name).all()} for name in ("challenges", "groups")}
    found = [_compare(story, other, own) for other in candidates]
    found.sort(key=lambda pair: -pair[0])
    return [related for _points, related in found[:limit]]


def _compare(story: StoryPage, other: StoryPage, own: dict[str, set[int]]) -> tuple[int, RelatedStory]:
    challenges = [row for row in other.challenges.all() if row.pk in own["challenges"]]
    groups = [row for row in other.groups.all() if row.pk in own["groups"]]
    same_region = story.lead_community.region_id == other.lead_community.region_id
    same_category = story.category_id == other.category_id
    points = (
        _WEIGHTS["challenge"] * len(challenges)
        + _WEIGHTS["group"] * len(groups)
        + _WEIGHTS["region"] * same_region
        + _WEIGHTS["category"] * same_category
    )
    reasons = []
    if same_region:
        reasons.append(_("same region"))
    if challenges:
        reasons.append(_("same challenge: %(name)s") % {"name": challenges[0].name.lower()})
    if groups:
        reasons.append(_("also for: %(name)s") % {"name": groups[0].name.lower()})
    return points, RelatedStory(other, reasons[:2] or [_("same category")])
