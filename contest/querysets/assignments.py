"""Reads of assignments and evaluations."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from contest.enums import UNCOUNTED_STATES, ApplicationStatus, AssignmentState, ConflictState

if TYPE_CHECKING:
    from contest.models import Assignment, Call, Juror  # noqa: F401 - named in annotations as text

# What the jury reads: decided results included, so that a juror can look again while results are prepared.
JUDGED_STATUSES = (
    ApplicationStatus.ELIGIBLE,
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.WINNER,
    ApplicationStatus.SPECIAL_AWARD,
    ApplicationStatus.NOT_AWARDED,
)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments as jurors and the secretariat look for them."""

    def of_call(self, call: "Call") -> "AssignmentQuerySet":
        """All that was ever assigned in the call."""
        return self.filter(application__call=call)

    def standing(self) -> "AssignmentQuerySet":
        """Those that were neither taken back nor recused from."""
        return self.filter(state=AssignmentState.ASSIGNED)

    def readable_by(self, juror: "Juror") -> "AssignmentQuerySet":
        """What the juror may open."""
        return self.readable().filter(juror=juror)

    def readable(self) -> "AssignmentQuerySet":
        """What its juror may open: still standing, of an entry still judged, and without any conflict in force."""
        return self.standing().without_conflict().filter(application__status__in=JUDGED_STATUSES)

    def without_conflict(self) -> "AssignmentQuerySet":
        """Those of jurors who have no conflict of interest in force with the entry."""
        conflicts = apps.get_model("contest", "ConflictOfInterest")._default_manager.filter(
            juror=OuterRef("juror"), application=OuterRef("application")
        )
        return self.filter(~Exists(conflicts.exclude(state=ConflictState.LIFTED)))

    def for_queue(self) -> models.QuerySet[Any, tuple[Any, ...]]:
        """Key, public id, application's key, reference and category, criteria scored, whether words stand in it, whether a
        flag does, and revision of each, in the juror's own order, which tells nothing of the entries and never changes.
        """
        fields = apps.get_model("contest", "EvaluationField")._default_manager.filter(
            evaluation__assignment=OuterRef("pk")
        )
        flags = apps.get_model("contest", "EvaluationFlag")._default_manager.filter(assignment=OuterRef("pk"))
        filled = fields.exclude(value="").order_by().values("evaluation__assignment")
        scores = filled.filter(path__startswith="score/").annotate(number=Count("pk")).values("number")
        rows = self.annotate(
            scored=Coalesce(Subquery(scores), 0),
            has_words=Exists(filled.exclude(path__startswith="score/")),
            is_flagged=Exists(flags.filter(settled_at=None)),
        )
        return rows.order_by("public_id").values_list(
            "pk", "public_id", "application_id", "application__reference", "application__category__slug", "scored",
            "has_words", "is_flagged", "evaluation__revision",
        )  # fmt: skip

    def submitted(self) -> "AssignmentQuerySet":
        """Those whose evaluation has been submitted."""
        return self.filter(evaluation__revision__gte=1)

    def counting(self) -> "AssignmentQuerySet":
        """Those whose evaluation counts, also where the assignment was taken back after it was submitted."""
        return self.submitted().without_conflict().exclude(state__in=UNCOUNTED_STATES)

    def open(self) -> "AssignmentQuerySet":
        """Those still to be evaluated."""
        return self.standing().exclude(evaluation__revision__gte=1)

    def progress(self) -> list[dict[str, Any]]:
        """How far each juror is, by `juror`: `finished` as in `counting`, `left` and `begun` of what is open and readable."""
        unfinished = Q(state=AssignmentState.ASSIGNED, application__status__in=JUDGED_STATUSES)
        begun = unfinished & Q(evaluation__revision=0)
        rows = self.without_conflict().exclude(state__in=UNCOUNTED_STATES).order_by().values("juror")
        return [
            dict(row)
            for row in rows.annotate(
                finished=Count("pk", filter=Q(evaluation__revision__gte=1)),
                left=Count("pk", filter=begun | (unfinished & Q(evaluation__isnull=True))),
                begun=Count("pk", filter=begun),
                last=Max("evaluation__changed_at"),
            )
        ]

    def counted(self) -> "AssignmentQuerySet":
        """Those whose newest submitted evaluation counts, as far as the tables tell."""
        conflicts = apps.get_model("contest", "ConflictOfInterest")._default_manager.filter(
            juror=OuterRef("juror"), application=OuterRef("application")
        )
        rows = self.filter(
            ~Exists(conflicts.exclude(state=ConflictState.LIFTED)),
            application__status__in=JUDGED_STATUSES,
            evaluation__revision__gte=1,
        )
        return rows.exclude(state__in=UNCOUNTED_STATES)

    def counted_scores(self) -> models.QuerySet[Any, Any]:
        """Entry, juror and scores of every newest submitted evaluation that counts as far as the tables tell."""
        rows = self.counted().filter(evaluation__revisions__number=F("evaluation__revision")).order_by()
        return rows.values_list("application__reference", "juror__code", "evaluation__revisions__scores")

    def panel_notes(self, *, path: str) -> models.QuerySet[Any, Any]:
        """Entry, juror's name and text of what jurors have written for the panel beside evaluations that count."""
        rows = self.counted().filter(evaluation__fields__path=path, evaluation__fields__value__gt="")
        names = rows.order_by("application__reference", "juror__code")
        return names.values_list("application__reference", "juror__name", "evaluation__fields__value")

    def last_submissions(
        self, entries: Iterable[str]
    ) -> models.QuerySet[Any, tuple[str, str, datetime | None]]:
        """Entry, juror and moment of the newest submission of every evaluation of the entries."""
        rows = self.filter(application__reference__in=list(entries), evaluation__revision__gte=1).order_by()
        rows = rows.filter(evaluation__revisions__number=F("evaluation__revision"))
        return rows.values_list(
            "application__reference", "juror__code", "evaluation__revisions__submitted_at"
        )
