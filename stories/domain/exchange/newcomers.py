"""Organisations and tags that a file names: those that are there are found, the others are prepared to be added."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import CellFault
from stories.models import Organisation, StoryTag
from stories.text.folding import fold
from stories.text.romanisation import slug_of


@dataclass(frozen=True)
class NewRow:
    """An organisation or a tag to be added."""

    slug: str
    name_uk: str
    name_en: str
    sector: str = ""
    website: str = ""

    def __str__(self) -> str:
        return f"{self.name_uk or self.name_en} ({self.slug})"


class _Register:
    """Rows by slug and by name, those to be added among them."""

    def __init__(self) -> None:
        self.slugs: set[str] = set()
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.added: list[NewRow] = []

    def know(self, slug: str, *names: str) -> None:
        self.slugs.add(slug)
        for name in {fold(name) for name in names if name.strip()}:
            if slug not in self.by_name[name]:
                self.by_name[name].append(slug)

    def add(self, row: NewRow) -> str:
        self.added.append(row)
        self.know(row.slug, row.name_uk, row.name_en)
        return row.slug

    def named(self, *names: str) -> list[str]:
        """Slugs of the rows that have one of the names, those with the first name before all."""
        return list(
            dict.fromkeys(slug for name in names if name for slug in self.by_name.get(fold(name), ()))
        )

    def free_slug(self, *names: str, longest: int, fallback: str) -> str:
        base = next((slug for name in names if (slug := slug_of(name, max_length=longest - 10))), fallback)
        number, slug = 1, base
        while slug in self.slugs:
            number += 1
            slug = f"{base}-{number}"
        return slug


class Organisations(_Register):
    """All organisations: a key decides, else a name in either language."""

    def __init__(self) -> None:
        super().__init__()
        for slug, *names in Organisation.objects.order_by("pk").values_list("slug", "name_uk", "name_en"):
            self.know(slug, *names)

    def slug_for(self, *, slug: str, name_uk: str, name_en: str, sector: str, website: str) -> str:
        """Return the slug of the organisation, prepared to be added if need be. Raises CellFault if that cannot be told."""
        if slug in self.slugs and slug:
            return slug
        if not slug:
            found = self.named(name_uk, name_en)
            if len(found) == 1:
                return found[0]
            if found:
                raise CellFault(
                    _("Several organisations have this name; write the key of one: %(keys)s.")
                    % {"keys": ", ".join(found)}
                )
        if not (name_uk or name_en):
            raise CellFault(_("There is no such organisation yet, so it needs a name."))
        if not sector:
            raise CellFault(
                _("“%(name)s” is a new organisation, so it needs a sector.") % {"name": name_uk or name_en}
            )
        slug = slug or self.free_slug(name_en, name_uk, longest=120, fallback="organisation")
        return self.add(NewRow(slug, name_uk or name_en, name_en, sector, website))

    def write(self) -> None:
        for row in self.added:
            Organisation.objects.create(
                slug=row.slug,
                name_uk=row.name_uk,
                name_en=row.name_en,
                sector=row.sector,
                website=row.website,
            )


class Tags(_Register):
    """All tags: a key decides, else the name in Ukrainian, else that in English."""

    def __init__(self) -> None:
        super().__init__()
        for slug, *names in StoryTag.objects.order_by("pk").values_list("slug", "name", "name_en"):
            self.know(slug, *names)

    def slug_for(self, *, slug: str, name_uk: str, name_en: str) -> str:
        """Return the slug of the tag, prepared to be added if need be. Raises CellFault for a tag without a name."""
        if slug in self.slugs and slug:
            return slug
        if found := self.named(name_uk) or self.named(name_en):
            return found[0]
        if not (name_uk or name_en):
            raise CellFault(_("There is no tag “%(key)s” yet, so it needs a name.") % {"key": slug})
        slug = slug or self.free_slug(name_en, name_uk, longest=100, fallback="tag")
        return self.add(NewRow(slug, name_uk or name_en, name_en))

    def write(self) -> None:
        for row in self.added:
            StoryTag.objects.create(slug=row.slug, name=row.name_uk, name_en=row.name_en)
