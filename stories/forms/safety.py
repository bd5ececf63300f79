"""The checklist of the safety review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.models import CHECKS, SafetyReview


class SafetyReviewForm(forms.ModelForm):
    """All boxes must be ticked; there is no half a review."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = SafetyReview
        fields = [*CHECKS, "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in CHECKS:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _(
                "Tick this only if you checked it. If it isn't so, leave the review and ask the editor to change it."
            )
