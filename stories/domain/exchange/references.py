"""Finds the rows that a file names: communities, categories, editions, organisations, tags."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from stories.domain.exchange.cell_values import CellFault
from stories.models import BeneficiaryGroup, Category, Challenge, Community, CommunityAlias, Edition
from stories.text.folding import fold

_CODE = re.compile(r"\bUA\d{17}\b", re.ASCII)
_TYPE_WORDS = re.compile(
    r"\b(?:територіальна|громада|міська|селищна|сільська|отг|тг|місто|м\.|с\.|смт"
    r"|territorial|community|hromada|urban|settlement|rural|city of)\b\.?"
)
_SHOWN = 5


class Communities:
    """The register by code and by every name that people call a community."""

    def __init__(self) -> None:
        rows = Community.objects.with_region().order_by("ordering", "code")
        self.by_code = {row.code: row for row in rows}
        self.by_name: dict[str, list[Community]] = defaultdict(list)
        by_pk = {row.pk: row for row in self.by_code.values()}
        for row in self.by_code.values():
            self._add(row, (row.name_uk, row.name_en, row.centre_uk, row.centre_en))
        for alias in CommunityAlias.objects.filter(community__in=by_pk).values(
            "community", "name_uk", "name_en"
        ):
            self._add(by_pk[alias["community"]], (alias["name_uk"], alias["name_en"]))

    def code_of(self, text: str) -> str:
        """Return the code that the text holds or names. Raises CellFault for none, and for a name that several have."""
        if found := _CODE.search(text):
            if found.group() not in self.by_code:
                raise CellFault(_("No community has the code %(code)s.") % {"code": found.group()})
            return found.group()
        name, _separator, rest = text.replace("(", ",").partition(",")
        matching = self.by_name.get(_bare(name), []) or self.by_name.get(fold(name), [])
        if rest:
            matching = [row for row in matching if _is_in(row, rest)]
        if not matching:
            raise CellFault(
                _("No community is called “%(name)s”. Its KATOTTG code would be certain.") % {"name": text}
            )
        if len(matching) > 1:
            shown = "; ".join(f"{row.code} — {row}" for row in matching[:_SHOWN])
            raise CellFault(
                _("Several communities are called “%(name)s”. Write the code of one: %(communities)s.")
                % {"name": text, "communities": shown}
            )
        return matching[0].code

    def _add(self, row: Community, names: Iterable[str]) -> None:
        for key in {folded for name in names if name for folded in (fold(name), _bare(name)) if folded}:
            if row not in self.by_name[key]:
                self.by_name[key].append(row)


def _bare(name: str) -> str:
    """«Тернопільська міська територіальна громада» → «тернопільська»."""
    return fold(_TYPE_WORDS.sub(" ", fold(name)))


def _is_in(row: Community, text: str) -> bool:
    wanted = fold(text.replace(")", " "))
    return any(
        fold(name) in wanted or wanted in fold(name) for name in (row.region.name_uk, row.region.name_en)
    )


class Vocabulary:
    """Rows of one vocabulary by slug and by either name."""

    def __init__(self, model: Any, *, told: str) -> None:
        self.told = told
        self.slugs: dict[str, str] = {}
        for slug, *names in model.objects.order_by("pk").values_list("slug", "name_uk", "name_en"):
            for name in names:
                self.slugs.setdefault(fold(name), slug)
        self.slugs.update({fold(slug): slug for slug in model.objects.values_list("slug", flat=True)})

    def slug_of(self, text: str) -> str:
        """Return the slug of the row. Raises CellFault with all slugs for a row that is not there."""
        if (slug := self.slugs.get(fold(text))) is not None:
            return slug
        known = ", ".join(sorted(set(self.slugs.values())))
        raise CellFault(self.told % {"name": text, "known": known or "—"})


class References:
    """Everything that is there already, read once for a whole file."""

    def __init__(self) -> None:
        self.communities = Communities()
        self.categories = Vocabulary(
            Category, told=_("There is no category “%(name)s”. There are: %(known)s.")
        )
        self.editions = Vocabulary(Edition, told=_("There is no edition “%(name)s”. There are: %(known)s."))
        self.challenges = Vocabulary(
            Challenge, told=_("There is no challenge “%(name)s”. There are: %(known)s.")
        )
        self.groups = Vocabulary(
            BeneficiaryGroup, told=_("There is no group “%(name)s”. There are: %(known)s.")
        )
