"""What a cell of a file holds, whichever file it came from, and names in both languages."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from stories.enums import Language
from stories.files.table_files import Formula
from stories.text.cells import is_error, plain, unprotect

Words = str | Promise
EMPTY: tuple[Any, ...] = (None, "", [], {})


class CellFault(ValueError):
    """What a cell holds cannot be taken; the message says why and what would do."""


def text_of(raw: Any) -> str:
    """The text of a cell, trimmed, without the apostrophe that protects it. Raises CellFault for what is no text."""
    if raw is None:
        return ""
    if isinstance(raw, Formula):
        raise CellFault(
            _(
                "The cell holds a formula (%(text)s). Put its value there; before a text that begins with =, an apostrophe."
            )
            % {"text": raw.text[:40]}
        )
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, (datetime, date)):
        return raw.isoformat()
    if isinstance(raw, (int, float, Decimal)):
        return whole_number(raw)
    if isinstance(raw, (Mapping, Sequence)) and not isinstance(raw, str):
        raise CellFault(_("A text is wanted here, not a list or an object."))
    text = plain(str(raw))
    if is_error(text):
        raise CellFault(_("The cell holds the spreadsheet's error %(text)s.") % {"text": text.strip()})
    return unprotect(text).strip()


@cache
def choice_names(choices: type[models.TextChoices]) -> dict[str, dict[str, str]]:
    """Codes of a fixed list with their names in each language of the site."""
    named: dict[str, dict[str, str]] = {code: {} for code in choices.values}
    for language in Language.values:
        with override(language):
            for code, label in choices.choices:
                named[code][language] = str(label)
    return named


def in_every_language(words: Words) -> dict[str, str]:
    """The words in each language of the site."""
    told = {}
    for language in Language.values:
        with override(language):
            told[language] = str(words)
    return told


def whole_number(raw: Any) -> str:
    """A number as a person would type it: a spreadsheet keeps 2023 as 2023.0."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and not math.isfinite(raw):
        raise CellFault(_("“%(text)s” is no number.") % {"text": raw})
    return str(int(raw)) if raw == int(raw) else str(raw)


def plain_number(text: str) -> str:
    """«61 000,5» → 61000.5. A comma is the decimal mark, as in Ukraine; blanks part thousands."""
    return re.sub(r"\s", "", text).replace(",", ".")
