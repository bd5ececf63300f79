"""What a form does without a script when the server keeps what was typed, or cannot."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from contest.domain.keeping import kept_or_told
from contest.errors import AnswersRefused, EvaluationRefused, NotKept

OK, REFUSED, CLOSED, CONFLICT, NO_ROOM = 200, 400, 403, 409, 507


def kept_or_shown(
    keep: Callable[[], HttpResponse], show_again: Callable[[str, int], HttpResponse]
) -> HttpResponse:
    """Return what `keep` answers; where that cannot be kept, the form again with the reason and a status."""
    try:
        with kept_or_told():
            return keep()
    except NotKept as full:
        sentence = _("What you typed stands below. Leave this page open and try again in a while.")
        return show_again(f"{full} {sentence}", NO_ROOM)
    except (AnswersRefused, EvaluationRefused) as refusal:
        return show_again(str(refusal), REFUSED)
