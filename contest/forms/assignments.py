"""Forms of the pages of assignment and of the board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contest.enums import PairRuleKind
from contest.forms.extensions import ApplicationField
from contest.models import Call, Juror


class PlanForm(forms.Form):
    """Which plan somebody saw when they had it written."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    level = forms.BooleanField(required=False, widget=forms.HiddenInput)


class JurorField(forms.ModelChoiceField):
    """One juror, by code and name."""

    def label_from_instance(self, obj: Juror) -> str:
        return f"{obj.code} {obj.name}"


class PairRuleForm(forms.Form):
    """That a juror always, or never, reads an application."""

    juror = JurorField(Juror.objects.none(), label=_("Juror"))
    application = ApplicationField(
        max_length=300, label=_("Application"), help_text=_("Its number, for example 2026-YE-0042, or the address of its page.")
    )  # fmt: skip
    kind = forms.ChoiceField(choices=PairRuleKind.choices, label=_("Reads it"), widget=forms.RadioSelect)
    reason = forms.CharField(
        max_length=300, label=_("Reason"), help_text=_("It stays on record in the office.")
    )

    def __init__(self, data: Any, *, call: Call) -> None:
        super().__init__(data, initial={"kind": PairRuleKind.PIN})
        fields: Any = self.fields
        fields["application"].call = call
        fields["juror"].queryset = Juror.objects.of_call(call).active()


class FlagForm(forms.Form):
    """What is answered to a juror who asked to look at something."""

    flag = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answer = forms.CharField(
        required=False, max_length=2000, label=_("Answer"), widget=forms.Textarea({"rows": 3}),
        help_text=_("The juror reads it beside the application."),
    )  # fmt: skip
