"""The shape of every answer. Names of fields stay as they are for as long as the address says v1."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from stories.api.parameters import Language
from stories.api.text_schemas import Indicator, Link, Point, Prose, Stage, Update

CommunityKindName = Literal["urban", "settlement", "rural", "capital"]
YEAR_OR_MONTH = r"^\d{4}(-\d{2})?$"


class Names(Schema):
    __doc__ = _("A name in both languages.")

    uk: str
    en: str


class Term(Schema):
    __doc__ = _("A word by which stories are sorted.")

    slug: str
    name: Names


class CountedTerm(Term):
    __doc__ = _("A word with how many published stories of the chosen language carry it.")

    stories: int


class CategoryRecord(CountedTerm):
    __doc__ = _("A category of the contest, or a special award across categories.")

    description: Names
    special_award: bool
    url: str


class RegionReference(Schema):
    __doc__ = _("A region, by its ISO 3166-2 code.")

    code: str
    name: Names


class RegionRecord(RegionReference):
    __doc__ = _("One of the 27 regions of Ukraine.")

    katottg: str
    url: str
    stories: int


class CommunityReference(Schema):
    __doc__ = _("A territorial community (hromada), by its KATOTTG code.")

    code: str
    slug: str
    name: Names
    url: str


class CommunityRecord(CommunityReference):
    __doc__ = _("A community of the register.")

    official_name: Names
    centre: Names
    former_names: list[Names] = Field(description=_("By which people still look for a renamed place."))
    kind: CommunityKindName
    region: RegionReference
    occupied: bool
    in_register: bool
    stories: int = Field(description=_("How many stories it leads in the chosen language."))


class EditionReference(Schema):
    __doc__ = _("An edition of the contest.")

    slug: str
    name: Names


class Organiser(Schema):
    __doc__ = _("Who held or supported an edition.")

    slug: str
    name: Names
    sector: str
    role: str
    website: str


class EditionRecord(EditionReference):
    __doc__ = _("An edition of the contest with its numbers.")

    number: int
    summary: Names
    applications: int | None
    communities: int | None
    organisers: list[Organiser]
    url: str
    stories: int


class Translation(Schema):
    __doc__ = _("A language in which the story can be read.")

    language: Language
    slug: str
    url: str


class StoryReference(Schema):
    __doc__ = _(
        "What is said of a story wherever it is listed. `key` is the same in every language and never changes."
    )

    key: UUID
    language: Language
    slug: str
    title: str
    summary: str
    url: str = Field(description=_("The page for readers."))
    api_url: str = Field(description=_("The whole story with its facts, here."))
    image: str = Field(description=_("A picture of 1200 × 630 pixels to show with a link."))
    community: CommunityReference
    region: RegionReference
    category: Term
    challenges: list[Term]
    groups: list[Term]
    tags: list[Term]
    started: str = Field(pattern=YEAR_OR_MONTH, description=_("Month, or year where only that is known."))
    ended: str | None = Field(None, pattern=YEAR_OR_MONTH)
    ongoing: bool
    edition: EditionReference | None
    award: Term | None
    licence: str
    licence_url: str | None
    first_published: datetime | None
    last_published: datetime | None
    translations: list[Translation]


class Participant(Schema):
    __doc__ = _("A further community of a story and what it does there.")

    community: CommunityReference
    region: RegionReference
    role: str


class StoryPartner(Schema):
    __doc__ = _("An organisation of a story and what it does there.")

    slug: str
    name: Names
    sector: str
    role: str
    website: str


class Photo(Schema):
    __doc__ = _("A photo in its widest size, without metadata.")

    url: str
    width: int
    height: int
    alt: Names
    caption: Names
    credit: str
    licence: str


class StoryText(Schema):
    __doc__ = _("The words of a story in one language.")

    language: Language
    slug: str
    url: str
    title: str
    summary: str
    challenge: Prose
    solution: Prose
    stages: list[Stage]
    results: Prose
    indicators: list[Indicator]
    updates: list[Update] = Field(description=_("What has happened since, the newest first."))
    success_factors: list[Point]
    obstacles: list[Point]
    lessons: list[Point]
    transfer: Prose
    funding: str
    team: str
    videos: list[Link]
    links: list[Link]
    documents: list[Link]
    contact_role: str
    award_citation: str
    version_notes: str
    citation: str


class StoryRecord(StoryReference):
    __doc__ = _("A story whole: facts once, words in every language in which it is published.")

    original_language: Language
    budget: Term | None
    goals: list[int] = Field(description=_("Numbers of the Sustainable Development Goals."))
    further_communities: list[Participant]
    partners: list[StoryPartner]
    photos: list[Photo]
    contact_email: str
    contact_url: str
    texts: list[StoryText]


class Part(Schema):
    __doc__ = _("A part of a list: how long the whole is, and where the neighbouring parts are.")

    total: int
    limit: int
    offset: int
    next: str | None
    previous: str | None


class StoryList(Part):
    __doc__ = _(
        "Stories of the chosen language; `elsewhere` counts those that match in the other language only."
    )

    elsewhere: int
    corrections: dict[str, str] = Field(
        description=_("Words that no story has, and what was looked for instead.")
    )
    items: list[StoryReference]


class CommunityList(Part):
    __doc__ = _("Communities of the register.")

    items: list[CommunityRecord]


class RegionList(Part):
    __doc__ = _("Regions in the alphabet of the chosen language.")

    items: list[RegionRecord]


class CategoryList(Part):
    __doc__ = _("Categories in the contest's own order.")

    items: list[CategoryRecord]


class EditionList(Part):
    __doc__ = _("Editions of the contest, the newest first.")

    items: list[EditionRecord]


class TermList(Part):
    __doc__ = _("Words of one vocabulary.")

    items: list[CountedTerm]


class Entrance(Schema):
    __doc__ = _("Where everything is.")

    documentation: str
    openapi: str
    licence: str
    resources: dict[str, str]
