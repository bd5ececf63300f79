"""Pages for a story's community: ask for a private link, and tell by it what is new. Nobody signs in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stories.domain.officers import ask_by_mailbox, find_officer, note_opened, story_of, why_closed
from stories.domain.story_updates import propose_update, withdraw_update
from stories.errors import UpdateRefused
from stories.forms.updates import UpdateForm
from stories.models import StoryOfficer, StoryPage, StoryUpdate
from stories.responses import unseen

_GONE, _UNPROCESSABLE = 410, 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain how a community tells what is new, and send the link to the mailbox of its story."""
    language = get_language() or "uk"
    story = _asked_about(slug, language=language)
    if story.locale.language_code == language and story.slug != slug:
        return redirect("ask_to_update", story.slug)
    refused = ""
    if request.method == "POST":
        try:
            ask_by_mailbox(story, language=story.original_language, at=timezone.now())
        except UpdateRefused as refusal:
            refused = str(refusal)
        else:
            messages.success(
                request, _("The letter is on its way to %(email)s.") % {"email": story.contact_email}
            )
            return redirect("ask_to_update", slug)
    context = {"story": story, "refused": refused, "page_title": _("Tell what is new in this story")}
    return TemplateResponse(
        request, "stories/ask_to_update.html", context, status=_UNPROCESSABLE if refused else 200
    )


# The secret is what gives the right to tell, not a session; and a browser told to send no referrer sends no origin
# either, by which Django would know its own form.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def story_update(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the story's facts as they stand, and keep what the officer tells of them for an editor."""
    officer = find_officer(secret)
    if officer is None:
        raise Http404
    now, language = timezone.now(), get_language() or "uk"
    story, closed = story_of(officer, language=language), why_closed(officer, now)
    if closed or story is None:
        context = {"closed": closed, "story": story, "page_title": _("What is new in your story?")}
        return unseen(TemplateResponse(request, "stories/story_update.html", context, status=_GONE))
    if request.method == "GET":
        note_opened(officer, at=now)
    if request.method == "POST" and "withdraw" in request.POST:
        withdraw_update(officer, at=now)
        return unseen(redirect("story_update", secret))
    told = list(StoryUpdate.objects.told_from(officer))
    proposed = next(
        (update for update in told if update.officer_id == officer.pk and update.is_proposed), None
    )
    form = UpdateForm(
        request.POST if request.method == "POST" else None, story=story, proposed=proposed, at=now
    )
    if form.is_bound and form.is_valid() and _is_kept(officer, form, language):
        messages.success(request, _("Thank you. An editor will read it and write to you."))
        return unseen(redirect("story_update", secret))
    context = _context(officer, story, form) | {"told": told, "proposed": proposed}
    status = _UNPROCESSABLE if form.errors else 200
    return unseen(TemplateResponse(request, "stories/story_update.html", context, status=status))


def _asked_about(slug: str, *, language: str) -> StoryPage:
    """The story of this address, in the language if it is told in it. Raises Http404 where there is none to read."""
    stories = StoryPage.objects.published().select_related("locale", "lead_community")
    here = stories.in_language(language)
    if story := here.filter(slug=slug).first():
        return story
    # Whoever changed the language came from an address of another one.
    elsewhere = get_object_or_404(stories.filter(slug=slug).order_by("pk")[:1])
    return here.filter(translation_key=elsewhere.translation_key).first() or elsewhere


def _is_kept(officer: StoryOfficer, form: UpdateForm, language: str) -> bool:
    told = {
        name: form.cleaned_data[name] for name in ("text", "correction", "course", "end_month", "figures")
    }
    try:
        propose_update(officer, **told, language=language, at=timezone.now())
    except UpdateRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(officer: StoryOfficer, story: StoryPage, form: UpdateForm) -> dict[str, Any]:
    return {
        "story": story,
        "story_language": story.locale.language_code,
        "officer": officer,
        "form": form,
        "page_title": _("What is new in your story?"),
    }
