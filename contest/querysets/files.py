"""Reads of applications' files and of what is still on its way."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Sum

if TYPE_CHECKING:
    from contest.models import ApplicationFile, FileUpload  # noqa: F401 - named in annotations as text


class ApplicationFileQuerySet(models.QuerySet["ApplicationFile"]):
    """Files as they are kept."""

    def added_before(self, moment: datetime) -> "ApplicationFileQuerySet":
        """Those that have been here for a while."""
        return self.filter(added_at__lt=moment)

    def total_size(self) -> int:
        """Bytes of all together."""
        return int(self.aggregate(total=Sum("size"))["total"] or 0)


class FileUploadQuerySet(models.QuerySet["FileUpload"]):
    """Files on their way, and those that have arrived by pieces."""

    def unfinished(self) -> "FileUploadQuerySet":
        """Those that are still on their way."""
        return self.filter(finished__isnull=True)

    def idle_since(self, moment: datetime) -> "FileUploadQuerySet":
        """Those on their way of which nothing has come since then, the longest idle first."""
        return self.unfinished().filter(changed_at__lt=moment).order_by("changed_at", "pk")
