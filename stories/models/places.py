"""Regions and communities, as the official register (KATOTTG) holds them."""

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from stories.enums import CommunityKind
from stories.models.addresses import address_of
from stories.models.naming import BilingualName
from stories.querysets.places import CommunityQuerySet, RegionQuerySet
from stories.text.folding import fold
from stories.text.naming import in_active_language
from stories.text.ordering import ordering_key


class Region(BilingualName):
    """One of the 27 regions: 24 oblasts, Crimea, Kyiv and Sevastopol."""

    code = models.CharField(_("ISO 3166-2 code"), max_length=5, unique=True)
    katottg = models.CharField(_("KATOTTG code"), max_length=19, unique=True)

    objects = RegionQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__startswith="UA-"), name="region_code_is_an_iso_code_of_ukraine"
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of("region", self.code)


class Community(BilingualName):
    """A territorial community (hromada). Its KATOTTG code is its identity: names change, codes do not.

    `name_uk` is the register's adjective («Тернопільська»), `centre_uk` the town or village it is governed from.
    """

    code = models.CharField(_("KATOTTG code"), max_length=19, unique=True)
    slug = models.SlugField(_("page address"), max_length=120, unique=True)
    kind = models.CharField(_("type"), max_length=12, choices=CommunityKind.choices)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="communities", verbose_name=_("region")
    )
    centre_uk = models.CharField(_("centre in Ukrainian"), max_length=200)
    centre_en = models.CharField(_("centre in English"), max_length=200)
    is_occupied = models.BooleanField(_("temporarily occupied"), default=False)
    in_register = models.BooleanField(
        _("in the current register"),
        default=True,
        help_text=_("Off for a community that a later register no longer holds; its stories stay."),
    )
    search_text = models.TextField(editable=False, default="")

    objects = CommunityQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ["ordering", "code"]

    def __str__(self) -> str:
        return f"{self.display_name} ({self.region.name})"

    def save(self, *args, **kwargs) -> None:
        self.refresh_search_text()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("community", self.slug)

    def refresh_search_text(self) -> None:
        """Rebuild the derived columns from the names, aliases included; does not save."""
        names = [self.name_uk, self.centre_uk, self.name_en, self.centre_en]
        if self.pk:
            for alias in self.aliases.all():
                names += [alias.name_uk, alias.name_en]
        self.search_text = "\n".join(dict.fromkeys(fold(name) for name in names if name))
        self.ordering = ordering_key(self.name_uk)

    @property
    def name(self) -> str:
        """The short name for a sentence: an adjective in Ukrainian, the centre's name in English."""
        if self.kind == CommunityKind.CAPITAL:
            return in_active_language(uk=self.centre_uk, en=self.centre_en)
        return in_active_language(uk=self.name_uk, en=self.centre_en)

    @property
    def display_name(self) -> str:
        """«Тернопільська громада», "Ternopil community"; the capital is just Kyiv."""
        if self.kind == CommunityKind.CAPITAL:
            return self.name
        return gettext("%(name)s community") % {"name": self.name}

    @property
    def official_name(self) -> str:
        """The full name with its type: «Тернопільська міська територіальна громада»."""
        patterns = {
            CommunityKind.URBAN: gettext("%(name)s urban territorial community"),
            CommunityKind.SETTLEMENT: gettext("%(name)s settlement territorial community"),
            CommunityKind.RURAL: gettext("%(name)s rural territorial community"),
            CommunityKind.CAPITAL: gettext("%(name)s, city with special status"),
        }
        name = self.name if (get_language() or "uk").startswith("uk") else self.name_en
        return patterns[CommunityKind(self.kind)] % {"name": name}

    @property
    def former_names(self) -> list[str]:
        return [alias.name for alias in self.aliases.all()]


class CommunityAlias(models.Model):
    """A former name of a community or of its centre, so that the old name still finds it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="aliases")
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("community", "name_uk", name="community_has_each_former_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_active_language(uk=self.name_uk, en=self.name_en)
