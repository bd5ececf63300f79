"""Who may do what in the catalogue. Page rights themselves are Wagtail's, given to its groups."""

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


@rules.predicate
def is_reviewer(user: User | AnonymousUser) -> bool:
    """Whether the account may write safety reviews (by its groups, or as a superuser)."""
    return bool(user.is_active) and user.has_perm("stories.add_safetyreview")


def can_review_stories(user: User | AnonymousUser) -> bool:
    """Whether the account may open the reviewers' desk at all; who reviews which story, the domain decides."""
    return bool(is_reviewer(user))
