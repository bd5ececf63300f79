"""Who may do what in the contest."""

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


@rules.predicate
def prepares_calls(user: User | AnonymousUser) -> bool:
    """Whether the account writes calls (by its groups, or as a superuser)."""
    return bool(user.is_active) and user.has_perm("contest.change_call")


@rules.predicate
def starts_calls(user: User | AnonymousUser) -> bool:
    """Whether the account may begin a call for an edition."""
    return bool(user.is_active) and user.has_perm("contest.add_call")


def can_preview_form(user: User | AnonymousUser) -> bool:
    """Whether the account may see the form of a call that is still being prepared."""
    return bool(prepares_calls(user))


def can_copy_calls(user: User | AnonymousUser) -> bool:
    """Whether the account may make a call from an earlier one."""
    return bool((prepares_calls & starts_calls)(user))
