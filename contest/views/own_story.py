"""From one's application to its published story, to tell what is new."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from contest.domain.own_story import open_story_for_updates
from contest.rules import can_tell_news
from contest.views.own_applications import own_application, signed_in
from stories.errors import UpdateRefused


@login_required
@never_cache
@require_POST
def tell_news(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a private link for whoever wrote the application and lead there."""
    found = own_application(request, public_id)
    if not can_tell_news(request.user, found):
        raise PermissionDenied
    try:
        secret = open_story_for_updates(found, by=signed_in(request), at=timezone.now())
    except UpdateRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("application", found.public_id)
    return redirect("story_update", secret)
