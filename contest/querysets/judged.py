"""Reads of applications as the secretariat looks at their judging."""

from typing import Self

from django.apps import apps
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from contest.enums import ApplicationStatus
from contest.querysets.assignments import JUDGED_STATUSES, AssignmentQuerySet
from contest.querysets.desk import DeskReads


class JudgedReads(DeskReads):
    """Questions about applications that the jury reads."""

    def judged(self) -> Self:
        """Those that the jury reads."""
        return self.filter(status__in=JUDGED_STATUSES)

    def shortlisted(self) -> Self:
        """Those on the shortlist, in the order of their references."""
        return self.filter(status=ApplicationStatus.SHORTLISTED).order_by("reference")

    def with_redactions_counted(self) -> Self:
        """Brings in how many answers are blacked out in part, and how many hidden."""
        return self.annotate(
            blacked=Count("redactions", filter=Q(redactions__is_hidden=False)),
            hidden=Count("redactions", filter=Q(redactions__is_hidden=True)),
        )

    def with_fewer_evaluations_than(self, number: int) -> Self:
        """Those with fewer evaluations that count, as far as assignments and conflicts tell."""
        counted = self._assignments().counting().filter(application=OuterRef("pk")).order_by()
        counts = counted.values("application").annotate(number=Count("pk")).values("number")
        return self.annotate(counted=Coalesce(Subquery(counts, output_field=IntegerField()), 0)).filter(
            counted__lt=number
        )

    def flagged(self) -> Self:
        """Those in which a juror has asked to look at something, and nobody has answered."""
        flags = apps.get_model("contest", "EvaluationFlag")._default_manager.filter(settled_at__isnull=True)
        return self.filter(Exists(flags.filter(assignment__application=OuterRef("pk"))))

    def _assignments(self) -> AssignmentQuerySet:
        # By name: models import this module.
        return AssignmentQuerySet(apps.get_model("contest", "Assignment"))
