"""The editors' desk of a result's stories: what is missing for each, and the steps that can be taken from here."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from accounts.models import User
from contest.domain.approvals import ask_approval
from contest.domain.certificates import Honour, honours_of
from contest.domain.citations import write_citation
from contest.domain.publication import results_are_out
from contest.domain.story_board import BoardStory, consenting_without_draft, story_board
from contest.domain.story_steps import STEP_LABELS
from contest.domain.winners import StoryDraft, publish_applications, publish_winners
from contest.errors import ContestError
from contest.forms.stories import CitationForm
from contest.models import Application, Call, Citation, JudgingPolicy
from contest.rules import edits_stories, prepares_stories, screens_applications
from contest.views.judging_desk import judging_context
from stories.domain.publishing import Outcome
from stories.domain.translation_drafts import draft_translation
from stories.enums import Language
from stories.rules import can_review_stories

DESK = "story_desk"
# What became of the drafts, in words.
_OUTCOMES = {
    Outcome.ADDED: gettext_lazy("Drafts made: %(count)s."),
    Outcome.UPDATED: gettext_lazy("Drafts brought in step with the application: %(count)s."),
    Outcome.UNCHANGED: gettext_lazy("Drafts that say the same already: %(count)s."),
    Outcome.EDITED: gettext_lazy("Drafts kept as editors left them: %(count)s."),
    Outcome.PUBLISHED: gettext_lazy("Stories kept because they were public already: %(count)s."),
    Outcome.DELETED: gettext_lazy("Stories not made again because an editor deleted them: %(count)s."),
    Outcome.OF_CATALOGUE: gettext_lazy("Stories kept because the catalogue had them already: %(count)s."),
}


@require_safe
def story_desks(request: HttpRequest) -> HttpResponse:
    """Lead an editor to the calls whose result has been declared, the newest first."""
    _require(request)
    declared = JudgingPolicy.objects.filter(declared_at__isnull=False)
    calls = Call.objects.with_edition().filter(judging_policy__in=declared).order_by("-edition__number")
    return TemplateResponse(request, "contest/admin/story_desks.html", {"calls": list(calls)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def story_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show the board; each button on it names its act."""
    call = _call(request, call_id)
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is not None:
            _done(request, call, act)
        return redirect(DESK, call.pk)
    rows = story_board(call)
    context = {
        **_frame(request, call),
        "rows": rows,
        "ready": sum(row.is_ready for row in rows),
        "labels": list(STEP_LABELS.values()),
        "others": consenting_without_draft(call),
        "is_out": results_are_out(call),
        "to_ask": len(_to_ask(rows)),
        "honoured": sum(row.is_honoured for row in rows),
        "may_edit": edits_stories(request.user),
        "may_review": can_review_stories(request.user),
    }
    return TemplateResponse(request, "contest/admin/stories.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def citations_desk(request: HttpRequest, call_id: int) -> HttpResponse:
    """Write what the jury says of each honour; only what was changed is kept anew."""
    call = _call(request, call_id)
    honours = honours_of(call) or []
    known = {(row.application_id, row.award_id): row for row in Citation.objects.of_call(call)}
    forms = [
        (honour, _citation_form(honour, known, request.POST if request.method == "POST" else None))
        for honour in honours
    ]
    if request.method == "POST" and all(form.is_valid() for _honour, form in forms):
        changed = [(honour, form) for honour, form in forms if form.has_changed()]
        for honour, form in changed:
            write_citation(
                honour.application, award=honour.award, by=_user(request), at=timezone.now(), **form.cleaned_data
            )  # fmt: skip
        messages.success(request, _("Citations kept: %(count)s.") % {"count": len(changed)})
        return redirect(DESK, call.pk)
    context = {**_frame(request, call), "forms": forms}
    has_errors = any(form.errors for _honour, form in forms)
    return TemplateResponse(
        request, "contest/admin/citations.html", context, status=422 if has_errors else 200
    )


def _citation_form(honour: Honour, known: dict[Any, Citation], data: Any) -> CitationForm:
    award = honour.award.pk if honour.award else None
    row = known.get((honour.application.pk, award))
    initial = {"text_uk": row.text_uk, "text_en": row.text_en} if row else {}
    return CitationForm(data, initial=initial, prefix=f"c{honour.application.pk}-{award or 0}")


Act = Callable[[HttpRequest, Call], list[str]]


def _done(request: HttpRequest, call: Call, act: Act) -> None:
    """Do what was asked and say what came of it, or why it cannot be."""
    try:
        sentences = act(request, call)
    except (ContestError, ValidationError) as refusal:
        messages.error(request, "; ".join(getattr(refusal, "messages", [str(refusal)])))
        return
    for sentence in sentences:
        messages.success(request, sentence)


def _make_drafts(request: HttpRequest, call: Call) -> list[str]:
    return _told(publish_winners(call, by=_user(request), at=timezone.now()))


def _make_others(request: HttpRequest, call: Call) -> list[str]:
    wanted = set(request.POST.getlist("application"))
    rows = [row for row in consenting_without_draft(call) if str(row.public_id) in wanted]
    if not rows:
        return [_("No application was chosen.")]
    return _told(publish_applications(rows, by=_user(request), at=timezone.now()))


def _told(drafts: Sequence[StoryDraft]) -> list[str]:
    counts = Counter(draft.outcome for draft in drafts)
    return [str(_OUTCOMES[outcome]) % {"count": counts[outcome]} for outcome in _OUTCOMES if counts[outcome]]


def _translate(request: HttpRequest, call: Call) -> list[str]:
    row = _row(request, call)
    original = row.drafts.get(row.application.language) if row else None
    if row is None or original is None:
        return []
    for language in Language.values:
        if language != original.language:
            draft_translation(original.page, language=language, by=_user(request))
    return [
        _("“%(title)s” waits for its translators; what was translated stays.") % {"title": original.title}
    ]


def _ask(request: HttpRequest, call: Call) -> list[str]:
    row = _row(request, call)
    if row is None:
        return []
    ask_approval(row.application, by=_user(request), at=timezone.now())
    return [
        _("A letter with a private link is on its way to the applicant: %(title)s.") % {"title": row.title}
    ]


def _ask_all(request: HttpRequest, call: Call) -> list[str]:
    rows = _to_ask(story_board(call))
    for row in rows:
        ask_approval(row.application, by=_user(request), at=timezone.now())
    sentence = ngettext("%(count)s applicant was asked.", "%(count)s applicants were asked.", len(rows))
    return [sentence % {"count": len(rows)}]


def _to_ask(rows: Sequence[BoardStory]) -> list[BoardStory]:
    """Those whose text is reviewed, and who were not asked about just this text."""
    return [row for row in rows if row.may_be_asked and not row.was_asked]


def _row(request: HttpRequest, call: Call) -> BoardStory | None:
    application = get_object_or_404(
        Application.objects.of_call(call), public_id=_uuid(request.POST.get("application", ""))
    )
    return next((row for row in story_board(call) if row.application.pk == application.pk), None)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None


_ACTS: dict[str, Act] = {
    "winners": _make_drafts,
    "others": _make_others,
    "translate": _translate,
    "ask": _ask,
    "ask_all": _ask_all,
}


def _require(request: HttpRequest) -> None:
    if not prepares_stories(request.user):
        raise PermissionDenied


def _call(request: HttpRequest, call_id: int) -> Call:
    _require(request)
    return get_object_or_404(Call.objects.with_edition(), pk=call_id)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _frame(request: HttpRequest, call: Call) -> dict[str, Any]:
    """What the page shares with the judging's others; an editor has no way to those."""
    context = judging_context(call, current=DESK)
    sees_judging = bool(screens_applications(request.user))
    if not sees_judging:
        context["tabs"] = [tab for tab in context["tabs"] if tab.is_current]
    return {**context, "sees_judging": sees_judging}
