"""How the value of each column is read from a story."""

from collections.abc import Callable
from typing import Any

from stories.domain.exchange.bundles import Bundle, community_name, full_address
from stories.enums import Language

Reader = Callable[[Bundle], Any]


def fact(name: str) -> Reader:
    return lambda story: story.facts[name]


def month(name: str, *, known: str = "") -> Reader:
    def read(story: Bundle) -> str | None:
        day = story.facts[name]
        if day is None:
            return None
        return f"{day:%Y-%m}" if not known or story.facts[known] else f"{day:%Y}"

    return read


def word(name: str) -> Callable[[str], Reader]:
    return lambda language: lambda story: story.word(language, name)


def codes(name: str) -> Reader:
    return lambda story: [row["value"] for row in story.related.get(name, ())]


def tags(name: str) -> Reader:
    return lambda story: [row[f"tag__{name}"] for row in story.related.get("tags", ())]


def region_name(language: str) -> Reader:
    return lambda story: story.facts[f"lead_community__region__name_{language}"]


def category_name(language: str) -> Reader:
    return lambda story: story.facts[f"category__name_{language}"]


def lead_name(language: str) -> Reader:
    return lambda story: community_name(story.facts, prefix="lead_community__", language=language)


def address(language: str) -> Reader:
    return lambda story: story.address(language) or None


def first(story: Bundle) -> Any:
    return min((day for page in story.pages.values() if (day := page["first_published_at"])), default=None)


def last(story: Bundle) -> Any:
    return max((day for page in story.pages.values() if (day := page["last_published_at"])), default=None)


def partners(story: Bundle) -> list[dict[str, Any]]:
    names = ("name_uk", "name_en", "sector", "website")
    return [
        {"organisation": row["organisation__slug"], "role": row["role"]} | {name: row[f"organisation__{name}"] for name in names}
        for row in story.related.get("partners", ())
    ]  # fmt: skip


def co_communities(story: Bundle) -> list[dict[str, Any]]:
    return [
        {"community": row["community__code"], "role": row["role"]}
        | {f"name_{language}": community_name(row, prefix="community__", language=language) for language in Language.values}
        for row in story.related.get("co_communities", ())
    ]  # fmt: skip


def photos(story: Bundle) -> list[dict[str, Any]]:
    return [
        {name.removeprefix("image__"): value for name, value in row.items()} | size(story, row["image"])
        for row in story.related.get("photos", ())
    ]


def size(story: Bundle, image: int) -> dict[str, Any]:
    size = story.sizes.get(image)
    if size is None:
        return {"url": None}
    url = full_address(story.addresses.of_file(size["file"]))
    return {"url": url, "width": size["width"], "height": size["height"]}
