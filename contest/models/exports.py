"""Exports that take longer than a request may: made in the background, kept for a while, for whoever asked only."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import ExportKind, ExportState
from contest.querysets.exports import ExportQuerySet
from stories.enums import Language


def export_place(_export: Any, _name: str) -> str:
    """Where the file is kept: under a name of chance, apart from what applicants send."""
    return f"private/exports/{uuid.uuid4().hex}"


class Export(models.Model):
    """One export. `query` is the address of the list whose rows it holds, as the desk reads it."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ExportKind.choices)
    query = models.CharField(max_length=4000, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    state = models.CharField(
        _("state"), max_length=8, choices=ExportState.choices, default=ExportState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=export_place, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    fault = models.TextField(_("what went wrong"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="export_has_done_no_more_than_all"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
