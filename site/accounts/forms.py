"""Forms of the account pages."""

from django import forms

from accounts.models import User


class ProfileForm(forms.ModelForm):
    """What one may say about oneself."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }
