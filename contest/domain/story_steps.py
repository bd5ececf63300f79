"""The steps of a story on its way to publication: which are done, and what the others lack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contest.domain.approvals import SILENCE, comment_of
from contest.domain.moments import moment_of
from contest.domain.phases import left_until
from contest.domain.story_drafts import Drafts, LanguageDraft, has_consent
from contest.domain.story_of_application import award_of
from contest.domain.winners import AWARDED
from contest.enums import ApplicationStatus, ApprovalAnswer
from contest.models import Application, StoryApproval
from stories.enums import Language

# Of an application that got no award the story may be published too, if its people agreed.
PUBLISHED_STATUSES = (*AWARDED, ApplicationStatus.NOT_AWARDED)


class StoryStep(Enum):
    """What is done for a story before it can be published, in the order in which it is done."""

    DRAFT = "draft"
    EDITED = "edited"
    TRANSLATED = "translated"
    PHOTOS = "photos"
    REVIEWED = "reviewed"
    APPROVED = "approved"


STEP_LABELS = {
    StoryStep.DRAFT: pgettext_lazy("step of a story", "Draft"),
    StoryStep.EDITED: pgettext_lazy("step of a story", "Text"),
    StoryStep.TRANSLATED: pgettext_lazy("step of a story", "Translation"),
    StoryStep.PHOTOS: pgettext_lazy("step of a story", "Photos"),
    StoryStep.REVIEWED: pgettext_lazy("step of a story", "Safety review"),
    StoryStep.APPROVED: pgettext_lazy("step of a story", "Applicant’s approval"),
}


@dataclass(frozen=True)
class Done:
    """One step of one story. `missing` holds a sentence for everything that it lacks, `note` what is worth knowing.

    A step that comes after one that was not even begun waits, and there is nothing more to say of it.
    """

    step: StoryStep
    missing: tuple[str, ...] = ()
    note: str = ""
    waits: bool = False

    @property
    def label(self) -> str:
        return str(STEP_LABELS[self.step])

    @property
    def is_done(self) -> bool:
        return not self.missing and not self.waits


def steps_of(
    application: Application, own: Mapping[str, LanguageDraft], drafts: Drafts, *, request: StoryApproval | None,
    told_at: datetime | None, at: datetime,
) -> tuple[Done, ...]:  # fmt: skip
    """Return the steps in their order. `own` are the story's drafts by language; `told_at` is when the request's letter left.

    Of a story that is or was public only its award is still looked at: the rest is a matter of the catalogue.
    """
    original = own.get(application.language)
    first = _draft(application, own, at=at)
    if original is None or any(draft.was_public for draft in own.values()):
        later = (Done(step, waits=original is None) for step in StoryStep if step != StoryStep.DRAFT)
        return (first, *later)
    return (
        first,
        _edited(application, original, drafts),
        _translated(application, original, own, drafts),
        _photos(original, drafts),
        _reviewed(own),
        _approved(application, original, request=request, told_at=told_at, at=at),
    )


def _draft(application: Application, own: Mapping[str, LanguageDraft], *, at: datetime) -> Done:
    if application.language not in own:
        return Done(StoryStep.DRAFT, (_("There is no draft yet."),))
    missing = []
    if application.status not in PUBLISHED_STATUSES:
        missing.append(_("The application takes no further part, so its story is not published."))
    if any(draft.award != award_of(application) for draft in own.values()):
        missing.append(_("The award on the page is not what the jury decided."))
    if any(draft.goes_out_by_itself(at=at) for draft in own.values() if not draft.was_public):
        missing.append(_("The page has a date of its own on which it would go live. Take it off."))
    return Done(StoryStep.DRAFT, tuple(missing))


def _edited(application: Application, original: LanguageDraft, drafts: Drafts) -> Done:
    """Whether an editor has changed the text, or saved it as it is: with every draft that is made one save comes along."""
    made = getattr(application, "drafts_made", 0)
    if drafts.is_as_generated(original) and original.saves <= made:
        return Done(
            StoryStep.EDITED,
            (_("The text is word for word that of the application. Edit it, or save it as it is."),),
        )
    return Done(StoryStep.EDITED)


def _translated(
    application: Application, original: LanguageDraft, own: Mapping[str, LanguageDraft], drafts: Drafts
) -> Done:
    missing = []
    for language in Language.values:
        name, draft = Language(language).label, own.get(language)
        if language == application.language:
            continue
        if draft is None:
            missing.append(_("There is no page in this language yet: %(language)s.") % {"language": name})
        elif draft.is_unfinished:
            missing.append(_("The translation is not finished: %(language)s.") % {"language": name})
        elif drafts.translated_from(original) not in {None, original.fingerprint}:
            missing.append(
                _("The original was changed since it was translated. Bring the changes over: %(language)s.")
                % {"language": name}
            )
    return Done(StoryStep.TRANSLATED, tuple(missing))


def _photos(original: LanguageDraft, drafts: Drafts) -> Done:
    photos, missing = drafts.photos_of(original), []
    without = {
        _("no consent"): [image for image in photos if not has_consent(image)],
        _("no description in both languages"): [
            image for image in photos if not image.alt_uk.strip() or not image.alt_en.strip()
        ],
        _("no credit"): [image for image in photos if not image.credit.strip()],
    }
    for words, images in without.items():
        if images:
            missing.append(
                _("Photos of which something is missing (%(what)s): %(count)s.")
                % {"what": words, "count": len(images)}
            )
    note = "" if photos else _("There are no photos: the ornament stands in their place.")
    return Done(StoryStep.PHOTOS, tuple(missing), note)


def _reviewed(own: Mapping[str, LanguageDraft]) -> Done:
    waiting = [
        str(Language(language).label) for language, draft in sorted(own.items()) if not draft.is_reviewed
    ]
    if not waiting:
        return Done(StoryStep.REVIEWED)
    sentence = _("The newest version has no safety review: %(languages)s.")
    return Done(StoryStep.REVIEWED, (sentence % {"languages": ", ".join(waiting)},))


def _approved(
    application: Application, original: LanguageDraft, *, request: StoryApproval | None, told_at: datetime | None,
    at: datetime,
) -> Done:  # fmt: skip
    """Whether the applicant agreed to exactly this text, or was asked long ago and says nothing."""
    step = StoryStep.APPROVED
    if request is None:
        return Done(step, (_("The applicant has not been asked yet."),))
    if request.answer == ApprovalAnswer.CHANGES:
        return Done(step, (_("The applicant asks for changes: %(words)s") % {"words": comment_of(request)},))
    if request.fingerprint != original.fingerprint:
        agreed = _("The text was changed after the applicant had agreed. Ask again.")
        asked = _("The text was changed after the applicant had been asked. Ask again.")
        return Done(step, (agreed if request.answer else asked,))
    if request.answer == ApprovalAnswer.APPROVED:
        return Done(step, note=comment_of(request))
    return _silent(application, told_at=told_at, at=at)


def _silent(application: Application, *, told_at: datetime | None, at: datetime) -> Done:
    step = StoryStep.APPROVED
    if told_at is None:
        return Done(step, (_("The letter to the applicant has not left yet."),))
    if left_until(told_at + SILENCE, at=at) is None:
        return Done(step, note=_("No answer within ten days of being asked: taken as agreement."))
    day = moment_of(told_at + SILENCE, zone=application.call.zone).day
    sentence = _("The applicant has not answered. Without an answer it counts as agreed from %(day)s.")
    return Done(step, (sentence % {"day": day},))
