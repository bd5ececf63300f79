"""Reads of what the jury discusses and decides."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from contest.enums import ConflictState, MotionState
from contest.querysets.assignments import JUDGED_STATUSES

if TYPE_CHECKING:
    from contest.models import Call, DiscussionNote, Juror, Motion  # noqa: F401 - named in annotations as text
    from contest.querysets.applications import ApplicationQuerySet


def _without_conflicts(rows: Any, juror: "Juror") -> Any:
    """Leave out what is about an application from which a conflict of interest keeps the juror."""
    conflicts = juror.conflicts.model._default_manager.filter(
        juror=juror, application=OuterRef("application")
    )
    return rows.filter(~Exists(conflicts.exclude(state=ConflictState.LIFTED)))


def entries_open_to(applications: "ApplicationQuerySet", juror: "Juror") -> "ApplicationQuerySet":
    """Those that the juror may speak and vote on: judged, of their panels (the chair: of all), without conflict."""
    rows = applications.filter(call=juror.call_id, status__in=JUDGED_STATUSES).select_related("category")
    if not juror.is_chair:
        panels = juror.panels.through._default_manager.filter(juror_id=juror.pk).values("category_id")
        rows = rows.filter(category__in=panels)
    conflicts = juror.conflicts.exclude(state=ConflictState.LIFTED).values("application")
    return rows.exclude(pk__in=conflicts).order_by("reference")


class MotionQuerySet(models.QuerySet["Motion"]):
    """Motions of the jury."""

    def of_call(self, call: "Call") -> "MotionQuerySet":
        """All that was ever moved."""
        return self.filter(call=call)

    def open(self) -> "MotionQuerySet":
        """Those that may be voted on."""
        return self.filter(state=MotionState.OPEN)

    def carried(self) -> "MotionQuerySet":
        """What the jury has decided, in the order in which it did."""
        return self.filter(state=MotionState.CARRIED).order_by("closed_at", "pk")

    def visible_to(self, juror: "Juror") -> "MotionQuerySet":
        """Those of the juror's call about applications that the juror may know of."""
        panels = juror.panels.through._default_manager.filter(juror_id=juror.pk).values("category_id")
        in_reach = Q(application__category__in=panels) | Q(award__isnull=False)
        rows = (
            self.filter(call=juror.call_id) if juror.is_chair else self.filter(in_reach, call=juror.call_id)
        )
        return _without_conflicts(rows, juror)

    def with_names(self) -> "MotionQuerySet":
        """Bring along what a line names, and the votes."""
        votes = apps.get_model("contest", "Vote")._default_manager.select_related("juror")
        return self.select_related("application__category", "award", "proposed_by").prefetch_related(
            Prefetch("votes", queryset=votes)
        )


class NoteQuerySet(models.QuerySet["DiscussionNote"]):
    """Notes of the discussion."""

    def of_call(self, call: "Call") -> "NoteQuerySet":
        """All of them, in their order."""
        return self.filter(call=call).select_related("category", "application").order_by("at", "pk")

    def visible_to(self, juror: "Juror") -> "NoteQuerySet":
        """Those of the juror's panels that are not about an application which the juror may not know of."""
        rows = self.filter(call=juror.call_id).select_related("category", "application").order_by("at", "pk")
        if not juror.is_chair:
            panels = juror.panels.through._default_manager.filter(juror_id=juror.pk).values("category_id")
            rows = rows.filter(category__in=panels)
        return _without_conflicts(rows, juror)
