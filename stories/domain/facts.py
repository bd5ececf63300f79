"""The fact sheet of a story and the ways to pass it on."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stories.models import StoryPage


@dataclass(frozen=True)
class FactValue:
    """One value of a fact; `url` leads to everything that shares it, if such a page exists."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """A row of the fact sheet."""

    label: str
    values: list[FactValue] = field(default_factory=list)


@dataclass(frozen=True)
class ShareLink:
    """A plain link that passes the story on. No script and no tracker stands behind it."""

    label: str
    url: str


def story_facts(story: StoryPage) -> list[Fact]:
    """The rows that have something to say, in reading order."""
    community, category = story.lead_community, story.category
    rows = [
        Fact(_("Community"), [FactValue(community.display_name, community.get_absolute_url())]),
        Fact(_("Region"), [FactValue(story.region.name, story.region.get_absolute_url())]),
        Fact(
            _("Together with"),
            [
                FactValue(joined.community.display_name, joined.community.get_absolute_url())
                for joined in story.co_communities.all()
            ],
        ),
        Fact(_("Category"), [FactValue(category.name, category.get_absolute_url())]),
        Fact(pgettext("when a story took place", "Period"), [FactValue(story.period)]),
        Fact(_("For whom"), [FactValue(group.name) for group in story.groups.all()]),
        Fact(_("Challenges"), [FactValue(challenge.name) for challenge in story.challenges.all()]),
        Fact(_("Cost"), [FactValue(story.get_budget_band_display())] if story.budget_band else []),
        Fact(_("Global Goals"), [FactValue(str(goal)) for goal in story.goals.all()]),
        Fact(_("Tags"), [FactValue(tagged.tag.label) for tagged in story.tagged_items.all()]),
        Fact(_("Award"), _award(story)),
    ]
    return [row for row in rows if row.values]


def share_links(story: StoryPage, *, address: str) -> list[ShareLink]:
    """Links to pass the story on; `address` is its full address."""
    title, url = quote(story.title), quote(address, safe="")
    return [
        ShareLink(_("E-mail"), f"mailto:?subject={title}&body={url}"),
        ShareLink("Telegram", f"https://t.me/share/url?url={url}&text={title}"),
        ShareLink("WhatsApp", f"https://wa.me/?text={title}%20{url}"),
        ShareLink("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ShareLink("X", f"https://x.com/intent/post?url={url}&text={title}"),
    ]


def _award(story: StoryPage) -> list[FactValue]:
    if not story.award or story.edition is None:
        return []
    return [FactValue(f"{story.get_award_display()}: {story.edition.name}", story.edition.get_absolute_url())]
