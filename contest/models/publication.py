"""How a call's results become public, and what is said with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest.enums import PublicationState
from contest.models.applications import NAME_LENGTH, Application
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from contest.querysets.publication import CitationQuerySet, PublicationQuerySet
from stories.models import Category


class Publication(models.Model):
    """The results of a call on their way to the public. Written by `domain/publication.py` alone.

    Nothing of the results is public before `published_at`, whatever the call's dates say. A try at the hour that failed
    leaves `failed_at` and `fault`, and nothing else.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="publication")
    state = models.CharField(
        _("state"), max_length=10, choices=PublicationState.choices, default=PublicationState.PREPARING
    )
    due_at = models.DateTimeField(_("the hour of the results"), null=True, blank=True)
    scheduled_at = models.DateTimeField(_("set to the hour"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    scheduled_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by_name = models.CharField(_("published by"), max_length=NAME_LENGTH, blank=True)
    failed_at = models.DateTimeField(_("could not be published"), null=True, blank=True)
    fault = models.TextField(_("what went wrong"), blank=True)
    protocol_through = models.PositiveIntegerField(
        _("last event of the protocol that is public"), null=True, blank=True
    )
    gives_feedback = models.BooleanField(
        _("letters carry the jury's notes for the applicant"), default=False,
        help_text=_("What jurors wrote for the applicant goes with the letter, without their names."),
    )  # fmt: skip

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of results")
        verbose_name_plural = _("publications of results")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=PublicationState.SCHEDULED, due_at__isnull=False, scheduled_at__isnull=False
                )
                | ~Q(state=PublicationState.SCHEDULED),
                name="scheduled_results_have_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=PublicationState.PUBLISHED) & Q(published_at__isnull=True)),
                name="published_results_say_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} — {self.get_state_display()}"


class Citation(models.Model):
    """What the jury says of an application that it honours; `award` where it is for a special award."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="citations")
    award = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("special award"), limit_choices_to={"special_award": True},
    )  # fmt: skip
    text_uk = models.TextField(_("citation in Ukrainian"), blank=True)
    text_en = models.TextField(_("citation in English"), blank=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=NAME_LENGTH, blank=True)

    text = InActiveLanguage()

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("jury's citation")
        verbose_name_plural = _("jury's citations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "award"], name="special_award_has_one_citation_for_each_application"
            ),
            # A missing value equals no other for a database: honours in a category are told apart by themselves.
            models.UniqueConstraint(
                fields=["application"], condition=Q(award=None), name="honour_in_a_category_has_one_citation"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ResultsNote(models.Model):
    """A correction made after the results were out, as everybody reads it, with its date. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="results_notes")
    at = models.DateTimeField(_("when"))
    text_uk = models.TextField(_("what was corrected, in Ukrainian"))
    text_en = models.TextField(_("what was corrected, in English"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=NAME_LENGTH, blank=True)

    text = InActiveLanguage()

    class Meta:
        verbose_name = _("correction of results")
        verbose_name_plural = _("corrections of results")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
