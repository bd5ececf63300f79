"""The results of a call come out: everything in one transaction, or nothing.

Published are the stories of those that were chosen, in every language; certificates get their numbers; applicants see what
became of their applications, and their letters are written. Files to take away are made afterwards, of what is public then.
"""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.certificates import issue_certificates, revoke_certificates
from contest.domain.declaring import is_outdated
from contest.domain.edition_files import ask_public_files
from contest.domain.jury_decisions import decisions_of, result_of
from contest.domain.publication import locked_publication, note_failure
from contest.domain.publication_letters import tell_of_failure
from contest.domain.ranking import rank_call
from contest.domain.releasing import release_results
from contest.domain.story_publication import publish_stories, story_faults
from contest.enums import PublicationState
from contest.errors import PublicationRefused
from contest.models import Application, Call, JudgingPolicy, ProtocolEvent, Publication, ResultsNote
from contest.querysets.assignments import JUDGED_STATUSES
from contest.querysets.results import counted_applicants
from stories.models import Edition

logger = logging.getLogger(__name__)


def publication_faults(call: Call) -> list[str]:
    """Return a sentence for everything that keeps the results from coming out."""
    hidden = (
        []
        if call.live
        else [_("The call is not public, so nobody could see its results. Publish the call first.")]
    )
    return [*hidden, *declaration_faults(call), *story_faults(call)]


def declaration_faults(call: Call) -> list[str]:
    """Return what the jury's decision lacks: it must be declared, and be what would be declared now."""
    if not JudgingPolicy.objects.filter(call=call, declared_at__isnull=False).exists():
        return [_("The ranking has not been declared yet.")]
    ranking = rank_call(call)
    if is_outdated(call, ranking, result_of(ranking, decisions_of(call))):
        return [_("Something has changed since the ranking was declared. Declare it again.")]
    return []


@transaction.atomic
def publish_results(call: Call, *, by: User | None, at: datetime) -> Publication:
    """Bring the results out. Raises PublicationRefused with everything that is missing; then nothing was changed.

    `by` is None where the person who set the hour has no account any more.
    """
    _lock_applications(call)
    row = locked_publication(call)
    if row.state == PublicationState.PUBLISHED:
        raise PublicationRefused([_("The results are out already.")])
    if faults := publication_faults(call):
        raise PublicationRefused(faults)
    row.state, row.published_at = PublicationState.PUBLISHED, at
    row.published_by_name = str(by) if by else row.scheduled_by_name
    row.failed_at, row.fault = None, ""
    _bring_out(row, by=by, at=at)
    return row


@transaction.atomic
def correct_results(call: Call, *, text_uk: str, text_en: str, by: User, at: datetime) -> ResultsNote:
    """Bring out what was decided since, with a dated note that everyone reads.

    Certificates of those that are honoured no longer are revoked. Raises PublicationRefused without the note in both
    languages, before the results are out, or while something is missing.
    """
    _lock_applications(call)
    row = locked_publication(call)
    if row.state != PublicationState.PUBLISHED:
        raise PublicationRefused([_("The results are not out yet, so there is nothing to correct.")])
    if not text_uk.strip() or not text_en.strip():
        raise PublicationRefused([_("Say in both languages what was corrected: everyone reads it.")])
    if faults := publication_faults(call):
        raise PublicationRefused(faults)
    note = ResultsNote.objects.create(
        call=call, at=at, text_uk=text_uk.strip(), text_en=text_en.strip(), by=by, by_name=str(by)
    )
    revoke_certificates(call, reason=note.text_uk, by=by, at=at)
    _bring_out(row, by=by, at=at)
    return note


def publish_due(*, at: datetime) -> tuple[list[Call], list[Call]]:
    """Bring out all results whose hour has come; returns the calls whose results came out, and those whose could not.

    One that cannot come out is taken off its hour, and the secretariat is told once.
    """
    done, failed = [], []
    for row in Publication.objects.due(at).select_related("call__edition", "scheduled_by").order_by("pk"):
        try:
            publish_results(row.call, by=row.scheduled_by, at=at)
        except PublicationRefused as refusal:
            failed += _fail(row.call, refusal.faults, at=at)
        except Exception:
            logger.exception("Results could not be published: %s", row.call)
            failed += _fail(row.call, [_("Something went wrong; the site's log says what.")], at=at)
        else:
            done.append(row.call)
    return done, failed


def _bring_out(row: Publication, *, by: User | None, at: datetime) -> None:
    call = row.call
    newest = ProtocolEvent.objects.of_call(call).newest()
    row.protocol_through = newest.number if newest else None
    row.save()
    _count_applications(call)
    publish_stories(call, by=by, at=at)
    issue_certificates(call, at=at)
    release_results(call, by=by, at=at)
    transaction.on_commit(lambda: ask_public_files(call.edition, by=by, at=at), robust=True)


def _count_applications(call: Call) -> None:
    """Note in the edition how many applied, which the catalogue tells; what an editor wrote there stays."""
    came, communities = counted_applicants([call]).get(call.pk, (0, 0))
    rows = Edition.objects.filter(pk=call.edition_id, applications=None, communities=None)
    rows.update(applications=came, communities=communities)


def _fail(call: Call, faults: Iterable[str], *, at: datetime) -> list[Call]:
    told = list(faults)
    # Another process may have brought them out meanwhile, or taken the hour back.
    if not note_failure(call, faults=told, at=at):
        return []
    tell_of_failure(call, faults=told)
    return [call]


def _lock_applications(call: Call) -> None:
    """Applications' rows come before every other lock of the judging."""
    rows = Application.objects.of_call(call).filter(status__in=JUDGED_STATUSES).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
