"""Taking people out of seats on juries: the seat stays under its code, with its scores and votes.

What goes: who they are, their address, where they live and work, why they stood back or left, and the notes that they wrote
for themselves. Where the frozen rules say that everyone may know who judged, the published name stays with the protocol.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.jurors import leave_jury
from contest.domain.protocol_reading import names_jurors
from contest.domain.scoring_sheets import NOTE
from contest.models import (
    Assignment,
    Call,
    ConflictOfInterest,
    DiscussionNote,
    EvaluationField,
    JudgingPolicy,
    Juror,
    Motion,
)
from contest.querysets.jurors import JurorQuerySet


def seats_of(user: User) -> JurorQuerySet:
    """Return every seat that the account ever took, those that it has left too."""
    return Juror.objects.filter(user=user).select_related("call__edition").order_by("pk")


def keeps_name(juror: Juror) -> bool:
    """Whether the name stays with the seat, for the protocol tells it to everyone."""
    return juror.joined_at is not None and names_jurors(juror.call)


def forget_juror_account(user: User, *, at: datetime) -> None:
    """Take the person out of all their seats. Where the jury still works they leave it: their work goes to others."""
    for juror in seats_of(user):
        if juror.is_active and not _is_declared(juror.call):
            leave_jury(juror, reason=_("The account was deleted."), at=at)
        forget_jurors([juror])


def forget_jury(call: Call) -> None:
    """Take everybody ever invited out of their seats: the time for which they are kept is over."""
    forget_jurors(Juror.objects.of_call(call).exclude(email="").select_related("call"))


def forget_jurors(jurors: Iterable[Juror]) -> None:
    """Empty what the seats tell of people; once more changes nothing."""
    for each in jurors:
        name = each.name if keeps_name(each) else each.code
        Juror.objects.filter(pk=each.pk).update(
            name=name, email="", organisation="", community=None, region=None, user=None, secret_sha256=None,
            left_reason="",
        )  # fmt: skip
        DiscussionNote.objects.filter(juror=each).update(author_name=name)
        Motion.objects.filter(proposed_by=each).update(proposed_by_name=name)
        ConflictOfInterest.objects.filter(juror=each).update(reason="")
        Assignment.objects.filter(juror=each).update(reason="")
        EvaluationField.objects.filter(evaluation__assignment__juror=each, path=NOTE).delete()


def _is_declared(call: Call) -> bool:
    return JudgingPolicy.objects.filter(call=call, declared_at__isnull=False).exists()
