"""Reads of what is published with the results."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from contest.enums import ApplicationStatus, ExportState, PublicationState

if TYPE_CHECKING:
    # Named in annotations as text.
    from contest.models import Certificate, Citation, EditionFile, Publication, StoryApproval  # noqa: F401


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications as the scheduler and the public pages look for them."""

    def published(self) -> "PublicationQuerySet":
        """Those whose results are out."""
        return self.filter(state=PublicationState.PUBLISHED)

    def due(self, at: datetime) -> "PublicationQuerySet":
        """Those whose hour has come."""
        return self.filter(state=PublicationState.SCHEDULED, due_at__lte=at)


class CitationQuerySet(models.QuerySet["Citation"]):
    """Citations of a call."""

    def of_call(self, call: Any) -> "CitationQuerySet":
        """Those of the call's applications."""
        return self.filter(application__call=call)


class ApprovalQuerySet(models.QuerySet["StoryApproval"]):
    """Requests for approval."""

    def of_call(self, call: Any) -> "ApprovalQuerySet":
        """Those of the call's applications."""
        return self.filter(application__call=call)

    def open_at(self, at: datetime) -> "ApprovalQuerySet":
        """Those that can still be answered."""
        return self.filter(answer="", withdrawn_at=None, expires_at__gt=at)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates of a call."""

    def of_call(self, call: Any) -> "CertificateQuerySet":
        """Those of the call's applications."""
        return self.filter(application__call=call)

    def valid(self) -> "CertificateQuerySet":
        """Those that were not revoked."""
        return self.filter(revoked_at=None)

    def public(self) -> "CertificateQuerySet":
        """Those that anyone may confirm, revoked ones too: the results of their call are out."""
        return self.filter(application__call__publication__state=PublicationState.PUBLISHED)

    def for_applicants(self) -> "CertificateQuerySet":
        """Those that the people of the application may see: they were told of the honour."""
        told = (ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD)
        return self.public().filter(application__released_status__in=told)

    def with_application(self) -> "CertificateQuerySet":
        """Bring along what a certificate names of its application, community and call."""
        return self.select_related(
            "application__call__edition", "application__community__region", "application__category", "award"
        )


class EditionFileQuerySet(models.QuerySet["EditionFile"]):
    """Files made of editions."""

    def of_edition(self, edition: Any) -> "EditionFileQuerySet":
        """Those of the edition."""
        return self.filter(edition=edition)

    def ready(self) -> "EditionFileQuerySet":
        """Those that are there whole."""
        return self.filter(state=ExportState.READY)

    def unfinished(self) -> "EditionFileQuerySet":
        """Those that wait or are being made."""
        return self.filter(state__in=(ExportState.WAITING, ExportState.RUNNING))

    def for_public(self) -> "EditionFileQuerySet":
        """Those that are meant for everybody, the newest first."""
        return self.ready().filter(is_public=True)
