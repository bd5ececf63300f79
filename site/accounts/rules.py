"""Who may come through the door of the editors' pages."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def can_open_admin(user: User | AnonymousUser) -> bool:
    """Whether the account belongs to staff, by one of its groups or as a superuser."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether the account has an authenticator app or a security key; recovery codes alone are none."""
    return is_mfa_enabled(user, types=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether the account must set up a second factor before it opens the editors' pages."""
    return settings.REQUIRE_SECOND_FACTOR_FOR_STAFF and can_open_admin(user) and not has_second_factor(user)
