"""Whether a call's results are out, and the hour to which they are set: the only place that says so.

Nothing of the results is public before, whatever the call's dates say; what comes out then is in `publishing_results`.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.phases import left_until
from contest.enums import PublicationState
from contest.errors import PublicationRefused
from contest.models import Call, ProtocolEvent, Publication


def publication_of(call: Call) -> Publication:
    """Return the row of the call's publication, as it would begin where there is none yet; writes nothing."""
    return Publication.objects.filter(call=call).first() or Publication(call=call)


def results_are_out(call: Call) -> bool:
    """Whether everyone may know who won."""
    return Publication.objects.published().filter(call=call).exists()


def awaits_correction(call: Call) -> bool:
    """Whether a ranking was declared again after the results came out, and its correction is not out yet."""
    row = publication_of(call)
    if row.state != PublicationState.PUBLISHED:
        return False
    return ProtocolEvent.objects.of_call(call).declared_after(row.protocol_through or 0).exists()


def locked_publication(call: Call) -> Publication:
    """Return the row of the call's publication under its lock, made if there is none. Applications' rows come before it."""
    Publication.objects.get_or_create(call=call)
    return Publication.objects.select_for_update(of=("self",)).select_related("call__edition").get(call=call)


@transaction.atomic
def schedule_publication(call: Call, *, due_at: datetime, by: User, at: datetime) -> Publication:
    """Have the results come out by themselves at an hour to come. Raises PublicationRefused if they cannot be set to it.

    What is still missing may be mended until then; if it is not, nothing comes out and the secretariat is told.
    """
    row = locked_publication(call)
    if row.state == PublicationState.PUBLISHED:
        raise PublicationRefused([_("The results are out already.")])
    if left_until(due_at, at=at) is None:
        raise PublicationRefused([_("This hour has passed. Choose a later one, or publish now.")])
    row.state, row.due_at = PublicationState.SCHEDULED, due_at
    row.scheduled_at, row.scheduled_by, row.scheduled_by_name = at, by, str(by)
    row.failed_at, row.fault = None, ""
    row.save()
    return row


@transaction.atomic
def cancel_publication(call: Call) -> Publication:
    """Take the hour back. Raises PublicationRefused if there is none."""
    row = locked_publication(call)
    if row.state != PublicationState.SCHEDULED:
        raise PublicationRefused([_("The results are not set to an hour.")])
    row.state = PublicationState.PREPARING
    row.save()
    return row


@transaction.atomic
def choose_feedback(call: Call, *, gives: bool) -> Publication:
    """Say whether letters carry what jurors wrote for applicants. Raises PublicationRefused once they are written."""
    row = locked_publication(call)
    if row.state == PublicationState.PUBLISHED:
        raise PublicationRefused([_("The results are out already.")])
    row.gives_feedback = gives
    row.save(update_fields=["gives_feedback"])
    return row


@transaction.atomic
def note_failure(call: Call, *, faults: list[str], at: datetime) -> bool:
    """Note that the results could not come out at their hour; returns whether that is news. A person sets them to another."""
    row = locked_publication(call)
    if row.state != PublicationState.SCHEDULED:
        return False
    row.state, row.failed_at, row.fault = PublicationState.PREPARING, at, "\n".join(faults)
    row.save()
    return True
