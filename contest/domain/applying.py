"""Beginning, submitting and taking back an application."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.answers import bring_in_step
from contest.domain.application_index import index_soon
from contest.domain.checking import gaps_of
from contest.domain.content import content_hash, says_the_same, version_content
from contest.domain.letters import drop_outcomes, write_letters
from contest.domain.references import reference_of, take_numbers
from contest.domain.status import Actor, change_status, record
from contest.domain.writing import is_open_for_somebody, open_clarification, punctuality, writable_sections
from contest.enums import ApplicationStatus, EntryKind, LetterKind, MemberRole, Punctuality
from contest.errors import ApplicationIncomplete, ApplyingRefused
from contest.models import Application, ApplicationMember, ApplicationVersion, Call

# More drafts than this in one call are no applicant's, but a machine's.
MOST_DRAFTS = 30


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
    # With the whole form at once: at the deadline every query counts.
    locked = (
        Application.objects.select_for_update(of=("self",), no_key=True).with_form().get(pk=application.pk)
    )
    last = locked.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    if (
        last
        and locked.released_status == ApplicationStatus.SUBMITTED
        and _is_sent_already(locked, last, at=at)
    ):
        # What was changed and changed back is not waiting to be sent.
        Application.objects.filter(pk=locked.pk, unsent_changes=True).update(unsent_changes=False)
        return last
    bring_in_step(locked)
    arrived = _arrival(locked, at=at)
    if gaps := gaps_of(locked):
        raise ApplicationIncomplete(gaps)
    if locked.reference is None:
        _give_reference(locked)
    content = version_content(locked, number=number, at=at)
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
        application=locked, number=number, content=content, sha256=content_hash(content),
        submitted_at=at, submitted_by=by, submitted_by_name=str(by), punctuality=arrived,
    )  # fmt: skip
    data: dict[str, Any] = {"version": version.number, "sha256": version.sha256, "arrived": arrived}
    change_status(locked, to=ApplicationStatus.SUBMITTED, actor=Actor.APPLICANT, by=by, at=at, data=data)
    write_letters(
        locked, LetterKind.RECEIPT, key=f"receipt:{version.pk}", at=at, receipt_for=version, version=version.number,
        submitted=at, hash=version.sha256,
    )  # fmt: skip
    index_soon(locked)
    return version


@transaction.atomic
def withdraw_application(
    application: Application, *, by: User, at: datetime, reason: str = ""
) -> Application:
    """Take a submitted application back for good. Raises TransitionRefused once the applicant knows the jury's decision."""
    changed = change_status(
        application, to=ApplicationStatus.WITHDRAWN, actor=Actor.APPLICANT, by=by, at=at, reason=reason
    )
    drop_outcomes([changed])
    write_letters(changed, LetterKind.WITHDRAWN, key="withdrawn", at=at)
    return changed


@transaction.atomic
def delete_draft(application: Application) -> None:
    """Delete a draft with everything in it. Raises ApplyingRefused for what was ever submitted."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.status != ApplicationStatus.DRAFT:
        raise ApplyingRefused(_("What was submitted cannot be deleted; it can be withdrawn."))
    locked.delete()


def _is_sent_already(application: Application, last: ApplicationVersion, *, at: datetime) -> bool:
    return says_the_same(last.content, version_content(application, number=last.number, at=at))


def _arrival(application: Application, *, at: datetime) -> Punctuality:
    if not writable_sections(application, at=at):
        raise ApplyingRefused(_late_or_closed(application))
    if open_clarification(application):
        # A clarification keeps the application's place and its mark.
        return Punctuality(application.punctuality)
    return punctuality(application, at=at)


def _late_or_closed(application: Application) -> str:
    if application.released_status in {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED}:
        return _("The deadline has passed; what you wrote is kept, but cannot be submitted any more.")
    return _("The application cannot be changed in its present state.")


def _give_reference(application: Application) -> None:
    application.number = take_numbers(application.call)
    slug = application.category.slug if application.category else ""
    application.reference = reference_of(application.call, slug=slug, number=application.number)
