"""Why a file of an edition could not be made, kept as a code and told in the language of whoever reads it."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy


class Fault(StrEnum):
    """What can be the matter."""

    NO_STORIES = "no_stories"
    TOO_LONG = "too_long"
    NOT_MADE = "not_made"


_SENTENCES: dict[str, Any] = {
    Fault.NO_STORIES: gettext_lazy(
        "No honoured story of this edition is published in this language yet."
    ),
    Fault.TOO_LONG: gettext_lazy("The stories hold more text than one file may."),
    Fault.NOT_MADE: gettext_lazy("Something went wrong while the file was made. Ask for it again."),
}  # fmt: skip


def told_fault(kept: str) -> str:
    """Return what is kept as a sentence in the active language; "" where nothing is."""
    return str(_SENTENCES.get(kept, kept))
