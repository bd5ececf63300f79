"""What jurors ask the secretariat to look at, and its answers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.errors import JudgingRefused
from contest.models import EvaluationFlag


@transaction.atomic
def settle_flag(flag: EvaluationFlag, *, answer: str, by: User, at: datetime) -> EvaluationFlag:
    """Say that a juror's flag has been looked at; the answer may be empty. Raises JudgingRefused if it was already."""
    locked = EvaluationFlag.objects.select_for_update().get(pk=flag.pk)
    if locked.settled_at is not None:
        raise JudgingRefused(_("Somebody has answered this already."))
    locked.settled_at, locked.settled_by, locked.settled_by_name = at, by, str(by)
    locked.answer = answer.strip()
    locked.save(update_fields=["settled_at", "settled_by", "settled_by_name", "answer"])
    return locked
