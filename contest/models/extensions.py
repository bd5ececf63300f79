"""More time: for an application, a community or a whole region; and what has been sent back to be made clear."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.models.applications import NAME_LENGTH, Application
from contest.models.bilingual import InActiveLanguage
from contest.models.call import Call
from contest.querysets.extensions import ExtensionQuerySet
from stories.models import Community, Region


class DeadlineExtension(models.Model):
    """A later deadline for one application, one community or one region. Never changed; a longer one is added instead."""

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("call")
    )
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="extensions",
        verbose_name=_("application"),
    )  # fmt: skip
    community = models.ForeignKey(
        Community,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("community"),
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    until = models.DateTimeField(_("new deadline"))
    reason_uk = models.CharField(_("reason in Ukrainian"), max_length=300)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_by_name = models.CharField(_("given by"), max_length=NAME_LENGTH)

    objects = ExtensionQuerySet.as_manager()

    reason = InActiveLanguage()

    class Meta:
        verbose_name = _("extension of the deadline")
        verbose_name_plural = _("extensions of the deadline")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(application__isnull=False, community__isnull=True, region__isnull=True)
                    | Q(application__isnull=True, community__isnull=False, region__isnull=True)
                    | Q(application__isnull=True, community__isnull=True, region__isnull=False)
                ),
                name="extension_is_for_one_application_community_or_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application or self.community or self.region} — {self.until}"


class Clarification(models.Model):
    """What the secretariat asks to be made clear: only these sections reopen, until the date."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="clarifications")
    sections = models.JSONField(_("sections"))
    message = models.TextField(_("what is asked"))
    asked_at = models.DateTimeField(_("asked"))
    until = models.DateTimeField(_("answer until"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for clarification")
        verbose_name_plural = _("requests for clarification")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("asked_at")), name="clarification_leaves_time_to_answer"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at__isnull=True),
                name="application_has_one_open_clarification",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.message[:60]
