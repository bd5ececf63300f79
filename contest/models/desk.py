"""What the secretariat keeps beside the applications: its checklist, decisions, notes and saved lists."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from contest.enums import ScreeningOutcome
from contest.models.applications import NAME_LENGTH, Application, ApplicationVersion
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call


class ChecklistItem(Orderable):
    """A formal condition that the secretariat looks at in every application of the call."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="checklist")
    text_uk = models.CharField(_("condition in Ukrainian"), max_length=300)
    text_en = models.CharField(_("condition in English"), max_length=300, blank=True)

    text = InActiveLanguage()

    class Meta(Orderable.Meta):
        verbose_name = _("condition to check")
        verbose_name_plural = _("conditions to check")

    def __str__(self) -> str:
        return self.text


class Screening(models.Model):
    """A decision of the secretariat with what was ticked for it. Rows are only ever added.

    `ticks` are [text of the condition, whether it is met]: the words as they stood, whatever becomes of the checklist.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="screenings")
    version = models.ForeignKey(ApplicationVersion, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=ScreeningOutcome.choices)
    ticks = models.JSONField(default=list)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("decision of the screening")
        verbose_name_plural = _("decisions of the screening")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class StaffNote(models.Model):
    """What the staff tell each other about an application. Neither the applicant nor the jury sees it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("note among staff")
        verbose_name_plural = _("notes among staff")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ApplicationIndex(models.Model):
    """By what the desk finds an application that was submitted, and how long its story is.

    `keys` are those of `stories/text/lemmas.py`, with a blank at both ends. Made from the newest version.
    """

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.CASCADE, related_name="index"
    )
    keys = models.TextField()
    words = models.PositiveIntegerField(_("words"))
    files = models.PositiveIntegerField(_("files"))

    class Meta:
        verbose_name = _("search entry of an application")
        verbose_name_plural = _("search entries of applications")

    def __str__(self) -> str:
        return str(self.application)


class SavedView(models.Model):
    """A filtered list of applications under a name, for the one who saved it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="application_views"
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000)

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="person_names_each_saved_list_once"),
        ]

    def __str__(self) -> str:
        return self.name
