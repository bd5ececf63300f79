"""What the page of one application's blind reading sends."""

from django import forms

SHA256 = r"^[0-9a-f]{64}$"


class RedactionForm(forms.Form):
    """A field, the answer that was looked at, and what jurors are to read in its place."""

    path = forms.CharField(max_length=120)
    seen = forms.RegexField(SHA256)
    # Blanks at the ends are the applicant's own.
    text = forms.CharField(max_length=40_000, required=False, strip=False)
