"""What templates ask of the contest."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from wagtail.models import Page

from contest.domain.call_page import CallPage, call_page
from contest.domain.calls import what_is_missing
from contest.domain.invitation import call_to_invite_to
from contest.domain.kept_periods import kept_periods
from contest.domain.letter_faults import told
from contest.domain.moments import Moment, moment_of
from contest.domain.phases import has_opened, moment_in, phase_of
from contest.enums import Phase
from contest.forms.questions import EligibilityForm, QuestionForm, build_eligibility_form, build_question_form
from contest.models import Call, DeadlineExtension, Letter
from stories.models import SeededPage

register = template.Library()


@register.inclusion_tag("contest/invitation.html")
def call_invitation() -> dict[str, Any]:
    """The invitation to the call that may be applied for now or soon; nothing where there is none."""
    now = timezone.now()
    call = call_to_invite_to(at=now)
    return {"call": call, "state": call_page(call, at=now) if call else None}


@register.inclusion_tag("contest/extensions.html")
def public_extensions(call: Call) -> dict[str, Any]:
    """For which communities and regions the deadline was moved, and why; never for which single application."""
    return {"call": call, "extensions": DeadlineExtension.objects.public(call)}


@register.inclusion_tag("contest/kept_data.html")
def kept_data(page: Page) -> dict[str, Any]:
    """What is kept of applicants and for how long, on the page about privacy; nothing on any other page."""
    if not SeededPage.objects.filter(key="page/privacy", page=page.pk).exists():
        return {}
    calls = Call.objects.public().with_edition().in_reading_order()
    return {"is_told": True, "periods": kept_periods(calls, at=timezone.now())}


@register.simple_tag
def previewed_page(call: Call, mode: str) -> CallPage:
    """The page of a call that may not be public yet: as it would be now, or in the phase that is named."""
    now = timezone.now()
    if mode not in Phase.values:
        return call_page(call, at=now)
    phase = Phase(mode)
    return call_page(call, at=moment_in(call, phase) or now, phase=phase)


@register.simple_tag
def previewed_questions(call: Call, chosen: str = "") -> QuestionForm:
    """The call's own questions, all of them or those of the category with the address `chosen`."""
    rows = [row.category for row in call.categories.all() if row.category.slug == chosen]
    return build_question_form(call, category=rows[0] if rows else None)


@register.simple_tag
def previewed_eligibility(call: Call) -> EligibilityForm:
    return build_eligibility_form(call)


@register.simple_tag
def preparation_of(call: Call | None) -> dict[str, Any]:
    """Where the call stands, for the head of its form: phase, what is missing, whether people already rely on it."""
    if call is None or call.pk is None:
        return {"is_new": True}
    now: datetime = timezone.now()
    return {
        "phase": phase_of(call, at=now).label,
        "missing": what_is_missing(call),
        "is_frozen": has_opened(call, at=now),
    }


@register.filter
def moment(at: datetime | None, call: Call) -> Moment | None:
    """The instant in words, in the zone of the call."""
    return moment_of(at, zone=call.zone) if at else None


@register.filter
def told_fault(letter: Letter) -> str:
    """Why the letter has not left, in the reader's language."""
    return told(letter.fault)


@register.simple_tag(takes_context=True)
def chosen_category(context: Context) -> str:
    """The category whose form the preview was asked for."""
    return str(getattr(context.get("request"), "chosen", ""))
