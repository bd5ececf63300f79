"""References of applications: «2026-YE-0042» is the year in which the call closes, the category's initials, a number."""

import re

from django.db.models import F
from django.utils import timezone

from contest.models import Call, ReferenceSequence

_SMALL_WORDS = {"and", "of", "the", "in", "for", "as", "to"}


def year_of(call: Call) -> int:
    """Return the year whose numbers the call's applications get."""
    return (call.closes_at or timezone.now()).astimezone(call.zone).year


def reference_of(call: Call, *, slug: str, number: int) -> str:
    """Return the reference of the number in a category."""
    words = re.split(r"[^a-z0-9]+", slug)
    initials = "".join(word[0] for word in words if word and word not in _SMALL_WORDS)
    return f"{year_of(call)}-{initials.upper()}-{number:04d}"


def take_numbers(call: Call, *, count: int = 1) -> int:
    """Take so many numbers of the call's year, one after another, and return the first.

    Until the transaction ends nobody else gets one, so that none is lost when it fails: take them late in it.
    """
    year = year_of(call)
    ours = ReferenceSequence.objects.filter(year=year)
    if not ours.update(last=F("last") + count):
        ReferenceSequence.objects.get_or_create(year=year)
        ours.update(last=F("last") + count)
    return ours.values_list("last", flat=True).get() - count + 1
