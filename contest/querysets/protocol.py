"""Reads of the judging's protocol."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from contest.enums import EventKind

if TYPE_CHECKING:
    from contest.models import Call, ProtocolEvent


class ProtocolEventQuerySet(models.QuerySet["ProtocolEvent"]):
    """Events, which are only ever added."""

    def of_call(self, call: "Call") -> "ProtocolEventQuerySet":
        """The call's protocol in its order."""
        return self.filter(call=call).order_by("number")

    def declared_after(self, number: int) -> "ProtocolEventQuerySet":
        """Declarations of a ranking that came after the event of this number."""
        return self.filter(kind=EventKind.RANKING_DECLARED, number__gt=number)

    def newest(self) -> "ProtocolEvent | None":
        """Return the newest event."""
        return self.order_by("-number").first()

    def admissions_of(self, entry: str) -> list[dict[str, Any]]:
        """Return what was told each time the entry was admitted, the oldest first."""
        rows = self.filter(kind=EventKind.ENTRY_ADMITTED, data__entry=entry).order_by("number")
        return list(rows.values_list("data", flat=True))

    def as_published(self) -> list[dict[str, Any]]:
        """Return the events as they are hashed and published, without their call."""
        return list(self.values("number", "at", "kind", "data", "previous", "hash"))

    def update(self, **_values: Any) -> NoReturn:
        """Raise TypeError: what happened stays on record."""
        message = "Events of the protocol cannot be changed."
        raise TypeError(message)

    def delete(self) -> NoReturn:
        """Raise TypeError: what happened stays on record."""
        message = "Events of the protocol cannot be deleted."
        raise TypeError(message)
