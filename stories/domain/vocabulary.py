"""Loads the catalogue's vocabularies and the contest's edition from the project's data file; adds, never overwrites."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from stories.domain.story_files import NamedRow
from stories.models import (
    BeneficiaryGroup,
    Category,
    Challenge,
    DevelopmentGoal,
    Edition,
    EditionOrganiser,
    Organisation,
    StoryTag,
)

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_vocabulary(path: Path = DATA / "vocabulary.toml") -> Edition:
    """Add what is missing of categories, challenges, groups, goals, and the edition with its organisers; returns it.

    Rows that exist stay as editors have them.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for model, rows in ((Challenge, data["challenges"]), (BeneficiaryGroup, data["groups"])):
        for row in rows:
            model.objects.get_or_create(slug=row["slug"], defaults=_names(row))
    for row in data["goals"]:
        DevelopmentGoal.objects.get_or_create(number=row["number"], defaults=_names(row))
    for position, row in enumerate(data["categories"]):
        fields = ("short_uk", "short_en", "description_uk", "description_en", "special_award")
        defaults = {**_names(row), **{name: row[name] for name in fields}, "position": position}
        Category.objects.get_or_create(slug=row["slug"], defaults=defaults)
    return _load_edition(data["edition"])


def add_organisations(rows: tuple[NamedRow, ...]) -> None:
    for row in rows:
        Organisation.objects.get_or_create(
            slug=row.slug, defaults={"name_uk": row.name_uk, "name_en": row.name_en, "sector": row.sector}
        )


def add_tags(rows: tuple[NamedRow, ...]) -> None:
    for row in rows:
        StoryTag.objects.get_or_create(slug=row.slug, defaults={"name": row.name_uk, "name_en": row.name_en})


def _load_edition(row: dict[str, Any]) -> Edition:
    fields = ("summary_uk", "summary_en", "applications", "communities", "number")
    edition, created = Edition.objects.get_or_create(
        slug=row["slug"], defaults={**_names(row), **{name: row[name] for name in fields}}
    )
    if created:
        organisers = row["organisers"]
        add_organisations(
            tuple(NamedRow(o["key"], o["name_uk"], o["name_en"], o["sector"]) for o in organisers)
        )
        for position, organiser in enumerate(organisers):
            EditionOrganiser.objects.create(
                edition=edition, organisation=Organisation.objects.get(slug=organiser["key"]),
                role=organiser["role"], sort_order=position,
            )  # fmt: skip
    return edition


def _names(row: dict[str, Any]) -> dict[str, str]:
    return {"name_uk": row["name_uk"], "name_en": row["name_en"]}
