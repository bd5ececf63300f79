"""What happens to sign-in when an administrator changes an account in the editors' pages."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from wagtail import hooks

from accounts.models import User


@hooks.register("after_edit_user")
def forget_former_addresses(_request: HttpRequest, user: User) -> None:
    """The former address must not open the account any more; the new one is confirmed by a code at the next sign-in."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
