"""What the page of conflicts of interest sends: a filter, a decision, a conflict that the secretariat knows of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contest.enums import ConflictGround, ConflictState
from contest.forms.assignments import JurorField
from contest.forms.extensions import ApplicationField
from contest.models import Call, ConflictOfInterest, Juror

GROUNDS = [(value, label) for value, label in ConflictGround.choices if value != ConflictGround.DECLARED]


class ConflictFilterForm(forms.Form):
    """Which conflicts are shown."""

    state = forms.ChoiceField(
        choices=[("", _("All")), *ConflictState.choices], required=False, label=_("State")
    )
    juror = forms.ChoiceField(required=False, label=_("Juror"))

    def __init__(self, data: Any, *, jurors: list[Juror]) -> None:
        super().__init__(data)
        juror: Any = self.fields["juror"]
        juror.choices = [("", _("All")), *((row.code, f"{row.code} {row.name}") for row in jurors)]


class ConflictDecisionForm(forms.Form):
    """A conflict of the call, and what is said about it."""

    conflict = forms.ModelChoiceField(ConflictOfInterest.objects.none())
    reason = forms.CharField(max_length=2_000, required=False)

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data)
        choice: Any = self.fields["conflict"]
        choice.queryset = ConflictOfInterest.objects.of_call(call).select_related(
            "juror__call", "application"
        )


class NewConflictForm(forms.Form):
    """A conflict that no table knows of."""

    juror = JurorField(Juror.objects.none(), label=_("Juror"))
    application = ApplicationField(
        max_length=300, label=_("Application"),
        help_text=_("Its number, for example 2026-YE-0042, or the address of its page."),
    )  # fmt: skip
    ground = forms.ChoiceField(choices=GROUNDS, label=_("Ground"))
    reason = forms.CharField(
        max_length=2_000, label=_("Reason"), widget=forms.Textarea({"rows": 3}),
        help_text=_("It stays on record in the office; the protocol holds its hash only."),
    )  # fmt: skip

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data, auto_id="new_%s")
        fields: Any = self.fields
        fields["application"].call = call
        fields["juror"].queryset = Juror.objects.of_call(call).active()
