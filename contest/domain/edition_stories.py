"""Reads the stories of an edition for everything that is made of it: one reader, so that all files say the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.utils import translation
from wagtail.models import Revision

from contest.domain.edition_photos import Photo
from contest.domain.edition_prose import safe_address, telling
from contest.domain.edition_sections import figures_of, linked_pages, sections_of
from contest.domain.edition_story import CategoryName, EditionStory, Link, PartnerGroup
from stories.domain.exchange.bundles import Addresses, full_address
from stories.enums import AwardKind, Consent, PartnerRole, Sector
from stories.models import Category, Edition, StoryImage, StoryPage, StoryPartner, StoryPhoto
from stories.models.drafts import without_deleted_rows
from stories.models.fingerprints import draft_fingerprints
from stories.querysets import exchange as reads
from stories.querysets.pages import published_stories


@dataclass(frozen=True)
class _Surroundings:
    """What the stories lead to, read for all of them at once."""

    addresses: Addresses
    linked: Mapping[int, str]
    documents: Mapping[int, Any]
    fingerprints: Mapping[int, str]

    def link_address(self, attributes: Mapping[str, str]) -> str:
        """The full address of a link in running text, "" where there is none."""
        if attributes.get("linktype") == "page":
            key = attributes.get("id", "")
            return self.linked.get(int(key), "") if key.isdecimal() else ""
        return attributes.get("href", "")


def edition_stories(edition: Edition, *, language: str) -> list[EditionStory]:
    """Return the edition's honoured stories that are published in the language, as their public pages have them.

    The special award comes first, then the categories in their order, in each the communities in the order of the language's
    alphabet. The number of queries is the same for any number of stories.
    """
    pages = _honoured(edition, language=language)
    around = _read_surroundings(pages)
    with translation.override(language):
        return [
            _story(page, around, language=language) for page in sorted(pages, key=partial(_place, language))
        ]


def _honoured(edition: Edition, *, language: str) -> list[StoryPage]:
    stories = published_stories(language).filter(edition=edition).exclude(award="").order_by("ordering", "pk")
    partners = StoryPartner.objects.select_related("organisation")
    photos = StoryPhoto.objects.select_related("image")
    return list(
        stories.select_related("lead_community__region", "category").prefetch_related(
            "groups",
            "challenges",
            "co_communities__community",
            Prefetch("partners", queryset=partners),
            Prefetch("photos", queryset=photos),
        )
    )


def _place(language: str, page: StoryPage) -> tuple[Any, ...]:
    category, community = page.category, page.lead_community
    name = community.ordering if language == "uk" else community.centre_en.casefold()
    return (
        not _is_special(page),
        category.position,
        category.ordering,
        category.slug,
        name,
        page.ordering,
        page.pk,
    )


def _is_special(page: StoryPage) -> bool:
    return page.award == AwardKind.SPECIAL_AWARD or page.category.special_award


def _read_surroundings(pages: Sequence[StoryPage]) -> _Surroundings:
    addresses = Addresses()
    paths = reads.public_paths(_or_nobody(key for page in pages for key in linked_pages(page)))
    documents = {block["value"].get("document") for page in pages for block in page.documents.raw_data}
    return _Surroundings(
        addresses=addresses,
        linked={key: addresses.of_page(*place) for key, place in paths.items()},
        documents=reads.documents_by_key(_or_nobody(key for key in documents if key)),
        fingerprints=_fingerprints(pages),
    )


def _or_nobody(keys: Iterable[int]) -> Collection[int]:
    """The keys, or one that nothing has: the question is asked all the same, so that their number says nothing."""
    return set(keys) or {0}


def _fingerprints(pages: Sequence[StoryPage]) -> dict[int, str]:
    """The fingerprint by which the safety review knows what is public of each story."""
    keys = {page.live_revision_id: page.pk for page in pages if page.live_revision_id}
    revisions = list(Revision.objects.filter(pk__in=list(keys)).order_by("pk"))
    contents = without_deleted_rows([revision.content for revision in revisions])
    told = draft_fingerprints(StoryPage, contents)
    return {keys[revision.pk]: text for revision, text in zip(revisions, told, strict=True)}


def _story(page: StoryPage, around: _Surroundings, *, language: str) -> EditionStory:
    community = page.lead_community
    return EditionStory(
        key=page.pk, revision=page.live_revision_id or 0, translation=str(page.translation_key), language=language,
        slug=page.slug, url=around.addresses.of_page(language, page.url_path), title=telling(page.title),
        summary=telling(page.summary), community=community.display_name, community_code=community.code,
        is_occupied=community.is_occupied, region=community.region.name, region_code=community.region.code,
        together_with=tuple(row.community.display_name for row in page.co_communities.all()),
        category=_category(page.category), award=page.award, award_name=str(page.get_award_display()),
        citation=telling(page.award_citation), period=page.period,
        sections=sections_of(page, link_address=around.link_address), indicators=figures_of(page),
        partners=_partners(page), groups=tuple(group.name for group in page.groups.all()),
        challenges=tuple(word.name for word in page.challenges.all()), links=_links(page, around),
        contact=(telling(page.contact_role), page.contact_email, safe_address(page.contact_url)), photos=_photos(page),
        licence_name=str(page.licence_name), licence_url=page.licence_url, published=page.last_published_at,
        fingerprint=around.fingerprints.get(page.pk, ""),
    )  # fmt: skip


def _category(category: Category) -> CategoryName:
    return CategoryName(
        category.slug, category.name, category.short, category.description, special=category.special_award
    )


def _partners(page: StoryPage) -> tuple[PartnerGroup, ...]:
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for partner in sorted(page.partners.all(), key=lambda partner: partner.role != PartnerRole.LEAD):
        role = "" if partner.role == PartnerRole.PARTNER else str(partner.get_role_display())
        names[partner.organisation.sector].append((telling(partner.organisation.name), role))
    return tuple(
        PartnerGroup(str(label), tuple(names[value])) for value, label in Sector.choices if value in names
    )


def _links(page: StoryPage, around: _Surroundings) -> tuple[Link, ...]:
    found = [
        Link(telling(block["value"]["title"]), safe_address(str(block["value"]["url"])), is_video=is_video)
        for stream, is_video in ((page.videos, True), (page.links, False))
        for block in stream.raw_data
    ]
    for block in page.documents.raw_data:
        document = around.documents.get(block["value"].get("document"))
        if document is not None:
            found.append(Link(telling(block["value"]["title"]), full_address(document.url)))
    return tuple(link for link in found if link.url)


def _photos(page: StoryPage) -> tuple[Photo, ...]:
    images = [row.image for row in page.photos.all()]
    return tuple(_photo(image) for image in images if image.consent != Consent.MISSING)


def _photo(image: StoryImage) -> Photo:
    return Photo(
        key=image.pk, alt=telling(image.alt), caption=telling(image.caption), credit=telling(image.credit),
        licence=image.licence, licence_name=str(image.licence_name), licence_url=image.licence_url,
        width=image.width, height=image.height, load=partial(_file_of, image),
    )  # fmt: skip


def _file_of(image: StoryImage) -> bytes | None:
    try:
        with image.file.open("rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
