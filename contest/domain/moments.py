"""Dates of a call and the time until them, in words of the active language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from contest.domain.phases import left_until, time_left
from contest.enums import TimeZone
from contest.models import Call

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
# Until when hours, and until when minutes are counted rather than days.
_COUNTED_IN_HOURS = 2 * _DAY
_COUNTED_IN_MINUTES = 2 * _HOUR


@dataclass(frozen=True)
class Moment:
    """A date of the call in words of the active language, in the call's zone; `iso` is for machines."""

    day: str
    hour: str
    iso: str


def countdown(call: Call, *, at: datetime) -> str:
    """Return how long it is until the call's next date: «залишилося 12 днів»; "" when nothing more is to come."""
    left = time_left(call, at=at)
    return "" if left is None else _in_words(left)


def time_until(until: datetime, *, at: datetime) -> str:
    """Return how long it is until the instant; "" once it has come."""
    left = left_until(until, at=at)
    return "" if left is None else _in_words(left)


def _in_words(left: timedelta) -> str:
    unit = _unit_of(left)
    number = max(1, left // unit)
    if unit == _DAY:
        return ngettext("%(count)s day left", "%(count)s days left", number) % {"count": number}
    if unit == _HOUR:
        return ngettext("%(count)s hour left", "%(count)s hours left", number) % {"count": number}
    return ngettext("%(count)s minute left", "%(count)s minutes left", number) % {"count": number}


def changes_in(call: Call, *, at: datetime) -> timedelta | None:
    """Return after how long the countdown or the phase will be another, though nobody changed the call.

    At least a second; None if nothing more is to come.
    """
    left = time_left(call, at=at)
    return None if left is None else max(timedelta(seconds=1), left % _unit_of(left))


def moment_of(at: datetime, *, zone: ZoneInfo) -> Moment:
    """Return the instant in words: «31 грудня 2026» and «18:00 за Києвом (EET)»."""
    local = at.astimezone(zone)
    place = TimeZone(zone.key).label if zone.key in TimeZone.values else zone.key
    if zone.key == TimeZone.UTC:
        hour = f"{local:%H:%M} UTC"
    elif zone.key == TimeZone.KYIV:
        # Said apart from other zones because Ukrainian declines the name: «за Києвом».
        hour = _("%(hour)s Kyiv time (%(zone)s)") % {"hour": f"{local:%H:%M}", "zone": local.tzname()}
    else:
        hour = _("%(hour)s, zone: %(place)s (%(zone)s)") % {
            "hour": f"{local:%H:%M}", "place": place, "zone": local.tzname(),
        }  # fmt: skip
    return Moment(
        day=formats.date_format(local, _day_format()), hour=hour, iso=local.isoformat(timespec="minutes")
    )


def _day_format() -> str:
    return "j E Y" if (get_language() or "uk").startswith("uk") else "j F Y"


def _unit_of(left: timedelta) -> timedelta:
    if left >= _COUNTED_IN_HOURS:
        return _DAY
    return _HOUR if left >= _COUNTED_IN_MINUTES else timedelta(minutes=1)
