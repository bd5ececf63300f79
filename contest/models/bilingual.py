"""Texts that stand in two fields, one a language."""

from typing import Any

from stories.text.naming import in_active_language


class InActiveLanguage:
    """`about = InActiveLanguage()` reads `about_en` or `about_uk`, whichever the active language asks for.

    Where that one is empty the other stands in.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        return in_active_language(uk=getattr(row, f"{self.name}_uk"), en=getattr(row, f"{self.name}_en"))
