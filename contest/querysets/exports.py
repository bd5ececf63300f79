"""Reads of exports."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from contest.enums import ExportState

if TYPE_CHECKING:
    from accounts.models import User
    from contest.models import Export  # noqa: F401 - named in annotations as text

UNFINISHED = (ExportState.WAITING, ExportState.RUNNING)


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports; only who asked for one sees it."""

    def of_person(self, user: "User") -> "ExportQuerySet":
        """Those that the person asked for."""
        return self.filter(asked_by=user)

    def unfinished(self) -> "ExportQuerySet":
        """Those that wait or are being made."""
        return self.filter(state__in=UNFINISHED)

    def older_than(self, at: datetime) -> "ExportQuerySet":
        """Those that were finished before the instant, and those asked for before it that never were."""
        return self.filter(Q(finished_at__lt=at) | Q(finished_at__isnull=True, asked_at__lt=at))
