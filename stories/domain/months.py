"""Months by the calendar of a zone."""

from calendar import monthrange
from datetime import UTC, datetime, tzinfo


def months_after(moment: datetime, *, months: int, zone: tzinfo) -> datetime:
    """Return the same day and hour so many months later in the zone; the month's last day where it has no such day."""
    local = moment.astimezone(zone)
    years, month = divmod(local.month - 1 + months, 12)
    year, month = local.year + years, month + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day).astimezone(UTC)
