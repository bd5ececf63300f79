"""Reads for the data files: plain values in a fixed number of queries for any number of stories."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Max, TextField
from django.db.models.functions import Cast

from stories.enums import Consent
from stories.querysets.pages import StoryPageQuerySet

Values = dict[str, Any]

_PAGE = (
    "pk", "translation_key", "locale__language_code", "url_path", "slug", "title", "summary", "seo_title",
    "search_description", "first_published_at", "last_published_at",
)  # fmt: skip
_WORDS = ("funding", "team", "contact_role", "award_citation", "version_notes")
# Streams are read as the text that is stored: building Wagtail's values of them would take most of the time.
_STREAMS = (
    "challenge", "solution", "stages", "results", "indicators", "success_factors", "obstacles", "lessons", "transfer",
    "updates", "videos", "links", "documents",
)  # fmt: skip
STREAM_TEXT = "text_of_"
_FACTS = (
    "start_month", "start_month_known", "end_month", "is_ongoing", "budget_band", "contact_email", "contact_url",
    "award", "licence", "original_language", "lead_community__code", "lead_community__is_occupied",
    "lead_community__kind", "lead_community__name_uk", "lead_community__name_en", "lead_community__centre_uk",
    "lead_community__centre_en", "lead_community__region__code", "lead_community__region__name_uk",
    "lead_community__region__name_en", "category__slug", "category__name_uk", "category__name_en", "edition__slug",
)  # fmt: skip
# Every table whose rows the files show, for whoever asks whether they changed.
SHOWN_MODELS = (
    "wagtailcore.Page", "wagtailcore.PageViewRestriction", "wagtailcore.Locale", "wagtailcore.Site", "stories.StoryPage",
    "stories.Community", "stories.Region", "stories.Category", "stories.Edition", "stories.Challenge",
    "stories.BeneficiaryGroup", "stories.DevelopmentGoal", "stories.StoryTag", "stories.TaggedStory",
    "stories.Organisation", "stories.StoryPartner", "stories.StoryCommunity", "stories.StoryPhoto",
    "stories.StoryImage", "stories.StoryRendition", "stories.StoryDocument",
)  # fmt: skip
_RELATIONS = {
    "challenges": ("challenges__slug", "challenges__ordering"),
    "groups": ("groups__slug", "groups__ordering"),
    "goals": ("goals__number", "goals__number"),
}


def shown_tables() -> list[str]:
    """Names of the tables that the data files are made from."""
    models = [apps.get_model(name) for name in SHOWN_MODELS]
    through = [
        apps.get_model("stories", "StoryPage")._meta.get_field(name).remote_field.through
        for name in _RELATIONS
    ]
    return sorted({model._meta.db_table for model in (*models, *through)})


def translation_keys(pks: Collection[int]) -> dict[int, UUID]:
    """The key that the translations of a story share, by the page's own."""
    return dict(_stories().filter(pk__in=pks).order_by().values_list("pk", "translation_key"))


def published_values(keys: Collection[UUID]) -> list[Values]:
    """The published pages of these stories in every language."""
    pages = _stories().published().filter(translation_key__in=keys).order_by("locale__pk", "pk")
    streams = {f"{STREAM_TEXT}{name}": Cast(name, TextField()) for name in _STREAMS}
    return list(pages.values(*_PAGE, *_WORDS, *_FACTS, **streams))


def values_by_story(pks: Collection[int]) -> dict[str, dict[int, list[Values]]]:
    """What hangs on these pages: names of relations, then the page's key, then the rows in their order."""
    found: dict[str, dict[int, list[Values]]] = {}
    for name, (value, order) in _RELATIONS.items():
        rows = _stories().filter(pk__in=pks, **{f"{name}__isnull": False}).order_by(order)
        found[name] = _grouped(rows.values(story=F("pk"), value=F(value)))
    found["tags"] = _grouped(
        apps.get_model("stories", "TaggedStory").objects.filter(content_object__in=pks).order_by("tag__slug")
        .values("tag__slug", "tag__name", "tag__name_en", story=F("content_object"))
    )  # fmt: skip
    found["partners"] = _grouped(
        _children("StoryPartner", pks).values(
            "story", "role", "organisation__slug", "organisation__name_uk", "organisation__name_en",
            "organisation__sector", "organisation__website",
        )
    )  # fmt: skip
    found["co_communities"] = _grouped(
        _children("StoryCommunity", pks).values(
            "story", "role", "community__code", "community__kind", "community__name_uk", "community__name_en",
            "community__centre_uk", "community__centre_en",
        )
    )  # fmt: skip
    # A consent may be taken back while the story is public: from then on no file names the photo.
    found["photos"] = _grouped(
        _children("StoryPhoto", pks).exclude(image__consent=Consent.MISSING).values(
            "story", "image", "image__alt_uk", "image__alt_en", "image__caption_uk", "image__caption_en",
            "image__credit", "image__licence",
        )
    )  # fmt: skip
    return found


def widest_sizes(images: Collection[int]) -> dict[int, Values]:
    """File, width and height of the widest uncut JPEG that was made of each picture: originals are not given away."""
    if not images:
        return {}
    made = apps.get_model("stories", "StoryRendition").objects.filter(
        image__in=images, filter_spec__startswith="width-", filter_spec__endswith="format-jpeg"
    )
    return {
        row["image"]: row for row in made.order_by("width", "pk").values("image", "file", "width", "height")
    }


def documents_by_key(keys: Collection[int]) -> dict[int, Any]:
    """Documents, for their addresses."""
    return apps.get_model("stories", "StoryDocument").objects.in_bulk(keys) if keys else {}


def public_paths(keys: Collection[int]) -> dict[int, tuple[str, str]]:
    """Language and path in the tree of those of the pages that the public may read."""
    if not keys:
        return {}
    pages = apps.get_model("wagtailcore", "Page").objects.live().public().filter(pk__in=keys)
    return {
        key: (language, path)
        for key, language, path in pages.values_list("pk", "locale__language_code", "url_path")
    }


def last_published() -> Any:
    """When a story was last published, or None where there is none."""
    return _stories().published().order_by().aggregate(last=Max("last_published_at"))["last"]


def _children(model: str, pks: Collection[int]) -> Any:
    return apps.get_model("stories", model).objects.filter(story__in=pks).order_by("sort_order", "pk")


def _grouped(rows: Iterable[Values]) -> dict[int, list[Values]]:
    grouped: dict[int, list[Values]] = defaultdict(list)
    for row in rows:
        grouped[row["story"]].append(row)
    return grouped


def _stories() -> StoryPageQuerySet:
    # By name: these reads are used by layers above and below the models alike.
    return apps.get_model("stories", "StoryPage").objects.all()
