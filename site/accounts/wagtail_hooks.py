"""What happens to sign-in when an administrator adds or changes an account in the editors' pages."""

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from wagtail import hooks

from accounts.models import User


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def keep_only_current_address(_request: HttpRequest, user: User) -> None:
    """A former address must not open the account any more; a new one is confirmed by the code of the next sign-in."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
