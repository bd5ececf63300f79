"""Reads of applications as the secretariat's desk needs them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from contest.enums import ApplicationStatus

# What may be told to all applicants of a call when the screening is over; the jury's results wait for their own day.
SCREENED = (ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE)
RESULTS = (ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD, ApplicationStatus.NOT_AWARDED)


class DeskReads(models.QuerySet[Any]):
    """Questions that only staff ask."""

    def for_desk(self) -> Self:
        """Bring along what a line of the desk's list shows, at a number of queries that doesn't grow."""
        return self.select_related("call__edition", "community__region", "category", "index").defer(
            "index__keys"
        )

    def with_newest_version(self) -> Self:
        """Annotate text, hash and number of the newest version; None for what was never submitted."""
        versions = apps.get_model("contest", "ApplicationVersion")._default_manager
        newest = versions.filter(application=OuterRef("pk")).order_by("-number")
        return self.annotate(
            newest_content=Subquery(newest.values("content")[:1]),
            newest_sha256=Subquery(newest.values("sha256")[:1]),
            newest_number=Subquery(newest.values("number")[:1]),
        )

    def unchanged_since(self, at: datetime) -> Self:
        """Drafts in which nobody has written since the instant."""
        return self.filter(status=ApplicationStatus.DRAFT, changed_at__lt=at)

    def waiting_for_clarification(self, *, waiting: bool = True) -> Self:
        """Those of which the secretariat has asked something that isn't answered yet."""
        asked = apps.get_model("contest", "Clarification")._default_manager
        is_open = Exists(asked.filter(application=OuterRef("pk"), answered_at__isnull=True))
        returned = Q(status=ApplicationStatus.RETURNED) & is_open
        return self.filter(returned) if waiting else self.exclude(returned)

    def awaiting_release(self) -> Self:
        """Those whose applicants don't know yet what the screening has decided."""
        return self.filter(status__in=SCREENED).exclude(status=F("released_status"))

    def awaiting_results(self) -> Self:
        """Those whose applicants don't know yet what the jury has decided."""
        return self.filter(status__in=RESULTS).exclude(status=F("released_status"))

    def matching(self, text: str, *, folded: str, groups: Iterable[Iterable[str]]) -> Self:
        """Those named like the text, or whose newest version holds a key of every group.

        `folded` is the text as names of communities are folded, former ones included.
        """
        # Not icontains: SQLite knows capital letters of the Latin alphabet alone.
        named = Q(reference__icontains=text) | Q(title__iregex=re.escape(text))
        if folded:
            named |= Q(community__search_text__contains=folded)
        told, is_asked = Q(), False
        for group in groups:
            one = Q()
            for key in group:
                one |= Q(index__keys__contains=f" {key} ")
            told, is_asked = told & one, True
        return self.filter(named | told if is_asked else named)

    def counted_by(self, *fields: str) -> list[dict[str, Any]]:
        """How many there are for each value of the fields."""
        return list(self.order_by().values(*fields).annotate(count=Count("pk")).order_by(*fields))

    def counted_by_day(self, zone: Any) -> list[dict[str, Any]]:
        """How many were first submitted on each day of the zone."""
        dated = self.filter(first_submitted_at__isnull=False).order_by()
        by_day = dated.annotate(day=TruncDate("first_submitted_at", tzinfo=zone)).values("day")
        return list(by_day.annotate(count=Count("pk")).order_by("day"))
