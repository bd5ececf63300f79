"""Ukrainian alphabetical order that every database keeps.

SQLite has no Ukrainian collation and PostgreSQL's default one depends on how it was built, so rows carry a
key made of decimal digits alone: any collation orders digits the same way.
"""

import unicodedata

# Latin follows Cyrillic, as in Ukrainian library catalogues; figures come before letters.
_ALPHABET = " 0123456789абвгґдеєжзиіїйклмнопрстуфхцчшщьюяabcdefghijklmnopqrstuvwxyz"
_WEIGHTS = {letter: f"{position:02d}" for position, letter in enumerate(_ALPHABET, start=1)}
_UNKNOWN = "99"
KEY_LENGTH = 400


def ordering_key(text: str) -> str:
    """Return a key of decimal digits, at most 400 of them, that sorts as the text does in a Ukrainian index.

    Apostrophes, hyphens and other marks don't count; capitals equal small letters, a run of blanks one blank.
    """
    # й and ї are letters of their own and must not fall apart into a base letter and a mark.
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return "".join(_WEIGHTS.get(character, _UNKNOWN) for character in folded if _counts(character))[
        :KEY_LENGTH
    ]


def _counts(character: str) -> bool:
    # Unicode takes the apostrophe ʼ for a letter, one that only modifies (Lm).
    return character == " " or (character.isalnum() and unicodedata.category(character) != "Lm")
