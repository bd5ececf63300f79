"""Applications become stories of the catalogue: drafts, which nobody sees before their safety review."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.citations import citations_of
from contest.domain.status import record
from contest.domain.story_of_application import photo_rows, story_facts, story_text
from contest.enums import ApplicationStatus, EntryKind, FileKind
from contest.errors import PublishingRefused
from contest.models import Application, ApplicationFile, Call
from contest.querysets.applications import ApplicationQuerySet
from stories.domain.exchange.newcomers import Organisations
from stories.domain.publishing import Outcome, import_story_draft
from stories.enums import Licence
from stories.errors import SeedError
from stories.models import StoryImage

AWARDED = (ApplicationStatus.WINNER, ApplicationStatus.SPECIAL_AWARD)
AGREED = "publish_anyway"


@dataclass(frozen=True)
class StoryDraft:
    """What became of an application's story. EDITED, PUBLISHED and DELETED: it stays as the editors left it."""

    application: Application
    outcome: Outcome


def publish_winners(call: Call, *, by: User, at: datetime) -> list[StoryDraft]:
    """Make a draft of every winner's story, or bring it in step with the application where no editor has changed it.

    All or nothing. `by` becomes the author of the drafts, who may not review them. Raises PublishingRefused.
    """
    return publish_applications(Application.objects.of_call(call).filter(status__in=AWARDED), by=by, at=at)


def consenting_applications(call: Call) -> ApplicationQuerySet:
    """Return the call's applications that got no award and whose people agreed to publication all the same."""
    rows = Application.objects.of_call(call).filter(status=ApplicationStatus.NOT_AWARDED, anonymised_at=None)
    return rows.filter(answers__path=AGREED, answers__value="yes")


@transaction.atomic
def publish_applications(applications: Iterable[Application], *, by: User, at: datetime) -> list[StoryDraft]:
    """Make drafts of these applications' stories; one that did not win needs the applicant's consent.

    Raises PublishingRefused, with what stands in the way, and changes nothing.
    """
    keys = [row.pk for row in applications]
    rows = Application.objects.filter(pk__in=keys).select_related("call__edition").order_by("reference")
    return [_publish(row, by=by, at=at) for row in rows.with_newest_version().prefetch_related("files")]


def _publish(application: Application, *, by: User, at: datetime) -> StoryDraft:
    content: str | None = getattr(application, "newest_content", None)
    if content is None or application.anonymised_at:
        raise PublishingRefused(
            _("“%(application)s” has no submitted text that could be published.")
            % {"application": application}
        )
    values = json.loads(content)["answers"]
    if application.status not in AWARDED and values.get(AGREED) != "yes":
        raise PublishingRefused(
            _("“%(application)s” did not win, and its applicant has not agreed to publication.")
            % {"application": application}
        )
    organisations = Organisations()
    try:
        facts = story_facts(
            values, application=application, organisations=organisations, photos=_photos(application, values)
        )
        organisations.write()
        citation = citations_of([application])[application.pk][application.language]
        text = story_text(values, application=application, citation=citation)
        outcome = import_story_draft(facts, text, by=by)
    except (SeedError, ValidationError, KeyError) as error:
        raise PublishingRefused(
            _("The story of “%(application)s” cannot be made: %(reason)s")
            % {"application": application, "reason": "; ".join(getattr(error, "messages", [str(error)]))}
        ) from error
    if outcome in {Outcome.ADDED, Outcome.UPDATED}:
        record(
            application, EntryKind.STORY, by=by, at=at, data={"outcome": outcome.value}, for_applicant=False
        )
    return StoryDraft(application, outcome)


def _photos(application: Application, values: Mapping[str, Any]) -> tuple[int, ...]:
    """Return keys of the catalogue's pictures of the application's photos, made where they are not there yet."""
    files = {str(file.public_id): file for file in application.files.all() if file.kind == FileKind.PHOTO}
    found = (
        _picture(application, files[row["file"]], row) for row in photo_rows(values) if row["file"] in files
    )
    return tuple(dict.fromkeys(picture.pk for picture in found))


def _picture(application: Application, file: ApplicationFile, row: Mapping[str, str]) -> StoryImage:
    """Return the photo in the catalogue. What editors have written of it there stays."""
    # People see it in the list of pictures, so it says whose it is; it is what the photo is found by again, too.
    title = f"{application.reference} · {file.public_id.hex[:12]}"
    picture = StoryImage.objects.filter(title=title).first()
    if picture is None:
        with file.file.open() as stored:
            content = ContentFile(stored.read(), name=file.name)
        picture = StoryImage.objects.create(
            title=title, file=content, alt_uk=row.get("alt_uk", ""), alt_en=row.get("alt_en", ""),
            credit=row.get("credit", "")[:160], consent=row["consent"], licence=Licence.CC_BY,
        )  # fmt: skip
    return picture
