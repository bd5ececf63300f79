"""A story of an edition in plain values in one language, as the booklet, the e-book, the archive and the press kit set it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contest.domain.edition_photos import Photo
from contest.domain.edition_prose import Point, PointList, Prose
from contest.typesetting.drawings import ornament


@dataclass(frozen=True)
class Figure:
    """A number that shows a result: «понад 30», its unit, what it counts; `as_of` is a month in words or ""."""

    value: str
    unit: str
    label: str
    as_of: str
    source: str
    highlight: bool


@dataclass(frozen=True)
class FigureList:
    """The figures that do not stand in the story's band."""

    items: tuple[Figure, ...]
    kind: str = field(default="figures", init=False)


@dataclass(frozen=True)
class Stage:
    """A step on the way; `when` is its period in words or ""."""

    title: str
    text: str
    when: str


@dataclass(frozen=True)
class StageList:
    """The course of events."""

    items: tuple[Stage, ...]
    kind: str = field(default="stages", init=False)


@dataclass(frozen=True)
class Term:
    """A word and what is told about it: who paid, who did the work."""

    name: str
    text: str


@dataclass(frozen=True)
class TermList:
    """Money and people."""

    items: tuple[Term, ...]
    kind: str = field(default="terms", init=False)


Block = Prose | StageList | FigureList | TermList


@dataclass(frozen=True)
class Section:
    """A part of a story under its heading.

    `kind` is challenge, solution, stages, results, updates, success_factors, obstacles, lessons, transfer or resources. All but
    prose hold one block.
    """

    kind: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PartnerGroup:
    """Partners of one sector, the lead first; `role` of each in words, "" for a partner that is nothing more."""

    sector: str
    partners: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Link:
    """A page elsewhere, a video or a document, by its full address."""

    title: str
    url: str
    is_video: bool = False


@dataclass(frozen=True)
class CategoryName:
    """The category of a story; `special` is an award across categories."""

    slug: str
    name: str
    short: str
    description: str
    special: bool


@dataclass(frozen=True)
class EditionStory:
    """A story of the catalogue as its public page has it. `key` is the page's, `revision` the one that is public.

    Photos without their people's consent are left out, even where it was taken back after publication.
    """

    key: int
    revision: int
    translation: str
    language: str
    slug: str
    url: str
    title: str
    summary: str
    community: str
    community_code: str
    is_occupied: bool
    region: str
    region_code: str
    together_with: tuple[str, ...]
    category: CategoryName
    award: str
    award_name: str
    citation: str
    period: str
    sections: tuple[Section, ...]
    indicators: tuple[Figure, ...]
    partners: tuple[PartnerGroup, ...]
    groups: tuple[str, ...]
    challenges: tuple[str, ...]
    links: tuple[Link, ...]
    contact: tuple[str, str, str]
    photos: tuple[Photo, ...]
    licence_name: str
    licence_url: str
    published: datetime | None
    fingerprint: str

    @property
    def highlights(self) -> tuple[Figure, ...]:
        """The figures of the band."""
        return tuple(figure for figure in self.indicators if figure.highlight)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The steps, which stand in a section of their own too."""
        return tuple(
            item for block in self._blocks("stages") if isinstance(block, StageList) for item in block.items
        )

    @property
    def lessons(self) -> tuple[Point, ...]:
        """The lessons, which stand in a section of their own too."""
        return tuple(
            item for block in self._blocks("lessons") if isinstance(block, PointList) for item in block.items
        )

    @property
    def honour(self) -> str:
        """For what the story was honoured: its category and the award, which for a special award are one."""
        if self.category.special:
            return self.category.name
        return f"{self.category.name} · {self.award_name}"

    @property
    def ornament(self) -> bytes:
        """The ornament of the community's code: an SVG that needs no style sheet."""
        return ornament(self.community_code)

    def _blocks(self, kind: str) -> tuple[Block, ...]:
        return next((section.blocks for section in self.sections if section.kind == kind), ())


def photos_of(stories: Iterable[EditionStory]) -> frozenset[int]:
    """Return the keys of all photos that the stories show."""
    return frozenset(photo.key for story in stories for photo in story.photos)


@dataclass(frozen=True)
class Chapter:
    """The stories of one category, or those of the special award, under its name."""

    slug: str
    heading: str
    description: str
    special: bool
    stories: tuple[EditionStory, ...]


def chapters_of(stories: Sequence[EditionStory]) -> list[Chapter]:
    """Return the stories by chapters, in the order in which they come: special award first, then the categories."""
    by_slug: dict[str, list[EditionStory]] = {}
    for story in stories:
        by_slug.setdefault(_chapter_slug(story), []).append(story)
    return [_chapter(slug, tuple(own)) for slug, own in by_slug.items()]


def _chapter_slug(story: EditionStory) -> str:
    is_special = story.award == "special_award" and not story.category.special
    return "special-award" if is_special else story.category.slug


def _chapter(slug: str, stories: tuple[EditionStory, ...]) -> Chapter:
    category = stories[0].category
    if slug != category.slug:
        return Chapter(slug, stories[0].award_name, "", special=True, stories=stories)
    return Chapter(slug, category.name, category.description, special=category.special, stories=stories)
