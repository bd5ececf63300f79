"""The call of an edition: the invitation to apply, its dates and its rules."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin

from contest.enums import Phase, TimeZone
from contest.errors import CallIncomplete
from contest.models.bilingual import InActiveLanguage
from contest.models.completeness import faults_of
from contest.querysets.calls import CallQuerySet
from stories.models import Edition

DATES = ("opens_at", "closes_at", "judging_opens_at", "judging_closes_at", "results_at")
# Each date with the one it may not come before; the sentence is for whoever typed it.
ORDER_OF_DATES = (
    ("closes_at", "opens_at", _("Applications close before they open.")),
    ("judging_opens_at", "closes_at", _("Judging opens while applications still come in.")),
    ("judging_closes_at", "judging_opens_at", _("Judging closes before it opens.")),
    ("results_at", "judging_closes_at", _("Results come out while the jury is still reading.")),
)
# Ten years.
LONGEST_KEPT_MONTHS = 120
LONGEST_GRACE = 3600
# What Wagtail notes of drafts; nothing that a reader sees.
BOOKKEEPING = {
    "latest_revision",
    "has_unpublished_changes",
    "live_revision",
    "last_published_at",
    "first_published_at",
}
PREVIEWED_PHASES = (Phase.ANNOUNCED, Phase.OPEN, Phase.SCREENING, Phase.JUDGING, Phase.RESULTS)


class Call(PreviewableMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """An edition's call. `live` means that the public sees it; a newer draft may wait beside what is public.

    Publishing raises CallIncomplete while something is missing, whoever publishes.
    """

    edition = models.OneToOneField(
        Edition,
        on_delete=models.PROTECT,
        related_name="call",
        verbose_name=_("edition of the contest"),
        error_messages={"unique": _("This edition has a call already.")},
    )
    about_uk = RichTextField(_("what the contest is, in Ukrainian"), blank=True)
    about_en = RichTextField(_("what the contest is, in English"), blank=True)
    who_uk = RichTextField(_("who may apply, in Ukrainian"), blank=True)
    who_en = RichTextField(_("who may apply, in English"), blank=True)
    judging_uk = RichTextField(_("how it is judged, in Ukrainian"), blank=True)
    judging_en = RichTextField(_("how it is judged, in English"), blank=True)
    rules_uk = RichTextField(_("rules, in Ukrainian"), blank=True)
    rules_en = RichTextField(_("rules, in English"), blank=True)
    contact_email = models.EmailField(
        _("mailbox for questions"), blank=True, help_text=_("A mailbox of the contest, not of one person.")
    )

    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TimeZone.choices, default=TimeZone.KYIV,
        help_text=_("All times below are typed and shown in this zone."),
    )  # fmt: skip
    opens_at = models.DateTimeField(_("applications open"), null=True, blank=True)
    closes_at = models.DateTimeField(_("applications close"), null=True, blank=True)
    judging_opens_at = models.DateTimeField(_("judging opens"), null=True, blank=True)
    judging_closes_at = models.DateTimeField(_("judging closes"), null=True, blank=True)
    results_at = models.DateTimeField(_("results come out"), null=True, blank=True)
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace period in seconds"), default=120, validators=[MaxValueValidator(LONGEST_GRACE)],
        help_text=_(
            "An application that was on its way when the deadline struck is still accepted for so long, and marked."
        ),
    )  # fmt: skip

    drafts_kept_months = models.PositiveSmallIntegerField(
        _("months for which unsubmitted drafts are kept"), default=6,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT_MONTHS)],
        help_text=_("Counted from the day on which results come out; then they are deleted."),
    )  # fmt: skip
    personal_data_kept_months = models.PositiveSmallIntegerField(
        _("months for which personal data are kept"), default=36,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT_MONTHS)],
        help_text=_(
            "Counted from the day on which results come out; then names, contacts and private files are removed."
        ),
    )  # fmt: skip

    _revisions = GenericRelation(Revision, related_query_name="call")

    objects = CallQuerySet.as_manager()

    about = InActiveLanguage()
    who = InActiveLanguage()
    judging = InActiveLanguage()
    rules = InActiveLanguage()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="call_opens_before_it_closes",
                violation_error_message=_("Applications close before they open."),
            ),
            models.CheckConstraint(
                condition=models.Q(judging_opens_at__gte=models.F("closes_at")),
                name="call_is_judged_after_it_closes",
                violation_error_message=_("Judging opens while applications still come in."),
            ),
            models.CheckConstraint(
                condition=models.Q(judging_closes_at__gt=models.F("judging_opens_at")),
                name="judging_opens_before_it_closes",
                violation_error_message=_("Judging closes before it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(results_at__gte=models.F("judging_closes_at")),
                name="results_come_after_judging",
                violation_error_message=_("Results come out while the jury is still reading."),
            ),
            models.CheckConstraint(
                condition=models.Q(grace_seconds__lte=LONGEST_GRACE),
                name="grace_is_at_most_an_hour",
                violation_error_message=_("The grace period is at most an hour."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    drafts_kept_months__range=(1, LONGEST_KEPT_MONTHS),
                    personal_data_kept_months__range=(1, LONGEST_KEPT_MONTHS),
                ),
                name="data_are_kept_for_a_month_at_least_and_ten_years_at_most",
                violation_error_message=_("Data are kept for one month at least and for ten years at most."),
            ),
        ]

    def __str__(self) -> str:
        return self.edition.name if self.edition_id else ""

    def clean(self) -> None:
        """Say at the field itself which date stands before which; the constraints hold the same in the database."""
        super().clean()
        wrong = {}
        for later, earlier, sentence in ORDER_OF_DATES:
            first, second = as_utc(getattr(self, earlier)), as_utc(getattr(self, later))
            touches = later in {"judging_opens_at", "results_at"}
            if first and second and (second < first or (second == first and not touches)):
                wrong[later] = sentence
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the call. Raises CallIncomplete if it is public and something is missing."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or set(fields) - BOOKKEEPING):
            self.require_complete()
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Make the revision public. Raises CallIncomplete if something is missing in it."""
        revision.as_object().require_complete()
        super().publish(revision, *args, **kwargs)

    def require_complete(self) -> None:
        """Raise CallIncomplete with everything that must be there before the public may see the call."""
        if faults := faults_of(self):
            raise CallIncomplete(faults)

    def get_absolute_url(self) -> str:
        return self.edition.get_absolute_url()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page as it is now and the form, in both languages; then the page in phases to come."""
        return [
            ("uk:page", _("Page in Ukrainian")),
            ("en:page", _("Page in English")),
            ("uk:form", _("Form in Ukrainian")),
            ("en:form", _("Form in English")),
            *(
                (f"uk:{phase.value}", _("Page: %(phase)s") % {"phase": phase.label})
                for phase in PREVIEWED_PHASES
            ),
        ]

    def get_full_url(self) -> str | None:
        return None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """What the mode shows, in the mode's language whatever the language of the editors' pages is."""
        language, _colon, what = (mode_name or "uk:page").partition(":")
        translation.activate(language)
        request.LANGUAGE_CODE = language
        template = "contest/form_preview.html" if what == "form" else "contest/call_preview.html"
        return TemplateResponse(request, template, {"call": self, "edition": self.edition, "mode": what})


def as_utc(moment: datetime | None) -> datetime | None:
    """The same instant in UTC: two datetimes of one zone would be compared by their wall clocks."""
    return moment.astimezone(UTC) if moment else None
