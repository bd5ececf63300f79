"""What the secretariat decides about a submitted application: eligible, not eligible, returned, taken up again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.letters import drop_outcomes, write_letters
from contest.domain.reminders import labels_of
from contest.domain.status import Actor, change_status
from contest.enums import ApplicationStatus, LetterKind, ScreeningOutcome, Section
from contest.errors import ReasonMissing, ScreeningRefused, TransitionRefused
from contest.models import Application, ApplicationVersion, Clarification, Screening

_DECISIONS = {ScreeningOutcome.ELIGIBLE, ScreeningOutcome.INELIGIBLE}
# The text of a condition and whether it is met.
Tick = tuple[str, bool]


@transaction.atomic
def decide_eligibility(
    application: Application, *, eligible: bool, ticks: Sequence[Tick], by: User, at: datetime, expected: str,
    seen_version: int | None = None, reason: str = "",
) -> Screening:  # fmt: skip
    """Decide whether the application may go to the jury. The applicant learns it when the outcomes are released.

    Until then nothing changes for them: as long as the deadline, or that of an answer, has not passed, they may submit
    anew, and the new version is to be screened.

    `expected` and `seen_version` are what the person saw. Raises TransitionRefused if there is something newer by now,
    ReasonMissing for a refusal without a reason and for an eligible application that fails a condition.
    """
    if eligible and not reason.strip() and not all(met for _text, met in ticks):
        raise ReasonMissing(
            _("Not every condition is ticked. Say why the application is eligible all the same.")
        )
    refuse_unseen(application, seen_version)
    to = ApplicationStatus.ELIGIBLE if eligible else ApplicationStatus.INELIGIBLE
    changed = change_status(
        application, to=to, actor=Actor.SECRETARIAT, by=by, at=at, reason=reason, expected=expected
    )
    return _keep(changed, ScreeningOutcome(to), ticks=ticks, reason=reason, by=by, at=at)


@transaction.atomic
def return_for_clarification(
    application: Application, *, sections: Sequence[str], message: str, until: datetime, by: User, at: datetime,
    expected: str, ticks: Sequence[Tick] = (), seen_version: int | None = None,
) -> Clarification:  # fmt: skip
    """Ask the applicant to make something clear: only these sections reopen, until the instant. Told at once.

    The application keeps its place and its mark of punctuality.
    """
    if not sections:
        raise ScreeningRefused(_("Choose at least one section that the applicant may change."))
    if until.astimezone(UTC) <= at.astimezone(UTC):
        raise ScreeningRefused(_("The date until which you wait for an answer is in the past."))
    if not message.strip():
        raise ReasonMissing(_("Write what the applicant is to make clear."))
    refuse_unseen(application, seen_version)
    chosen = [str(section) for section in Section if section in sections]
    changed = change_status(
        application, to=ApplicationStatus.RETURNED, actor=Actor.SECRETARIAT, by=by, at=at, reason=message,
        expected=expected, data={"sections": chosen, "until": until.astimezone(UTC).isoformat()},
    )  # fmt: skip
    _keep(changed, ScreeningOutcome.RETURNED, ticks=ticks, reason=message, by=by, at=at)
    asked = Clarification.objects.create(
        application=changed, sections=chosen, message=message, asked_at=at, until=until, asked_by=by
    )
    drop_outcomes([changed])
    write_letters(
        changed, LetterKind.RETURNED, key=f"returned:{asked.pk}", at=at, by=by, deadline=until, question=message,
        sections=labels_of(chosen),
    )  # fmt: skip
    return asked


@transaction.atomic
def take_up_again(
    application: Application, *, reason: str, by: User, at: datetime, expected: str
) -> Screening:
    """Undo a decision, for instance because an objection was right: the application is to be screened anew."""
    changed = change_status(
        application, to=ApplicationStatus.SUBMITTED, actor=Actor.SECRETARIAT, by=by, at=at, reason=reason,
        expected=expected,
    )  # fmt: skip
    return _keep(changed, ScreeningOutcome.REOPENED, ticks=(), reason=reason, by=by, at=at)


def newest_version_number(application: Application) -> int | None:
    """Return the number of the version that a decision taken now would be about."""
    return application.versions.order_by("-number").values_list("number", flat=True).first()


def refuse_unseen(application: Application, seen: int | None) -> None:
    """Nobody decides about a version that came while they were reading another; the row's lock keeps further ones out."""
    Application.objects.select_for_update().get(pk=application.pk)
    if seen is not None and newest_version_number(application) != seen:
        raise TransitionRefused(
            _("“%(application)s” has been submitted anew meanwhile. Look at the new version first.")
            % {"application": application}
        )


def overtaken_decision(
    application: Application, screenings: Sequence[Screening], versions: Sequence[ApplicationVersion]
) -> Screening | None:
    """Return the last decision if it was about an older version, and the applicant has submitted a newer one since."""
    last = screenings[-1] if screenings else None
    if application.status != ApplicationStatus.SUBMITTED or last is None or last.outcome not in _DECISIONS:
        return None
    newest = versions[-1].number if versions else 0
    return last if last.version is not None and last.version.number < newest else None


def _keep(
    application: Application, outcome: ScreeningOutcome, *, ticks: Sequence[Tick], reason: str, by: User, at: datetime
) -> Screening:  # fmt: skip
    return Screening.objects.create(
        application=application, version=application.versions.order_by("-number").first(), outcome=outcome,
        ticks=[list(tick) for tick in ticks], reason=reason, at=at, by=by, by_name=str(by),
    )  # fmt: skip
