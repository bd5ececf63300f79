"""Results that are out, for tests."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from contest.domain.certificates import honours_of, issue_certificates
from contest.domain.declaring import declare_ranking
from contest.enums import PublicationState
from contest.models import Application, Citation, Publication
from contest.querysets.desk import RESULTS
from tests.contest.rankings import make_scored
from tests.contest.tellings import make_ready


def make_published(call, *, at=None, **fields):
    """The results of the call are out since the instant, by now unless it is said when."""
    at = at or timezone.now()
    if honours_of(call) is not None:
        issue_certificates(call, at=at)
        told = Application.objects.of_call(call).filter(status__in=RESULTS)
        told.update(released_status=F("status"))
    values = {"state": PublicationState.PUBLISHED, "published_at": at, **fields}
    return Publication.objects.update_or_create(call=call, defaults=values)[0]


def make_citation(application, *, award=None, uk="Журі вразила праця громади.", en="The jury was moved."):
    """What the jury says of the application."""
    return Citation.objects.create(
        application=application, award=award, text_uk=uk, text_en=en, changed_at=timezone.now()
    )


def make_declared(*, editor, reviewer, ready=True):
    """A call whose first entry has won and whose second has not; the winner's story is ready unless said otherwise."""
    call, entries, _jurors = make_scored([[5, 5], [3, 3]])
    declare_ranking(call, by=editor, at=call.judging_closes_at + timedelta(days=1))
    winner, other = [Application.objects.get(pk=entry.pk) for entry in entries]
    if ready:
        make_ready(winner, by=editor, reviewer=reviewer)
    return call, winner, other
