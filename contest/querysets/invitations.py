"""Reads of invitations."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from contest.models import Invitation  # noqa: F401 - named in annotations as text


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations as the people of an application look for them."""

    def waiting(self) -> "InvitationQuerySet":
        """Those neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, *, at: datetime) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.waiting().filter(expires_at__gt=at)
