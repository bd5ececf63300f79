"""What templates of the jury's pages ask for."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from contest.domain.own_scores import Tally
from stories.drawing.histogram import histogram_svg

register = template.Library()


@register.simple_tag
def score_chart(tally: Tally, tallies: Sequence[Tally], number: int) -> SafeString:
    """How often each score was given; all of the page's charts have one measure, so that they can be compared."""
    return mark_safe(
        histogram_svg(
            [(str(score), count) for score, count in tally.counts],
            title=tally.criterion.name,
            description=_("The table says the same."),
            id_prefix=f"tally-{number}",
            most=max(each.most for each in tallies),
        )
    )
