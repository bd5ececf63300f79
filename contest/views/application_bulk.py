"""What is done with several applications of the list at once, after a page that says what will change for whom."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from accounts.models import User
from contest.domain.releasing import outcomes_seen, release_outcomes
from contest.domain.screening import decide_eligibility
from contest.domain.status import Actor, targets
from contest.enums import ApplicationStatus
from contest.errors import ContestError
from contest.forms.screening import AllMetForm, SeenForm
from contest.models import Application, ChecklistItem
from contest.querysets.desk import SCREENED
from contest.views.application_list import chosen_applications, require_secretariat, table_response


class ApplicationBulkAction(BulkAction):
    """An action on chosen applications, after a page that names them."""

    template_name = "contest/admin/bulk.html"
    heading = gettext_lazy("Applications")
    explanation: Any = ""
    button = gettext_lazy("Confirm")

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - Wagtail's own decorator for classes
        return [Application]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_secretariat(request)
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Iterable[Any]) -> Any:  # noqa: ARG003 - Wagtail's signature
        keys = [int(key) for key in object_ids if str(key).isdecimal()]
        return Application.objects.with_names().filter(pk__in=keys).order_by("pk")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:  # noqa: ARG002 - Wagtail's signature
        """Those of the list as it is filtered, which is where the person came from."""
        query = QueryDict(urlsplit(self.next_url).query)
        return list(chosen_applications(query, self.request).values_list("pk", flat=True))

    @cached_property
    def user(self) -> User:
        return cast("User", self.request.user)

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
        return {
            **context, "rows": rows, "bulk_heading": self.heading, "explanation": self.explanation, "button": self.button,
            "left_out": context["items_with_no_access"],
        }  # fmt: skip


class ChangingBulkAction(ApplicationBulkAction):
    """One that changes them: all, or none and a sentence that says why."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it for all. What changed since the page was shown, or cannot be done for one, is done for none."""
        try:
            with transaction.atomic():
                list(
                    Application.objects.filter(pk__in=[row.pk for row in self.chosen])
                    .order_by("pk")
                    .select_for_update()
                )
                self._refuse_unseen(form.cleaned_data["seen"])
                self.carry_out(self.chosen)
        except ContestError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.get_full_path())
        messages.success(self.request, self.done(len(self.chosen)))
        return redirect(self.next_url)

    def _refuse_unseen(self, seen: str) -> None:
        if outcomes_seen(self.get_actionable_objects()[0]) != seen:
            raise ContestError(_("The applications have changed meanwhile. Look at the list again."))

    @abstractmethod
    def carry_out(self, applications: list[Application]) -> None:
        """Do it for all of them; a ContestError undoes it for all."""

    @abstractmethod
    def done(self, count: int) -> str:
        """What was done, in a sentence for the person."""


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

    def carry_out(self, applications: list[Application]) -> None:
        now = timezone.now()
        for row in applications:
            ticks = [(item.text_uk, True) for item in self.items if item.call_id == row.call_id]
            decide_eligibility(row, eligible=True, ticks=ticks, by=self.user, at=now, expected=row.status)

    def done(self, count: int) -> str:
        sentence = ngettext(
            "%(count)s application is eligible.", "%(count)s applications are eligible.", count
        )
        return sentence % {"count": count}


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

    def check_perm(self, obj: Application) -> bool:
        return obj.status in SCREENED and obj.status != obj.released_status

    def becomes(self, application: Application) -> str:
        return str(application.get_status_display())

    def carry_out(self, applications: list[Application]) -> None:
        chosen = Application.objects.filter(pk__in=[row.pk for row in applications])
        release_outcomes(chosen, seen=outcomes_seen(applications), by=self.user, at=timezone.now())

    def done(self, count: int) -> str:
        sentence = ngettext("%(count)s applicant was told.", "%(count)s applicants were told.", count)
        return sentence % {"count": count}


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
        return table_response(chosen, kind="xlsx")
