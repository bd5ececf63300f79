"""Beginning, submitting and taking back an application."""

import re
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.answers import bring_in_step
from contest.domain.application_index import index_application
from contest.domain.checking import gaps_of
from contest.domain.content import content_hash, says_the_same, version_content
from contest.domain.status import Actor, change_status, record
from contest.domain.writing import is_open_for_somebody, open_clarification, punctuality, writable_sections
from contest.enums import ApplicationStatus, EntryKind, MemberRole, Punctuality
from contest.errors import ApplicationIncomplete, ApplyingRefused
from contest.models import Application, ApplicationMember, ApplicationVersion, Call, ReferenceSequence

# More drafts than this in one call are no applicant's, but a machine's.
MOST_DRAFTS = 30
_SMALL_WORDS = {"and", "of", "the", "in", "for", "as", "to"}


@transaction.atomic
def start_application(
    call: Call, *, by: User, at: datetime, language: str, behalf_of: str = ""
) -> Application:
    """Begin an application whose owner is `by`. Raises ApplyingRefused when the call takes none now.

    `behalf_of` says for whom, and how it came (paper, phone), when the secretariat enters it.
    """
    if not is_open_for_somebody(call, at=at) and not behalf_of:
        raise ApplyingRefused(_("Applications cannot be begun now: the call is not open."))
    if Application.objects.of_call(call).of_person(by).drafts().count() >= MOST_DRAFTS and not behalf_of:
        raise ApplyingRefused(
            _("You have many drafts in this call already. Go on with one of them or delete some.")
        )
    application = Application.objects.create(call=call, language=language, created_at=at, changed_at=at)
    ApplicationMember.objects.create(application=application, user=by, role=MemberRole.OWNER, joined_at=at)
    record(application, EntryKind.STARTED, by=by, at=at)
    if behalf_of:
        record(application, EntryKind.ON_BEHALF, by=by, at=at, reason=behalf_of)
    return application


@transaction.atomic
def submit_application(application: Application, *, by: User, at: datetime) -> ApplicationVersion:
    """Submit what stands in the form, as a version that never changes; return it.

    The same content submitted again is the same version: a double click or an answer that got lost submits once.
    Raises ApplicationIncomplete with every gap, ApplyingRefused when it is too late or not asked for.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    last = locked.versions.order_by("-number").first()
    content = version_content(locked, number=last.number + 1 if last else 1, at=at)
    if last and locked.status == ApplicationStatus.SUBMITTED and says_the_same(last.content, content):
        # What was changed and changed back is not waiting to be sent.
        Application.objects.filter(pk=locked.pk, unsent_changes=True).update(unsent_changes=False)
        return last
    bring_in_step(locked)
    arrived = _arrival(locked, at=at)
    if gaps := gaps_of(locked):
        raise ApplicationIncomplete(gaps)
    if locked.reference is None:
        _give_reference(locked)
        content = version_content(locked, number=1, at=at)
    locked.first_submitted_at = locked.first_submitted_at or at
    locked.submitted_at, locked.punctuality, locked.unsent_changes = at, arrived, False
    locked.save(
        update_fields=[
            "title",
            "community",
            "category",
            "number",
            "reference",
            "first_submitted_at",
            "submitted_at",
            "punctuality",
            "unsent_changes",
        ]
    )
    version = ApplicationVersion.objects.create(
        application=locked, number=last.number + 1 if last else 1, content=content, sha256=content_hash(content),
        submitted_at=at, submitted_by=by, submitted_by_name=str(by), punctuality=arrived,
    )  # fmt: skip
    if asked := open_clarification(locked):
        asked.answered_at = at
        asked.save(update_fields=["answered_at"])
    data: dict[str, Any] = {"version": version.number, "sha256": version.sha256, "arrived": arrived}
    change_status(locked, to=ApplicationStatus.SUBMITTED, actor=Actor.APPLICANT, by=by, at=at, data=data)
    # Robust: what cannot be found yet has been submitted all the same.
    transaction.on_commit(partial(index_application, locked), robust=True)
    return version


def withdraw_application(
    application: Application, *, by: User, at: datetime, reason: str = ""
) -> Application:
    """Take a submitted application back for good. Raises TransitionRefused once the jury has decided."""
    return change_status(
        application, to=ApplicationStatus.WITHDRAWN, actor=Actor.APPLICANT, by=by, at=at, reason=reason
    )


@transaction.atomic
def delete_draft(application: Application) -> None:
    """Delete a draft with everything in it. Raises ApplyingRefused for what was ever submitted."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.status != ApplicationStatus.DRAFT:
        raise ApplyingRefused(_("What was submitted cannot be deleted; it can be withdrawn."))
    locked.delete()


def _arrival(application: Application, *, at: datetime) -> Punctuality:
    if not writable_sections(application, at=at):
        raise ApplyingRefused(_late_or_closed(application))
    if open_clarification(application):
        # A clarification keeps the application's place and its mark.
        return Punctuality(application.punctuality)
    return punctuality(application, at=at)


def _late_or_closed(application: Application) -> str:
    if application.status in {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED}:
        return _("The deadline has passed; what you wrote is kept, but cannot be submitted any more.")
    return _("The application cannot be changed in its present state.")


def _give_reference(application: Application) -> None:
    """«2026-YE-0042»: the year in which applications close, the category's initials, the number in that year."""
    call, slug = application.call, application.category.slug if application.category else ""
    year = (call.closes_at or timezone.now()).astimezone(call.zone).year
    ReferenceSequence.objects.get_or_create(year=year)
    ReferenceSequence.objects.filter(year=year).update(last=F("last") + 1)
    application.number = ReferenceSequence.objects.values_list("last", flat=True).get(year=year)
    initials = "".join(word[0] for word in re.split(r"[^a-z0-9]+", slug) if word and word not in _SMALL_WORDS)
    application.reference = f"{year}-{initials.upper()}-{application.number:04d}"
