"""Counting words as a person does who reads the text aloud."""

import re

# Apostrophes and hyphens inside a word join its parts, points and commas those of a number: «обовʼязок», «будь-хто»
# and «13,5» are one word each.
_WORD = re.compile(r"[^\W_]+(?:(?:[ʼ’'‘`\-‑]|(?<=\d)[.,](?=\d))[^\W_]+)*")


def count_words(text: str) -> int:
    """Return how many words the text has; marks standing alone are none, and a number is one."""
    return sum(1 for _match in _WORD.finditer(text))
