"""What the account pages need to draw their forms."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

QUIET_TAGS = {"outline", "secondary", "link", "cancel", "tool", "minor"}


@register.filter
def without_placeholder(field: BoundField) -> SafeString:
    """The field's control alone: the label above it says what the placeholder would repeat in pale grey."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def is_quiet(tags: list[str] | None) -> bool:
    """Whether a button with these of allauth's tags is a lesser one: also what leads to switching something off."""
    given = set(tags or [])
    return not QUIET_TAGS.isdisjoint(given) or {"panel", "delete"} <= given
