"""What tables of the editors' pages share."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def listing(
    content: SafeString, *, label_id: str = "", wrapper_id: str = "", wrapper_class: str = "", table_class: str = ""
) -> SafeString:  # fmt: skip
    """Wrap a table's head and body in a table that a narrow window scrolls sideways, by keyboard too.

    `label_id` names the heading that says what it lists; without one it is called a list.
    """
    context = {
        "content": content,
        "label_id": label_id,
        "wrapper_id": wrapper_id,
        "wrapper_class": wrapper_class,
        "table_class": table_class,
    }
    return render_to_string("components/listing.html", context)
