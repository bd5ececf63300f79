"""The drawings beside a ranking: scores with their intervals, and how strict jurors are."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from contest.domain.ranking_page import Line
from contest.domain.severity import Severity
from stories.drawing.interval_plot import Dot, interval_plot_svg

# A normal distribution holds 95 % of itself within so many standard errors.
NORMAL_95 = 1.96


def score_plot(lines: Sequence[Line]) -> str:
    """Return the scores with what lies within 1.96 standard errors; winners stand out."""
    dots = []
    for line in lines:
        count, error = line.standing.count, line.standing.standard_error
        if count is not None:
            value = count / 1_000_000
            low, high = (
                (None, None) if error is None else (value - NORMAL_95 * error, value + NORMAL_95 * error)
            )
            dots.append(Dot(line.standing.entry, value, low, high, line.score, is_marked=line.is_winner))
    return interval_plot_svg(
        dots,
        title=_("Scores with their intervals"),
        description=_(
            "Points of each application with the interval in which 95 % are expected. Squares win by the ranking."
            " The table holds the same figures."
        ),
        id_prefix="scores",
    )  # fmt: skip


def strictness_plot(severities: Sequence[Severity]) -> str:
    """Return how much each juror adds: to the left the strict, to the right the mild."""
    dots = [
        Dot(
            row.juror, row.value,
            None if row.standard_error is None else row.value - NORMAL_95 * row.standard_error,
            None if row.standard_error is None else row.value + NORMAL_95 * row.standard_error,
            f"{'+' if row.value > 0 else ''}{number_format(round(row.value, 1), decimal_pos=1, use_l10n=True)}",
        )
        for row in severities
    ]  # fmt: skip
    return interval_plot_svg(
        dots,
        title=_("Strictness of jurors"),
        description=_(
            "Points that each juror gives beyond the others: to the left of zero the strict, to the right the mild."
            " The table holds the same figures."
        ),
        id_prefix="strictness",
        zero=True,
    )  # fmt: skip
