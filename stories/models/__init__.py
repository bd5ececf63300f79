"""The catalogue's models."""

from stories.models.documents import StoryDocument
from stories.models.organisations import Edition, EditionOrganiser, Organisation
from stories.models.pages import HomePage, HousePage, StandardPage
from stories.models.pictures import StoryImage, StoryRendition
from stories.models.places import Community, CommunityAlias, Region
from stories.models.relations import StoryCommunity, StoryPartner, StoryPhoto
from stories.models.safety import CHECKS, SafetyReview
from stories.models.search import SearchDocument, SearchWord
from stories.models.seeds import SeededPage
from stories.models.story import StoryPage
from stories.models.story_index import StoryIndexPage
from stories.models.taxonomy import (
    BeneficiaryGroup,
    Category,
    Challenge,
    DevelopmentGoal,
    StoryTag,
    TaggedStory,
)
from stories.models.updates import ProposedFigure, StoryOfficer, StoryUpdate
from stories.models.withdrawals import Withdrawal

__all__ = [
    "CHECKS",
    "BeneficiaryGroup",
    "Category",
    "Challenge",
    "Community",
    "CommunityAlias",
    "DevelopmentGoal",
    "Edition",
    "EditionOrganiser",
    "HomePage",
    "HousePage",
    "Organisation",
    "ProposedFigure",
    "Region",
    "SafetyReview",
    "SearchDocument",
    "SearchWord",
    "SeededPage",
    "StandardPage",
    "StoryCommunity",
    "StoryDocument",
    "StoryImage",
    "StoryIndexPage",
    "StoryOfficer",
    "StoryPage",
    "StoryPartner",
    "StoryPhoto",
    "StoryRendition",
    "StoryTag",
    "StoryUpdate",
    "TaggedStory",
    "Withdrawal",
]
