"""Text in the cells of a spreadsheet: what would be taken for a formula, and how it is kept from being one."""

import re

# What Excel, LibreOffice and Google begin to calculate at, full-width likenesses included; blanks before them are skipped.
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
_RISKY = re.compile(rf"[{_FORMULA}]")
_PROTECTED = re.compile(rf"'+[{_FORMULA}]")
# XML cannot carry these, and no text needs them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might calculate the text instead of showing it."""
    return bool(_RISKY.match(text))


def protect(text: str) -> str:
    """Put an apostrophe before what a spreadsheet might calculate. `unprotect` takes exactly that one off again."""
    return f"'{text}" if is_risky(text) or _PROTECTED.match(text) else text


def unprotect(text: str) -> str:
    """Take off the apostrophe that `protect` put; every other apostrophe is the text's own."""
    return text[1:] if _PROTECTED.match(text) else text


def is_error(text: str) -> bool:
    """Whether the cell holds what a spreadsheet writes for a failed formula: #REF!, #NAME? and the like."""
    return text.lstrip().startswith("#") and text.strip().upper() in _ERRORS


def plain(text: str) -> str:
    """Return the text with \\n for every end of a line and without characters that XML forbids."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


def join_list(items: list[str]) -> str:
    """Write a list into one cell: "a; b; c". A semicolon inside an item gets a backslash."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split_list(text: str) -> list[str]:
    """Read a list out of one cell. Blanks around an item go; an empty item stays, so that lists side by side match."""
    if not text.strip():
        return []
    items, item, escaped = [], "", False
    for character in text:
        if escaped:
            item, escaped = item + character, False
        elif character == "\\":
            escaped = True
        elif character == ";":
            items.append(item.strip())
            item = ""
        else:
            item += character
    return [*items, item.strip()]
