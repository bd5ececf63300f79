"""Letters to jurors. They are about no single application, so nothing in them could give one away to a stranger."""

import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from accounts.models import User
from contest.domain.letter_defaults import Words, words_by_language
from contest.domain.letters import filled_body, filled_subject, keep_letters
from contest.domain.placeholders import values_for_juror
from contest.enums import LetterKind, LetterState
from contest.models import Call, Juror, Letter

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class JurorOccasion:
    """Why a juror is written to; `key` names it without the juror, so that nothing is told twice."""

    juror: Juror
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def tell_jurors(
    call: Call, occasions: Sequence[JurorOccasion], kind: str, *, at: datetime, by: User | None = None
) -> list[Letter]:
    """Write to these jurors, each in their language; return the letters that are new. Never raises: it is logged instead."""
    try:
        return _write(call, occasions, kind, at=at, by=by)
    except Exception:
        logger.exception("Letters to jurors could not be written: %s", kind)
        return []


@transaction.atomic
def _write(
    call: Call, occasions: Iterable[JurorOccasion], kind: str, *, at: datetime, by: User | None
) -> list[Letter]:
    words = words_by_language(call, kind)
    return keep_letters(
        [
            _letter(call, occasion, kind, words[occasion.juror.language], at=at, by=by)
            for occasion in occasions
            if can_be_reached(occasion.juror)
        ]
    )


def can_be_reached(juror: Juror) -> bool:
    """Whether the juror sits on the jury now and has an account with a mailbox; asks for `user` to be there."""
    return juror.is_active and juror.user is not None and juror.user.is_active and bool(juror.user.email)


def _letter(
    call: Call, occasion: JurorOccasion, kind: str, words: Words, *, at: datetime, by: User | None
) -> Letter:
    juror = occasion.juror
    with translation.override(juror.language):
        values = values_for_juror(call, kind, at=at, juror=juror.name, **occasion.values)
    return Letter(
        public_id=uuid.uuid4(), call=call, recipient=juror.user, email=juror.user.email if juror.user else "",
        language=juror.language, kind=LetterKind(kind), key=f"{occasion.key}:{juror.pk}",
        subject=filled_subject(words, values), body=filled_body(words, values),
        state=LetterState.WAITING if words.waits else LetterState.READY,
        next_attempt_at=None if words.waits else at,
        created_at=at, created_by=by, created_by_name=str(by or ""),
    )  # fmt: skip
