"""Where a call's judging stands: what has been done, and what is to be done next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest.domain.judging import opening_faults
from contest.models import Application, Assignment, Call, JudgingPolicy, Juror


@dataclass(frozen=True)
class Step:
    """A step of the judging in words; `faults` say what keeps it from being taken."""

    title: str
    words: str
    is_done: bool
    faults: tuple[str, ...] = ()


def steps_of(call: Call, policy: JudgingPolicy, *, at: datetime) -> list[Step]:
    """Return the steps in their order."""
    jurors = Juror.objects.of_call(call)
    active, invited = jurors.active().count(), jurors.invited().count()
    entries = Application.objects.of_call(call).judged().count()
    work = Assignment.objects.of_call(call).standing()
    assigned, finished = work.count(), work.submitted().count()
    is_open = policy.frozen_at is not None
    return [
        Step(_("The jury has accepted"), _jury_words(active, invited), is_done=bool(active and not invited)),
        Step(
            _("Judging is open and its rules are frozen"),
            ngettext("%(count)s eligible application", "%(count)s eligible applications", entries)
            % {"count": entries},
            is_done=is_open,
            faults=() if is_open else tuple(opening_faults(call, at=at)),
        ),
        Step(
            _("Every application has its jurors"),
            ngettext("%(count)s evaluation assigned", "%(count)s evaluations assigned", assigned)
            % {"count": assigned},
            is_done=bool(entries) and assigned >= entries * policy.evaluations_per_entry,
        ),
        Step(
            _("The jury has scored"),
            _("%(done)s of %(all)s evaluations submitted") % {"done": finished, "all": assigned},
            is_done=bool(assigned) and finished == assigned,
        ),
        Step(_("Judging is closed"), "", is_done=policy.closed_at is not None),
        Step(_("The ranking is declared"), "", is_done=policy.declared_at is not None),
    ]


def _jury_words(active: int, invited: int) -> str:
    words = ngettext("%(count)s juror has joined", "%(count)s jurors have joined", active) % {"count": active}
    if not invited:
        return words
    waiting = ngettext("%(count)s has not answered yet", "%(count)s have not answered yet", invited)
    return f"{words}; {waiting % {'count': invited}}"
