"""Reads of jurors and their conflicts of interest."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from contest.enums import AssignmentState, ConflictState

if TYPE_CHECKING:
    from accounts.models import User
    from contest.models import Call, ConflictOfInterest, Juror  # noqa: F401 - named in annotations as text

_UNDECIDED = (ConflictState.DECLARED, ConflictState.FOUND)


class JurorQuerySet(models.QuerySet["Juror"]):
    """Jurors as the secretariat and they themselves look for them."""

    def of_call(self, call: "Call") -> "JurorQuerySet":
        """Everybody ever invited to the call's jury."""
        return self.filter(call=call)

    def active(self) -> "JurorQuerySet":
        """Those who have joined and not left."""
        return self.filter(joined_at__isnull=False, left_at__isnull=True)

    def invited(self) -> "JurorQuerySet":
        """Those who have neither joined nor been taken off."""
        return self.filter(joined_at__isnull=True, left_at__isnull=True)

    def seeing_everything(self) -> "JurorQuerySet":
        """Those on the jury whose accounts see every application at the secretariat's desk."""
        told = {"codename": "change_application", "content_type__app_label": "contest"}
        by_group = Q(**{f"user__groups__permissions__{name}": value for name, value in told.items()})
        by_account = Q(**{f"user__user_permissions__{name}": value for name, value in told.items()})
        return self.active().filter(Q(user__is_superuser=True) | by_group | by_account).distinct()

    def of_person(self, user: "User") -> "JurorQuerySet":
        """The seats in juries that the account holds now, the newest call first."""
        return self.active().filter(user=user).select_related("call__edition").order_by("-call_id")

    def with_progress(self) -> "JurorQuerySet":
        """Annotate how many entries each is `assigned`, has `submitted`, and how many conflicts hold (`conflicting`)."""
        work = _of_juror("Assignment").filter(state=AssignmentState.ASSIGNED)
        conflicts = _of_juror("ConflictOfInterest").exclude(state=ConflictState.LIFTED)
        return self.annotate(
            assigned=_number_of(work, "pk"),
            submitted=_number_of(work.filter(evaluation__revision__gte=1), "pk"),
            conflicting=_number_of(conflicts, "application"),
        )

    def with_panels(self) -> "JurorQuerySet":
        """Bring the panels along, and what conflicts are found by."""
        return self.select_related("community__region", "region", "user").prefetch_related("panels")


class ConflictQuerySet(models.QuerySet["ConflictOfInterest"]):
    """Conflicts of interest."""

    def in_force(self) -> "ConflictQuerySet":
        """Those that nobody has lifted."""
        return self.exclude(state=ConflictState.LIFTED)

    def of_call(self, call: "Call") -> "ConflictQuerySet":
        """All of the call's jury."""
        return self.filter(juror__call=call).select_related("juror", "application__community", "decided_by")

    def matching(self, *, state: str = "", juror: str = "") -> "ConflictQuerySet":
        """Those in the state, and of the juror with the code, where one is named."""
        rows = self.filter(state=state) if state in ConflictState.values else self
        return rows.filter(juror__code=juror) if juror else rows

    def to_decide_first(self) -> "ConflictQuerySet":
        """What nobody has decided about stands first, then by juror and entry."""
        undecided = Case(When(state__in=_UNDECIDED, then=0), default=1)
        return self.alias(is_decided=undecided).order_by(
            "is_decided", "juror__code", "application__reference", "ground"
        )


def _of_juror(name: str) -> models.QuerySet[Any]:
    """The rows of a table that belong to the juror of the outer query."""
    return apps.get_model("contest", name)._default_manager.filter(juror=OuterRef("pk")).order_by()


def _number_of(rows: models.QuerySet[Any], field: str) -> Coalesce:
    counted = rows.values("juror").annotate(number=Count(field, distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)
