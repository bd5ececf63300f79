"""Days, months and periods in words, in the active language."""

from datetime import date

from django.utils import formats
from django.utils.translation import get_language, gettext

# The Ukrainian month in a period stands alone, so it is in the nominative: «липень 2023», which is Django's
# format F without a day. English writes the month with a capital by itself.
_MONTH_FORMAT = "F Y"


def format_month(month: date) -> str:
    """«липень 2023» / "July 2023"."""
    text = formats.date_format(month, _MONTH_FORMAT)
    # Django's Ukrainian catalogue writes months with a capital; inside a Ukrainian line they are lower-case.
    return text if text[0].isascii() else text[0].lower() + text[1:]


def format_day(day: date) -> str:
    """«12 травня 2025» / "12 May 2025"."""
    # Beside a day the Ukrainian month is in the genitive; in English Django's E is the short name.
    return formats.date_format(day, "j E Y" if (get_language() or "uk").startswith("uk") else "j F Y")


def format_period(
    *, start: date, end: date | None = None, ongoing: bool = False, month_known: bool = True
) -> str:
    """«липень 2023 — триває», «вересень — грудень 2022», «березень 2022»; months are first days of months.

    Where only the year of the start is known, the year stands alone: «2020 — триває».
    """
    first_month = format_month(start) if month_known else str(start.year)
    if ongoing:
        return gettext("%(start)s — ongoing") % {"start": first_month}
    if not month_known:
        return f"{first_month} — {format_month(end)}" if end else first_month
    if end is None or (end.year, end.month) == (start.year, start.month):
        return format_month(start)
    if end.year == start.year:
        first = format_month(start).rsplit(" ", 1)[0]
        return f"{first} — {format_month(end)}"
    return f"{format_month(start)} — {format_month(end)}"
