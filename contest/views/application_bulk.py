"""What is done with several applications of the list at once, after a page that says what will change for whom."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from contest.domain.releasing import foresee_letters, outcomes_seen, release_outcomes
from contest.domain.screening import decide_eligibility
from contest.domain.status import Actor, targets
from contest.enums import ApplicationStatus
from contest.errors import ContestError
from contest.forms.screening import AllMetForm, SeenForm
from contest.models import Application, ChecklistItem
from contest.querysets.desk import SCREENED
from contest.views.application_list import chosen_applications, table_response
from contest.views.desk_bulk import AllOrNone, DeskBulkAction, keys_in


class ApplicationBulkAction(DeskBulkAction):
    """An action on chosen applications, after a page that names them."""

    row_model = Application
    template_name = "contest/admin/bulk.html"
    heading = gettext_lazy("Applications")
    button = gettext_lazy("Confirm")

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> Any:  # noqa: ARG003 - Wagtail's signature
        return Application.objects.with_names().filter(pk__in=keys_in(object_ids)).order_by("pk")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:  # noqa: ARG002 - Wagtail's signature
        """Those of the list as it is filtered."""
        return list(chosen_applications(self.list_query, self.request).values_list("pk", flat=True))

    @cached_property
    def chosen(self) -> list[Application]:
        return list(self.get_actionable_objects()[0])

    @abstractmethod
    def becomes(self, application: Application) -> str:
        """What the application will be, in words."""

    def get_initial(self) -> dict[str, Any]:
        return {"seen": outcomes_seen(self.chosen)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = [(row, self.becomes(row)) for row in self.chosen]
        return {**context, **self.words(), "rows": rows, "left_out": context["items_with_no_access"]}


class ChangingBulkAction(AllOrNone, ApplicationBulkAction):
    """One that changes them under a lock."""

    def carry_out(self, seen: str) -> int:
        keys = [row.pk for row in self.chosen]
        with transaction.atomic():
            list(Application.objects.filter(pk__in=keys).order_by("pk").select_for_update())
            self._refuse_unseen(seen)
            self.change(self.chosen)
        return len(keys)

    def _refuse_unseen(self, seen: str) -> None:
        if outcomes_seen(self.get_actionable_objects()[0]) != seen:
            raise ContestError(_("The applications have changed meanwhile. Look at the list again."))

    @abstractmethod
    def change(self, applications: list[Application]) -> None:
        """Do it for all of them; a ContestError undoes it for all."""


class MarkEligible(ChangingBulkAction):
    """Several applications become eligible together."""

    display_name = gettext_lazy("Eligible")
    action_type = "eligible"
    aria_label = gettext_lazy("Decide that the chosen applications are eligible")
    action_priority = 10
    form_class = AllMetForm
    heading = gettext_lazy("Decide that these are eligible")
    explanation = gettext_lazy("Nobody is told yet: applicants learn it when the outcomes are released.")
    button = gettext_lazy("They are eligible")
    told = ngettext_lazy(
        "%(count)s application is eligible.", "%(count)s applications are eligible.", "count"
    )

    def check_perm(self, obj: Application) -> bool:
        """Only what can become eligible without a reason of its own."""
        return obj.status == ApplicationStatus.SUBMITTED and ApplicationStatus.ELIGIBLE in targets(
            obj.status, actor=Actor.SECRETARIAT
        )

    @cached_property
    def items(self) -> list[ChecklistItem]:
        return list(ChecklistItem.objects.filter(call__in={row.call_id for row in self.chosen}))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": self.items}

    def becomes(self, application: Application) -> str:  # noqa: ARG002 - all become the same
        return str(ApplicationStatus.ELIGIBLE.label)

    def change(self, applications: list[Application]) -> None:
        now = timezone.now()
        for row in applications:
            ticks = [(item.text_uk, True) for item in self.items if item.call_id == row.call_id]
            decide_eligibility(row, eligible=True, ticks=ticks, by=self.user, at=now, expected=row.status)


class ReleaseChosen(ChangingBulkAction):
    """Some applicants are told before the others."""

    display_name = gettext_lazy("Release")
    action_type = "release"
    aria_label = gettext_lazy("Tell the applicants of the chosen applications what was decided")
    action_priority = 20
    form_class = SeenForm
    heading = gettext_lazy("Tell these applicants what was decided")
    explanation = gettext_lazy("Each of them sees the outcome at once. This cannot be taken back.")
    button = gettext_lazy("Tell them")
    told = ngettext_lazy("%(count)s applicant was told.", "%(count)s applicants were told.", "count")

    def check_perm(self, obj: Application) -> bool:
        return obj.status in SCREENED and obj.status != obj.released_status

    def becomes(self, application: Application) -> str:
        return str(application.get_status_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "letters": foresee_letters(self.chosen)}

    def change(self, applications: list[Application]) -> None:
        chosen = Application.objects.filter(pk__in=[row.pk for row in applications])
        release_outcomes(chosen, seen=outcomes_seen(applications), by=self.user, at=timezone.now())


class ExportChosen(ApplicationBulkAction):
    """The chosen rows as a workbook."""

    display_name = gettext_lazy("Export")
    action_type = "export"
    aria_label = gettext_lazy("Export the chosen applications")
    action_priority = 30
    form_class = SeenForm
    heading = gettext_lazy("Export these applications")
    explanation = gettext_lazy("The workbook holds every answer, personal data too. Nothing changes.")
    button = gettext_lazy("Download XLSX")

    def becomes(self, application: Application) -> str:
        return str(application.get_status_display())

    def form_valid(self, form: Any) -> Any:  # noqa: ARG002 - nothing changes, so nothing is compared
        chosen = Application.objects.filter(pk__in=[row.pk for row in self.chosen])
        query = f"chosen by hand: {len(self.chosen)}"
        return table_response(chosen, kind="xlsx", query=query, by=self.user)
