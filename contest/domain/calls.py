"""What is done with a call: make it public, make next year's from this year's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.changes import refused_changes
from contest.errors import CallIncomplete, ChangeRefused, EditionTaken
from contest.models import Call, LetterTemplate
from contest.models.call import DATES
from contest.models.completeness import faults_of
from stories.models import Edition

# What belongs to the one call and its history, not to what is copied.
_OWN = ("edition", "live", "has_unpublished_changes", "first_published_at", "last_published_at", "latest_revision",
        "live_revision", "go_live_at", "expire_at", "expired")  # fmt: skip
_KEYS = ("pk", "call", "criterion", "question")


def what_is_missing(call: Call) -> list[str]:
    """Return a sentence for each thing that must be there before the call can become public."""
    return faults_of(call)


@transaction.atomic
def publish_call(call: Call, *, by: User | None, at: datetime) -> Call:
    """Make this state of the call public, kept as a revision and logged under `by`.

    Raises CallIncomplete if something is missing, ChangeRefused if it takes back what open applications rely on.
    """
    if faults := what_is_missing(call):
        raise CallIncomplete(faults)
    public = Call.objects.select_for_update().get(pk=call.pk)
    if faults := refused_changes(public, call, at=at):
        raise ChangeRefused(faults)
    revision = call.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    return Call.objects.get(pk=call.pk)


@transaction.atomic
def copy_call(call: Call, *, to: Edition, by: User | None, opens_on: date | None = None) -> Call:
    """Make the draft of a call for another edition with everything that the call has.

    With `opens_on` every date moves by as many days as the opening does and keeps its hour in the call's zone, across
    summer time too; without it the dates are left for the secretariat to set. Raises EditionTaken.
    """
    if Call.objects.filter(edition=to).exists():
        raise EditionTaken(_("“%(edition)s” has a call already.") % {"edition": to})
    content = _without_keys(call.serializable_data())
    copy = Call.from_serializable_data({name: value for name, value in content.items() if name not in _OWN})
    copy.edition, copy.live, copy.has_unpublished_changes = to, False, True
    for name in DATES:
        setattr(copy, name, _moved(call, name, opens_on=opens_on))
    copy.save()
    _copy_letter_words(call, to=copy)
    copy.save_revision(user=by, clean=False)
    log(copy, "contest.call.copy", user=by, data={"from": str(call)}, content_changed=True)
    return copy


def _copy_letter_words(call: Call, *, to: Call) -> None:
    rows = list(LetterTemplate.objects.filter(call=call))
    for row in rows:
        row.pk, row.call = None, to
    LetterTemplate.objects.bulk_create(rows)


def _moved(call: Call, name: str, *, opens_on: date | None) -> datetime | None:
    moment: datetime | None = getattr(call, name)
    if moment is None or call.opens_at is None or opens_on is None:
        return None
    days = opens_on - call.opens_at.astimezone(call.zone).date()
    # Added to the wall clock of the zone: an hour stays the same hour on either side of a change of the clocks.
    wall = moment.astimezone(call.zone).replace(tzinfo=None) + timedelta(days=days.days)
    return wall.replace(tzinfo=call.zone).astimezone(UTC)


def _without_keys(value: Any) -> Any:
    """The content without keys of its rows and of what they belong to, so that saving it makes new ones."""
    if isinstance(value, list):
        return [_without_keys(item) for item in value]
    if isinstance(value, dict):
        return {name: None if name in _KEYS else _without_keys(item) for name, item in value.items()}
    return value
