"""Reads of letters."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, Q, Value, When

from contest.enums import LetterKind, LetterState

if TYPE_CHECKING:
    from accounts.models import User
    from contest.models import Call, Letter  # noqa: F401 - named in annotations as text


# What its recipient doesn't get to see.
_UNSEEN = (LetterState.WAITING, LetterState.CANCELLED)
# What needs somebody stands first in the outbox.
_PLACES = [
    LetterState.FAILED,
    LetterState.WAITING,
    LetterState.READY,
    LetterState.SENT,
    LetterState.CANCELLED,
]


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters as the outbox and those who send them look for them."""

    def of_call(self, call: "Call") -> "LetterQuerySet":
        """Those of one call."""
        return self.filter(call=call)

    def waiting(self) -> "LetterQuerySet":
        """Those that wait for somebody to read them."""
        return self.filter(state=LetterState.WAITING)

    def due(self, *, at: datetime) -> "LetterQuerySet":
        """Those that may leave now, the one that waits longest first."""
        return self.filter(state=LetterState.READY, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def failed(self) -> "LetterQuerySet":
        """Those that could not be sent."""
        return self.filter(state=LetterState.FAILED)

    def with_names(self) -> "LetterQuerySet":
        """Bring along what a line of the outbox names."""
        return self.select_related("call__edition", "application", "recipient")

    def with_whole_letter(self) -> "LetterQuerySet":
        """Bring along what is asked of a letter on its way."""
        return self.select_related(
            "call__edition", "application__call", "recipient", "receipt_for__application__call__edition",
            "receipt_for__application__community", "receipt_for__application__category",
        )  # fmt: skip

    def of_person(self, user: "User") -> "LetterQuerySet":
        """Those to the person that were let go, the newest first."""
        return self.filter(recipient=user).exclude(state__in=_UNSEEN).order_by("-created_at", "-pk")

    def reached(self, user: "User") -> "LetterQuerySet":
        """Those that were sent to the person, the oldest first."""
        return self.filter(recipient=user, state=LetterState.SENT).order_by("sent_at", "pk")

    def of_batch(self, batch: str) -> "LetterQuerySet":
        """Those of one message to several applicants."""
        return self.filter(key__startswith=f"{LetterKind.FREE}:{batch}:")

    def for_outbox(self) -> "LetterQuerySet":
        """Bring along what a line of the outbox shows, without the texts, at a number of queries that doesn't grow."""
        return self.with_names().defer("body")

    def in_outbox_order(self) -> "LetterQuerySet":
        """Those that failed stand first, then those that wait, each the newest first."""
        places = [When(state=state, then=Value(place)) for place, state in enumerate(_PLACES)]
        return self.annotate(place=Case(*places, default=Value(len(_PLACES)))).order_by(
            "place", "-created_at", "-pk"
        )

    def matching(self, text: str) -> "LetterQuerySet":
        """Those with the text in their address, subject or the reference of their application."""
        # Not icontains: SQLite knows capital letters of the Latin alphabet alone.
        pattern = re.escape(text)
        return self.filter(
            Q(email__iregex=pattern) | Q(subject__iregex=pattern) | Q(application__reference__iregex=pattern)
        )

    def counted_by(self, *fields: str) -> list[tuple[tuple[str, ...], int]]:
        """How many there are for each value of the fields that occurs."""
        rows = self.order_by().values_list(*fields).annotate(count=Count("pk")).order_by(*fields)
        return [(row[:-1], row[-1]) for row in rows]
