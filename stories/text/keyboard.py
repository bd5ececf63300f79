"""Words typed with the other keyboard layout switched on: «uhjvflf» for «громада»."""

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю"
_TO_UKRAINIAN = str.maketrans(_LATIN, _UKRAINIAN)
_TO_LATIN = str.maketrans(_UKRAINIAN, _LATIN)


def in_other_layout(text: str) -> str:
    """Return what the same keys give in the other layout, in small letters."""
    small = text.casefold()
    return small.translate(_TO_LATIN if small.translate(_TO_UKRAINIAN) == small else _TO_UKRAINIAN)
