"""What the page of an application's people sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest.enums import MemberRole
from contest.models import Application, ApplicationMember, Invitation

ROLES = [
    (MemberRole.EDITOR.value, pgettext_lazy("application", "editor: reads, writes and submits")),
    (MemberRole.READER.value, pgettext_lazy("application", "reader: reads only")),
]


class InviteForm(forms.Form):
    """Whom to ask, and what for."""

    email = forms.EmailField(
        max_length=254, label=_("E-mail address"), help_text=_("The invitation is sent there and holds for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    role = forms.ChoiceField(choices=ROLES, label=pgettext_lazy("of a person", "Role"))

    @property
    def chosen_role(self) -> MemberRole:
        return MemberRole(self.cleaned_data["role"])


class MemberForm(forms.Form):
    """One of the application's people; `role` where it changes."""

    member = forms.ModelChoiceField(ApplicationMember.objects.none())
    role = forms.ChoiceField(choices=ROLES, required=False)

    def __init__(self, data: Any, *, application: Application) -> None:
        super().__init__(data)
        choice: Any = self.fields["member"]
        choice.queryset = application.memberships.select_related("user", "application")


class InvitationForm(forms.Form):
    """One of the application's invitations that wait for an answer."""

    invitation = forms.ModelChoiceField(Invitation.objects.none())

    def __init__(self, data: Any, *, application: Application) -> None:
        super().__init__(data)
        choice: Any = self.fields["invitation"]
        choice.queryset = application.invitations.select_related("application")
