"""Numbers as a reader expects them in the active language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext

_NBSP = "\u00a0"


def format_number(value: Decimal | int | float) -> str:
    """61000 → «61 000» / "61,000"; 13.30 → «13,3» / "13.3". Trailing zeros of decimals are dropped."""
    number = Decimal(str(value)).normalize()
    places = max(0, -int(number.as_tuple().exponent))
    # Four digits and more are grouped in both languages.
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True).replace(" ", _NBSP)


def format_figure(value: Decimal | int | float, qualifier: str = "exact") -> str:
    """The number with how exact it is: «понад 30», "about 70"."""
    number = format_number(value)
    patterns = {
        "more_than": gettext("more than %(number)s"),
        "about": gettext("about %(number)s"),
        "up_to": gettext("up to %(number)s"),
    }
    return patterns[qualifier] % {"number": number} if qualifier in patterns else number
