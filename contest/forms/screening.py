"""The forms of the secretariat's desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from contest.domain.screening import Tick, newest_version_number
from contest.domain.status import Actor, targets
from contest.enums import ApplicationStatus, ScreeningOutcome, Section
from contest.forms.zoned import ZonedDateTimeField
from contest.models import Application, ChecklistItem

_OUTCOMES = {
    ApplicationStatus.ELIGIBLE: ScreeningOutcome.ELIGIBLE,
    ApplicationStatus.INELIGIBLE: ScreeningOutcome.INELIGIBLE,
    ApplicationStatus.RETURNED: ScreeningOutcome.RETURNED,
    ApplicationStatus.SUBMITTED: ScreeningOutcome.REOPENED,
}


class ScreeningForm(forms.Form):
    """The checklist and the decision. It carries what the person saw, so that nobody decides over somebody else."""

    ticks = forms.MultipleChoiceField(
        required=False, label=_("These conditions are met"), widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False, max_length=4_000, label=_("Reason, or what you ask the applicant"),
        widget=AdminAutoHeightTextInput,
        help_text=_("It stays on record. When you return the application, the applicant reads these words at once."),
    )  # fmt: skip
    sections = forms.MultipleChoiceField(
        required=False, choices=Section.choices, label=_("Sections that reopen"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Only when you return the application: everything else stays closed."),
    )  # fmt: skip
    until = ZonedDateTimeField(
        required=False, label=_("Answer until"), widget=AdminDateTimeInput,
        help_text=_("Only when you return the application. The application keeps its place."),
    )  # fmt: skip
    expected = forms.CharField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "expected": application.status, "seen_version": newest_version_number(application),
            **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self._items: list[ChecklistItem] = list(application.call.checklist.all())
        fields: Any = self.fields
        fields["ticks"].choices = [(str(item.pk), item.text) for item in self._items]
        fields["outcome"].choices = outcome_choices(application)
        fields["until"].zone = application.call.zone
        if not self._items:
            del self.fields["ticks"]

    def clean(self) -> dict[str, Any]:
        """What a decision needs depends on the decision."""
        data: dict[str, Any] = super().clean() or {}
        outcome = data.get("outcome")
        if outcome not in {None, ScreeningOutcome.ELIGIBLE} and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Give a reason: it stays on record."))
        if outcome == ScreeningOutcome.RETURNED:
            if not data.get("sections"):
                self.add_error("sections", _("Choose at least one section that the applicant may change."))
            if not data.get("until") and "until" not in self.errors:
                self.add_error("until", _("Say until when you wait for an answer."))
        return data

    @property
    def marks(self) -> list[Tick]:
        """Each condition in words with whether it was ticked."""
        ticked = set(self.cleaned_data.get("ticks", ()))
        return [(item.text_uk, str(item.pk) in ticked) for item in self._items]


def outcome_choices(application: Application) -> list[tuple[str, Any]]:
    """Return the decisions that the status leaves open."""
    open_to = targets(application.status, actor=Actor.SECRETARIAT)
    return [(str(_OUTCOMES[target]), _OUTCOMES[target].label) for target in open_to if target in _OUTCOMES]


class ReinstatingForm(forms.Form):
    """Why an exclusion is taken back, with what the person saw."""

    reason = forms.CharField(
        max_length=4_000, label=_("Reason"), widget=AdminAutoHeightTextInput,
        help_text=_("It stays on record. The applicant reads these words at once, and they stand in the letter."),
        error_messages={"required": _("Give a reason: it stays on record.")},
    )  # fmt: skip
    expected = forms.CharField(widget=forms.HiddenInput)


class DisqualifyingForm(ReinstatingForm):
    """Why an application is excluded. Like a decision it carries which version the person saw, too."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        seen = {"expected": application.status, "seen_version": newest_version_number(application)}
        super().__init__(*args, **{"initial": seen, **kwargs})


class NoteForm(forms.Form):
    """A note among staff."""

    text = forms.CharField(max_length=10_000, label=_("Note"), widget=AdminAutoHeightTextInput)


class SavedViewForm(forms.Form):
    """A name for the list as it is filtered now."""

    name = forms.CharField(max_length=80, label=_("Name of the list"))
    query = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)


class AllMetForm(forms.Form):
    """What is said once for several applications that become eligible together."""

    all_met = forms.BooleanField(label=_("Every condition of the checklist is met by each of them."))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Iterable[ChecklistItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not list(items):
            del self.fields["all_met"]


class SeenForm(forms.Form):
    """Carries what the person saw before they agreed."""

    seen = forms.CharField(widget=forms.HiddenInput)
