"""The deliberation as jurors see it: notes, motions and votes of their panels, without what they have a conflict with."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest.domain.discussion import add_note, panel_notes
from contest.domain.judging_terms import policy_row
from contest.domain.motions import cast_vote, close_motion, propose_motion, propose_withholding
from contest.domain.voting import Electorate, Tally
from contest.enums import MotionOutcome, MotionState, VoteChoice
from contest.errors import ContestError
from contest.forms.deliberation import MotionForm, MotionKeyForm, NoteForm, VoteForm
from contest.models import Application, DiscussionNote, Juror, Motion
from contest.querysets.deliberation import entries_open_to
from contest.views.jury_access import require_seat
from contest.views.own_applications import signed_in
from stories.models import Category
from stories.views.breadcrumbs import trail

PAGE = "jury_deliberation"


@dataclass(frozen=True)
class MotionLine:
    """A motion with its votes and the juror's own; `may_vote` while it is open and they have a vote."""

    motion: Motion
    tally: Tally
    own: str
    may_vote: bool


@require_seat
@require_http_methods(["GET", "HEAD", "POST"])
def jury_deliberation(request: HttpRequest, juror: Juror) -> HttpResponse:
    """What is moved and said, with forms to take part; before judging is closed, only that it has not begun."""
    policy = policy_row(juror.call)
    context: dict[str, Any] = {
        "juror": juror,
        "call": juror.call,
        "policy": policy,
        "breadcrumbs": trail((_("Deliberation of the jury"), None)),
        "page_title": _("Deliberation of the jury"),
    }
    if policy.closed_at is not None:
        forms = _forms(request, juror, blind=policy.blind)
        if request.method == "POST" and _acted(request, juror, forms):
            return redirect(f"{reverse(PAGE)}?call={juror.call.edition.slug}")
        context |= {**forms, **_shown(juror)}
    return TemplateResponse(request, "contest/jury/deliberation.html", context)


def _shown(juror: Juror) -> dict[str, Any]:
    electorate = Electorate(juror.call)
    lines = []
    for motion in Motion.objects.visible_to(juror).with_names():
        own = next((vote.choice for vote in motion.votes.all() if vote.juror_id == juror.pk), "")
        may_vote = motion.state == MotionState.OPEN and juror in electorate.voters_on(
            motion.application, motion.award
        )
        lines.append(MotionLine(motion, electorate.tally_of(motion), own, may_vote))
    return {
        "open_motions": [line for line in lines if line.motion.state == MotionState.OPEN],
        "closed_motions": [line for line in lines if line.motion.state != MotionState.OPEN],
        "notes": list(DiscussionNote.objects.visible_to(juror)),
        "panel_notes": panel_notes(juror.call, entries_open_to(Application.objects.all(), juror)),
        "choices": VoteChoice.choices,
    }


def _forms(request: HttpRequest, juror: Juror, *, blind: bool) -> dict[str, Any]:
    """The forms, that which was sent with what was typed."""
    entries = entries_open_to(Application.objects.all(), juror)
    awards = [row.award for row in juror.call.special_awards.select_related("award")]
    categories = (
        Category.objects.filter(pk__in=[row.category_id for row in juror.call.categories.all()])
        if juror.is_chair
        else juror.panels.all()
    )
    sent = request.POST.get("action") if request.method == "POST" else None
    return {
        "motion_form": MotionForm(
            request.POST if sent == "motion" else None, entries=entries, awards=awards, blind=blind,
            auto_id="motion-%s",
        ),
        "note_form": NoteForm(
            request.POST if sent == "note" else None, entries=entries, categories=categories, blind=blind,
            auto_id="note-%s",
        ),
    }  # fmt: skip


def _acted(request: HttpRequest, juror: Juror, forms: dict[str, Any]) -> bool:
    """Do what was asked; whether the page is to be opened anew."""
    action = request.POST.get("action")
    if action in {"vote", "close"}:
        (_vote if action == "vote" else _close)(request, juror)
        return True
    form = forms.get(f"{action}_form")
    if form is None:
        return True
    if not form.is_valid():
        return False
    try:
        if action == "motion":
            _move(juror, form)
        else:
            cleaned = form.cleaned_data
            add_note(
                cleaned["category"], cleaned["text"], by=juror, at=timezone.now(), application=cleaned["about"]
            )  # fmt: skip
    except ContestError as refusal:
        form.add_error(None, str(refusal))
        return False
    words = _("The motion is on the table.") if action == "motion" else _("The note is kept.")
    messages.success(request, words)
    return True


def _vote(request: HttpRequest, juror: Juror) -> None:
    form = VoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how you vote."))
        return
    # What the juror may not know of is not there.
    motion = get_object_or_404(Motion.objects.visible_to(juror), pk=form.cleaned_data["motion"])
    try:
        cast_vote(motion, VoteChoice(form.cleaned_data["choice"]), by=juror, at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your vote is counted. You may change it until the motion is closed."))


def _close(request: HttpRequest, juror: Juror) -> None:
    """The chair closes a vote, as the secretariat does; nobody else on the jury may."""
    form = MotionKeyForm(request.POST)
    if not juror.is_chair or not form.is_valid():
        raise PermissionDenied
    motion = get_object_or_404(Motion.objects.visible_to(juror), pk=form.cleaned_data["motion"])
    try:
        closed = close_motion(motion, by=signed_in(request), at=timezone.now())
    except ContestError as refusal:
        messages.error(request, str(refusal))
    else:
        carried = closed.state == MotionState.CARRIED
        messages.success(request, _("The motion is carried.") if carried else _("The motion is rejected."))


def _move(juror: Juror, form: MotionForm) -> None:
    cleaned, now = form.cleaned_data, timezone.now()
    if cleaned["application"] is None:
        propose_withholding(cleaned["award"], by=juror, at=now, reason=cleaned["reason"])
        return
    propose_motion(
        cleaned["application"], MotionOutcome(cleaned["outcome"]), by=juror, at=now, award=cleaned.get("award"),
        reason=cleaned["reason"],
    )  # fmt: skip
