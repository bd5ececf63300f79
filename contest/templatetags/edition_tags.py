"""What templates of an edition's files ask for."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def lines(text: Any) -> list[str]:
    """The lines of a text, between which a line break goes."""
    return str(text).split("\n")
