"""Organisations, and the editions of the contest that they held."""

from itertools import chain, count

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from stories.enums import OrganiserRole, Sector
from stories.models.addresses import address_of
from stories.models.naming import BilingualName
from stories.querysets.organisations import EditionQuerySet, OrganisationQuerySet
from stories.text.folding import fold
from stories.text.naming import in_active_language
from stories.text.romanisation import slug_of


class Organisation(BilingualName):
    """A partner, funder or organiser. One row each, however many stories it is part of."""

    slug = models.SlugField(max_length=120, unique=True, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    website = models.URLField(_("website"), blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def save(self, *args, **kwargs) -> None:
        """Save, with an address from the English name where none was given."""
        if not self.slug:
            self.slug = self._free_slug()
        self.search_text = "\n".join([fold(self.name_uk), fold(self.name_en)])
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        base = slug_of(self.name_en or self.name_uk, max_length=110) or "organisation"
        taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


class Edition(BilingualName, ClusterableModel):
    """An edition of the contest as a fact of the catalogue: what it was, who held it, how many took part."""

    slug = models.SlugField(_("page address"), unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    summary_uk = models.TextField(_("summary in Ukrainian"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    applications = models.PositiveIntegerField(_("applications received"), null=True, blank=True)
    communities = models.PositiveIntegerField(_("communities that applied"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta(BilingualName.Meta):
        verbose_name = _("edition of the contest")
        verbose_name_plural = _("editions of the contest")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(communities__isnull=True)
                | models.Q(applications__isnull=True)
                | models.Q(communities__lte=models.F("applications")),
                name="edition_has_no_more_communities_than_applications",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of("edition", self.slug)

    @property
    def summary(self) -> str:
        return in_active_language(uk=self.summary_uk, en=self.summary_en)


class EditionOrganiser(Orderable):
    """An organisation that held or supported an edition."""

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="organisers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="editions")
    role = models.CharField(_("role"), max_length=12, choices=OrganiserRole.choices)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint("edition", "organisation", name="edition_names_each_organiser_once"),
        ]
