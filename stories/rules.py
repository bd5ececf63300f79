"""Who may do what in the catalogue. Page rights themselves are Wagtail's, given to its groups."""

import rules
from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from stories.models import StoryDocument, StoryPage


@rules.predicate
def is_reviewer(user: User | AnonymousUser) -> bool:
    """Whether the account may write safety reviews (by its groups, or as a superuser)."""
    return bool(user.is_active) and user.has_perm("stories.add_safetyreview")


def can_review_stories(user: User | AnonymousUser) -> bool:
    """Whether the account may open the reviewers' desk at all; who reviews which story, the domain decides."""
    return bool(is_reviewer(user))


def can_withdraw_story(user: User | AnonymousUser, story: StoryPage) -> bool:
    """Whether the account may take the story off the site at once: whoever writes, reviews or publishes it.

    Hiding harms nobody, so it is open to more people than publishing is.
    """
    return can_review_stories(user) or (user.is_active and story.permissions_for_user(user).can_edit())


def can_read_document(user: User | AnonymousUser, document: StoryDocument) -> bool:
    """Whether the account may have the document: everybody what is offered to the public, staff also the rest."""
    if document.is_public():
        return True
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))


def can_edit_story(user: User | AnonymousUser, story: StoryPage) -> bool:
    """Whether the account may write the story's drafts, and so decide on updates of it and on who may send them."""
    return bool(user.is_active and story.permissions_for_user(user).can_edit())


def can_decide_updates(user: User | AnonymousUser) -> bool:
    """Whether the account may open the desk of updates at all; which stories it sees there, their own rights decide."""
    return bool(user.is_active and PagePermissionPolicy().user_has_permission(user, "change"))
