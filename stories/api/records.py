"""Rows and pages as the API shows them. Nothing here asks the database for more than the caller fetched."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django.urls import reverse
from django.utils import translation

from stories.api import schemas
from stories.api.links import Links
from stories.api.parameters import Language
from stories.domain.renditions import made_renditions
from stories.domain.share_images import story_image_version
from stories.models import Category, Community, Edition, Region, StoryPage
from stories.querysets.addresses import PublishedPage

LANGUAGES = ("uk", "en")


def names(row: Any, attribute: str = "") -> schemas.Names:
    """The two names of a row; with an attribute, what that says in each language."""
    if not attribute:
        return schemas.Names(uk=row.name_uk, en=row.name_en)
    spoken = {}
    for language in LANGUAGES:
        with translation.override(language):
            spoken[language] = str(getattr(row, attribute))
    return schemas.Names(**spoken)


def choice_term(row: Any, field: str) -> schemas.Term | None:
    """The value of a field with choices, or None where there is none."""
    value = getattr(row, field)
    return (
        schemas.Term(slug=value, name=_spoken(dict(row._meta.get_field(field).flatchoices)[value]))
        if value
        else None
    )


def _spoken(label: Any) -> schemas.Names:
    spoken = {}
    for language in LANGUAGES:
        with translation.override(language):
            spoken[language] = str(label)
    return schemas.Names(**spoken)


def term(row: Any) -> schemas.Term:
    return schemas.Term(slug=row.slug, name=names(row))


def counted_term(row: Any, stories: int) -> schemas.CountedTerm:
    return schemas.CountedTerm(slug=row.slug, name=names(row), stories=stories)


def tag_term(tag: Any) -> schemas.Term:
    return schemas.Term(slug=tag.slug, name=schemas.Names(uk=tag.name, en=tag.name_en or tag.name))


def region_reference(region: Region) -> schemas.RegionReference:
    return schemas.RegionReference(code=region.code, name=names(region))


def community_reference(community: Community, links: Links) -> schemas.CommunityReference:
    return schemas.CommunityReference(
        code=community.code, slug=community.slug, name=names(community, "display_name"),
        url=links.page("community", community.slug),
    )  # fmt: skip


def region_record(region: Region, links: Links, stories: int) -> schemas.RegionRecord:
    return schemas.RegionRecord(
        code=region.code, name=names(region), katottg=region.katottg, url=links.page("region", region.code),
        stories=stories,
    )  # fmt: skip


def category_record(category: Category, links: Links, stories: int) -> schemas.CategoryRecord:
    return schemas.CategoryRecord(
        slug=category.slug, name=names(category), special_award=category.special_award, stories=stories,
        description=schemas.Names(uk=category.description_uk, en=category.description_en),
        url=links.page("category", category.slug),
    )  # fmt: skip


def community_record(community: Community, links: Links, stories: int) -> schemas.CommunityRecord:
    """A community whose region and former names were fetched along."""
    return schemas.CommunityRecord(
        **community_reference(community, links).model_dump(), official_name=names(community, "official_name"),
        centre=schemas.Names(uk=community.centre_uk, en=community.centre_en),
        kind=cast("schemas.CommunityKindName", community.kind),
        former_names=[names(alias) for alias in community.aliases.all()], region=region_reference(community.region),
        occupied=community.is_occupied, in_register=community.in_register, stories=stories,
    )  # fmt: skip


def edition_record(edition: Edition, links: Links, stories: int) -> schemas.EditionRecord:
    """An edition whose organisers were fetched along."""
    return schemas.EditionRecord(
        slug=edition.slug, name=names(edition), number=edition.number,
        summary=schemas.Names(uk=edition.summary_uk, en=edition.summary_en), applications=edition.applications,
        communities=edition.communities, url=links.page("edition", edition.slug), stories=stories,
        organisers=[
            schemas.Organiser(
                slug=row.organisation.slug, name=names(row.organisation), sector=row.organisation.sector, role=row.role,
                website=row.organisation.website,
            )
            for row in edition.organisers.all()
        ],
    )  # fmt: skip


def story_reference(
    story: StoryPage, links: Links, translations: Sequence[PublishedPage]
) -> schemas.StoryReference:
    """A story as `stories_in_order` fetches it, with all the languages it is published in."""
    language = story.locale.language_code
    here = Links(links.base, language)
    paths = {page.language: page.path for page in translations}
    return schemas.StoryReference(
        key=story.translation_key, language=language, slug=story.slug, title=story.title, summary=story.summary,
        url=here.full(paths[language]), api_url=here.api("story", str(story.translation_key)),
        image=f"{here.page('share_image', story.slug)}?v={story_image_version(story)}",
        community=community_reference(story.lead_community, links), region=region_reference(story.region),
        category=term(story.category), challenges=[term(row) for row in story.challenges.all()],
        groups=[term(row) for row in story.groups.all()],
        tags=[tag_term(tagged.tag) for tagged in story.tagged_items.all()],
        started=_month(story.start_month, known=story.start_month_known),
        ended=_month(story.end_month) if story.end_month else None,
        ongoing=story.is_ongoing, award=choice_term(story, "award"),
        edition=schemas.EditionReference(slug=story.edition.slug, name=names(story.edition)) if story.edition else None,
        licence=story.licence, licence_url=story.licence_url or None, first_published=story.first_published_at,
        last_published=story.last_published_at,
        translations=[
            schemas.Translation(
                language=cast("Language", page.language), slug=page.slug, url=links.full(page.path)
            )
            for page in translations
        ],
    )  # fmt: skip


def story_facts(story: StoryPage, links: Links) -> dict[str, Any]:
    """What a whole story says beside its reference and its texts."""
    return {
        "original_language": story.original_language,
        "budget": choice_term(story, "budget_band"),
        "goals": sorted(goal.number for goal in story.goals.all()),
        "further_communities": [
            schemas.Participant(
                community=community_reference(row.community, links), region=region_reference(row.community.region),
                role=row.role,
            )
            for row in story.co_communities.all()
        ],
        "partners": [
            schemas.StoryPartner(
                slug=row.organisation.slug, name=names(row.organisation), sector=row.organisation.sector, role=row.role,
                website=row.organisation.website,
            )
            for row in story.partners.all()
        ],
        "photos": [photo for row in story.photos.all() if (photo := _photo(row.image, links))],
        "contact_email": story.contact_email,
        "contact_url": story.contact_url,
    }  # fmt: skip


def _photo(image: Any, links: Links) -> schemas.Photo | None:
    """The widest size that every program can open; originals have no public address. None where no size is made yet."""
    sizes = [size for spec, size in made_renditions(image, "hero").items() if spec.endswith("format-jpeg")]
    if not sizes:
        return None
    widest = max(sizes, key=lambda size: size.width)
    return schemas.Photo(
        url=links.full(widest.url), width=widest.width, height=widest.height, credit=image.credit, licence=image.licence,
        alt=schemas.Names(uk=image.alt_uk, en=image.alt_en),
        caption=schemas.Names(uk=image.caption_uk, en=image.caption_en),
    )  # fmt: skip


def _month(month: date, *, known: bool = True) -> str:
    return f"{month:%Y-%m}" if known else f"{month:%Y}"


def links_to_vocabularies(links: Links, kinds: Iterable[str]) -> dict[str, str]:
    return {kind: links.full(reverse(f"api:{kind}")) for kind in kinds}
