"""A catalogue for the API to show."""

import pytest

from stories.models import BeneficiaryGroup, Challenge, CommunityAlias, EditionOrganiser, StoryTag
from tests.factories import (
    make_category,
    make_community,
    make_draft,
    make_edition,
    make_organisation,
    make_region,
    publish,
    translate,
)


@pytest.fixture
def fill(indexes):
    """Make `count` stories in both languages, each with everything a story can have, and return the Ukrainian ones."""

    def make(count):
        edition = make_edition(slug="second", applications=112, communities=82)
        found = []
        for number in range(count):
            community = make_community(region=make_region())
            CommunityAlias.objects.create(
                community=community, name_uk=f"Давня {number}", name_en=f"Davnia {number}"
            )
            uk = make_draft(
                indexes["uk"], slug=f"s{number}", title=f"Історія {number}", community=community, edition=edition,
                award="winner", category=make_category(f"category-{number}"),
            )  # fmt: skip
            add_rows(uk, number)
            found.append(publish(uk))
            translate(
                found[-1],
                indexes["en"],
                slug=f"s{number}",
                title=f"Story {number}",
                edition=edition,
                award="winner",
            )
        return found

    return make


def add_rows(draft, number):
    """Rows of every kind, others than those of the story of any other number."""
    partner = make_organisation(f"Partner {number}", website="https://example.org/")
    EditionOrganiser.objects.create(edition=draft.edition, organisation=partner, role="organiser")
    draft.partners.create(organisation=partner, role="partner")
    draft.co_communities.create(community=make_community(), role="host")
    draft.challenges.add(Challenge.objects.create(slug=f"c{number}", name_uk="Проблема", name_en="Problem"))
    draft.groups.add(BeneficiaryGroup.objects.create(slug=f"g{number}", name_uk="Група", name_en="Group"))
    draft.tags.add(
        StoryTag.objects.create(name=f"мітка {number}", slug=f"t{number}", name_en=f"tag {number}")
    )
