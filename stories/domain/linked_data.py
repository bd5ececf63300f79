"""Pages in the words of schema.org, as plain dictionaries. They cost no query: they tell of what a page shows anyway."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stories.enums import OrganiserRole
from stories.models import Category, Community, Edition, Region, StoryPage

Node = dict[str, Any]

CONTEXT = "https://schema.org"
_LONGEST_HEADLINE = 110
_UKRAINE = {"@type": "Country", "name": "Україна", "identifier": "UA"}
# Nothing in a text may end the script element or begin a comment in it.
_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Place:
    """Where a page stands: scheme and host, language, its own full address."""

    base: str
    language: str
    url: str

    def full(self, path: str) -> str:
        return path if "://" in path else f"{self.base}{path}"


def graph(nodes: Iterable[Node]) -> SafeString:
    """The nodes as the content of a `<script type="application/ld+json">`, whatever their texts hold."""
    text = json.dumps({"@context": CONTEXT, "@graph": list(nodes)}, ensure_ascii=False)
    return mark_safe(text.translate(_MARKUP))


def publisher(place: Place) -> Node:
    return {
        "@type": "Organization",
        "@id": f"{place.base}/#publisher",
        "name": _("Resilient Communities"),
        "url": f"{place.base}/",
        "logo": f"{place.base}/{place.language}/share.png",
    }


def website(place: Place, *, description: str) -> Node:
    """The site itself with the way to search it."""
    home = f"{place.base}/{place.language}/"
    return {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": _("Resilient Communities"),
        "description": description,
        "inLanguage": place.language,
        "publisher": {"@id": f"{place.base}/#publisher"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}stories/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def web_page(place: Place, *, name: str, description: str, kind: str = "WebPage") -> Node:
    return {
        "@type": kind,
        "@id": place.url,
        "url": place.url,
        "name": name,
        "description": description,
        "inLanguage": place.language,
        "isPartOf": {"@id": f"{place.base}/{place.language}/#website"},
        "publisher": {"@id": f"{place.base}/#publisher"},
    }


def story_list(place: Place, stories: Sequence[tuple[str, str]], *, total: int, before: int = 0) -> Node:
    """Titles and paths of the stories of a page; `total` counts those of all pages, `before` those of earlier ones."""
    return {
        "@type": "ItemList",
        "@id": f"{place.url}#stories",
        "numberOfItems": total,
        "itemListElement": [
            {"@type": "ListItem", "position": before + number, "url": place.full(path), "name": title}
            for number, (title, path) in enumerate(stories, start=1)
        ],
    }


def breadcrumbs(place: Place, steps: Sequence[tuple[str, str | None]]) -> Node:
    """The way to a page; a step without an address is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{place.url}#breadcrumbs",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": str(label),
                "item": place.full(path) if path else place.url,
            }
            for number, (label, path) in enumerate(steps, start=1)
        ],
    }


def region(place: Place, row: Region) -> Node:
    return {
        "@type": "AdministrativeArea",
        "@id": f"{place.full(row.get_absolute_url())}#place",
        "name": row.name,
        "alternateName": row.name_en if row.name == row.name_uk else row.name_uk,
        "url": place.full(row.get_absolute_url()),
        "identifier": [_identifier("ISO 3166-2", row.code), _identifier("KATOTTG", row.katottg)],
        "containedInPlace": _UKRAINE,
    }


def community(place: Place, row: Community, *, former_names: Sequence[str] = ()) -> Node:
    """A community as a place, by its code of the official register."""
    node: Node = {
        "@type": "AdministrativeArea",
        "@id": f"{place.full(row.get_absolute_url())}#place",
        "name": row.display_name,
        "url": place.full(row.get_absolute_url()),
        "identifier": _identifier("KATOTTG", row.code),
        "containedInPlace": region(place, row.region),
    }
    if former_names:
        node["alternateName"] = list(former_names)
    return node


def category(place: Place, row: Category) -> Node:
    """A category with what it is about."""
    return {**_category_term(place, row), "description": row.description}


def _category_term(place: Place, row: Category) -> Node:
    return {
        "@type": "DefinedTerm",
        "@id": f"{place.full(row.get_absolute_url())}#category",
        "name": row.name,
        "termCode": row.slug,
        "url": place.full(row.get_absolute_url()),
        "inDefinedTermSet": f"{place.base}/{place.language}/categories/",
    }


def edition(place: Place, row: Edition) -> Node:
    """An edition of the contest as an event with those who held and supported it."""
    url = place.full(row.get_absolute_url())
    roles: dict[str, list[Node]] = {OrganiserRole.ORGANISER: [], OrganiserRole.SUPPORTER: []}
    for organiser in row.organisers.all():
        organisation: Node = {"@type": "Organization", "name": organiser.organisation.name}
        if organiser.organisation.website:
            organisation["url"] = organiser.organisation.website
        roles[organiser.role].append(organisation)
    return {
        "@type": "Event",
        "@id": f"{url}#contest",
        "name": row.name,
        "description": row.summary,
        "url": url,
        "location": _UKRAINE,
        "organizer": roles[OrganiserRole.ORGANISER],
        "sponsor": roles[OrganiserRole.SUPPORTER],
    }


def article(place: Place, story: StoryPage, *, image: str, translations: Sequence[tuple[str, str]]) -> Node:
    """A story; `translations` are the languages and full addresses of its other versions.

    Challenges, groups and tags are told of where they were fetched along with the story.
    """
    about = [
        _category_term(place, story.category),
        *(
            {"@type": "DefinedTerm", "name": row.name, "termCode": row.slug}
            for row in _fetched(story, "challenges")
        ),
    ]
    node: Node = {
        "@type": "Article",
        "@id": place.url,
        "url": place.url,
        "mainEntityOfPage": place.url,
        "headline": _headline(story.title),
        "name": story.title,
        "description": story.summary,
        "inLanguage": place.language,
        "about": about,
        "articleSection": story.category.name,
        "contentLocation": community(place, story.lead_community),
        "temporalCoverage": _period(story),
        "author": {
            "@type": "Organization",
            "name": story.lead_community.display_name,
            "url": place.full(story.lead_community.get_absolute_url()),
        },
        "publisher": {"@id": f"{place.base}/#publisher"},
        "isPartOf": {"@id": f"{place.base}/{place.language}/#website"},
        "isAccessibleForFree": True,
        "image": {"@type": "ImageObject", "url": image, "width": 1200, "height": 630},
    }
    return node | _told_if_known(story, place, translations)


def _told_if_known(story: StoryPage, place: Place, translations: Sequence[tuple[str, str]]) -> Node:
    """What not every story has. The version in the original language is the work, the others translate it."""
    others = {
        code: {"@type": "Article", "@id": url, "url": url, "inLanguage": code} for code, url in translations
    }
    original = others.get(story.original_language)
    is_original = story.original_language == place.language
    award = f"{story.get_award_display()}: {story.edition.name}" if story.award and story.edition else ""
    tags = ", ".join(tagged.tag.label for tagged in _fetched(story, "tagged_items"))
    groups = [{"@type": "Audience", "audienceType": row.name} for row in _fetched(story, "groups")]
    known: Node = {
        "datePublished": story.first_published_at and story.first_published_at.isoformat(),
        "dateModified": story.last_published_at and story.last_published_at.isoformat(),
        "license": story.licence_url,
        "award": award,
        "keywords": tags,
        "audience": groups,
        "workTranslation": list(others.values()) if is_original else [],
        "translationOfWork": None if is_original else original,
    }
    return {name: value for name, value in known.items() if value}


def _identifier(register: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": register, "value": value}


def _headline(title: str) -> str:
    """Search engines cut headlines at 110 characters; a whole word is the better end."""
    if len(title) <= _LONGEST_HEADLINE:
        return title
    return title[: _LONGEST_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,.;:—–-") + "…"


def _period(story: StoryPage) -> str:
    """The months as an interval of ISO 8601; an open one for work that goes on."""
    start = f"{story.start_month:%Y-%m}" if story.start_month_known else f"{story.start_month:%Y}"
    end = f"{story.end_month:%Y-%m}" if story.end_month else ""
    return f"{start}/{end or '..'}" if end or story.is_ongoing else start


def _fetched(story: StoryPage, relation: str) -> list[Any]:
    """The rows of a relation if they came with the story; a description is not worth a query of its own."""
    fetched = getattr(story, "_prefetched_objects_cache", {}), getattr(story, "_cluster_related_objects", {})
    return list(getattr(story, relation).all()) if any(relation in known for known in fetched) else []
