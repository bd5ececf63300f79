"""Reads of extensions of the deadline."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from contest.models import Call, DeadlineExtension  # noqa: F401 - named in annotations as text


class ExtensionQuerySet(models.QuerySet["DeadlineExtension"]):
    """Extensions as the public and the secretariat look for them."""

    def public(self, call: "Call") -> "ExtensionQuerySet":
        """What the call's page shows: for communities and regions. Those of single applications are nobody's business."""
        return self.filter(call=call, application=None).select_related("community__region", "region")

    def of_call(self, call: "Call") -> "ExtensionQuerySet":
        """Everything that was given in the call, the newest first."""
        rows = self.filter(call=call).select_related("application", "community__region", "region")
        return rows.order_by("-given_at", "-pk")
