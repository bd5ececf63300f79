"""Certificates, each with a number and an address at which anyone can confirm it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest.enums import CertificateKind
from contest.models.applications import NAME_LENGTH, Application
from contest.models.bilingual import InActiveLanguage
from contest.querysets.publication import CertificateQuerySet
from stories.models import Category


class Certificate(models.Model):
    """What an application was honoured with, as it was on the day: later renamings change nothing of it.

    `public_id` stands in the address that confirms it and cannot be guessed. A revoked one stays and says so; who revoked it
    and why is for the office.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=24, unique=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(_("for"), max_length=16, choices=CertificateKind.choices)
    award = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("special award"), limit_choices_to={"special_award": True},
    )  # fmt: skip
    issued_at = models.DateTimeField(_("issued"))
    community_uk = models.CharField(max_length=255)
    community_en = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    honour_uk = models.CharField(max_length=255)
    honour_en = models.CharField(max_length=255)
    edition_uk = models.CharField(max_length=255)
    edition_en = models.CharField(max_length=255)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.TextField(_("reason"), blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_by_name = models.CharField(_("revoked by"), max_length=NAME_LENGTH, blank=True)

    community = InActiveLanguage()
    honour = InActiveLanguage()
    edition = InActiveLanguage()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "award"], condition=Q(revoked_at__isnull=True),
                name="special_award_has_one_valid_certificate",
            ),
            # A missing value equals no other for a database: honours without an award are told apart by themselves.
            models.UniqueConstraint(
                fields=["application", "kind"], condition=Q(revoked_at__isnull=True, award__isnull=True),
                name="honour_has_one_valid_certificate",
            ),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.SPECIAL_AWARD, award__isnull=False)
                | (~Q(kind=CertificateKind.SPECIAL_AWARD) & Q(award__isnull=True)),
                name="certificate_of_a_special_award_names_it",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""), name="revoked_certificate_says_why"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_by_name="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by_name="")),
                name="revoked_certificate_says_by_whom",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number
