"""Updates of published stories: an officer proposes, an editor decides.

Accepting writes into the drafts of the story. From there on its safety review and its publication decide when readers
see it: no word of an officer becomes public by itself. Whether a story needs an update, `staleness` says.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from stories.domain.officer_letters import send_decision
from stories.domain.officers import lock_versions, story_of, why_closed
from stories.domain.proposed_figures import NewFigure, checked_figures
from stories.domain.update_drafts import write_drafts
from stories.enums import CourseChange, UpdateState
from stories.errors import UpdateRefused
from stories.models import ProposedFigure, StoryOfficer, StoryPage, StoryUpdate
from stories.models.updates import TEXT_LENGTH
from stories.text.cells import plain

ACTION = "stories.update"


@transaction.atomic
def propose_update(
    officer: StoryOfficer,
    *,
    text: str,
    correction: str,
    course: str,
    end_month: date | None,
    figures: Sequence[NewFigure],
    language: str,
    at: datetime,
) -> StoryUpdate:
    """Keep what the officer tells until an editor decides; it takes the place of what they told before.

    The same sent twice is one. A figure that says nothing new is left out. Raises UpdateRefused where nothing is given,
    the link opens no more, or the story cannot take what is given.
    """
    locked = _lock(officer)
    story, closed = story_of(locked, language=language), why_closed(locked, at)
    if closed or story is None:
        raise UpdateRefused(closed)
    text, correction = clean_words(text), clean_words(correction)
    this_month = month_of(at)
    end_month = checked_course(story, course, end_month, this_month=this_month)
    new = checked_figures(story, figures, this_month=this_month)
    if not (text or correction or course or new):
        raise UpdateRefused(_("Nothing new is given yet. Fill in at least one of the fields."))
    proposed = StoryUpdate(
        officer=locked, language=language, text=text, correction=correction, course=course, end_month=end_month,
        sent_at=at,
    )  # fmt: skip
    earlier = locked.updates.filter(state=UpdateState.PROPOSED).first()
    if earlier is not None:
        if _content(earlier, earlier.figures.all()) == _content(proposed, new):
            return earlier
        # A row of its own, so that nobody accepts what they have not read.
        earlier.delete()
    proposed.save()
    for figure in new:
        figure.update = proposed
        figure.save()
    return proposed


@transaction.atomic
def withdraw_update(officer: StoryOfficer, *, at: datetime) -> StoryUpdate | None:
    """Take back what the officer proposed; return it, None where nothing waits for an editor any more."""
    update = _lock(officer).updates.filter(state=UpdateState.PROPOSED).first()
    if update is not None:
        update.state, update.decided_at = UpdateState.WITHDRAWN, at
        update.save(update_fields=["state", "decided_at"])
    return update


@transaction.atomic
def accept_update(
    update: StoryUpdate,
    *,
    by: User,
    texts: Mapping[str, str],
    blocks: Collection[str],
    takes_course: bool,
    answer: str,
    at: datetime,
) -> StoryUpdate:
    """Write the editor's texts, by language, and the figures with these identities into the drafts of the story.

    The officer gets a letter with the answer. Raises UpdateRefused for what is decided already or was replaced, and for
    what a draft cannot take; then nothing is written.
    """
    locked = _undecided(update)
    words = {language: clean_words(text) for language, text in texts.items()}
    figures = list(locked.figures.all())
    if unknown := set(blocks) - {figure.block for figure in figures}:
        raise UpdateRefused(_("The update gives no figure “%(block)s”.") % {"block": min(unknown)})
    taken = [figure for figure in figures if figure.block in blocks]
    changes_course = takes_course and bool(locked.course)
    versions = _versions(locked)
    if any(words.values()) or taken or changes_course:
        write_drafts(versions, locked, by=by, texts=words, figures=taken, takes_course=changes_course)
    return _decide(locked, UpdateState.ACCEPTED, versions, by=by, answer=answer, at=at)


@transaction.atomic
def decline_update(update: StoryUpdate, *, by: User, answer: str, at: datetime) -> StoryUpdate:
    """Leave the story as it is and tell the officer why. Raises UpdateRefused without a reason or if it is decided."""
    locked = _undecided(update)
    if not clean_words(answer):
        raise UpdateRefused(_("Write to the officer why the update is not taken."))
    return _decide(locked, UpdateState.DECLINED, _versions(locked), by=by, answer=answer, at=at)


def clean_words(text: str) -> str:
    """Return the text as it is kept. Raises UpdateRefused for one that is too long."""
    words = plain(text).strip()
    if len(words) > TEXT_LENGTH:
        raise UpdateRefused(
            _("A text has %(count)s characters; at most %(most)s can be taken.")
            % {"count": len(words), "most": TEXT_LENGTH}
        )
    return words


def checked_course(story: StoryPage, course: str, end_month: date | None, *, this_month: date) -> date | None:
    """Return the last month of the work, None unless it has ended. Raises UpdateRefused for what cannot be."""
    if course and course not in CourseChange.values:
        raise UpdateRefused(_("Say whether the work goes on."))
    if course != CourseChange.ENDED:
        if end_month is not None:
            raise UpdateRefused(_("A last month is given, but not that the work has ended."))
        return None
    if end_month is None:
        raise UpdateRefused(_("Give the last month of the work."))
    month = end_month.replace(day=1)
    if month > this_month:
        raise UpdateRefused(_("The last month is in the future. Tell us when the work has ended."))
    if month < story.start_month:
        raise UpdateRefused(_("The last month is before the work began."))
    return month


def month_of(at: datetime) -> date:
    """Return the month of the instant in the site's zone."""
    return timezone.localtime(at, timezone.get_default_timezone()).date().replace(day=1)


def _decide(
    update: StoryUpdate,
    state: UpdateState,
    versions: Sequence[StoryPage],
    *,
    by: User,
    answer: str,
    at: datetime,
) -> StoryUpdate:
    update.state, update.answer = state, clean_words(answer)
    update.decided_at, update.decided_by, update.decided_by_name = at, by, str(by)
    update.save(update_fields=["state", "answer", "decided_at", "decided_by", "decided_by_name"])
    for version in versions:
        log(instance=version, action=ACTION, user=by, data={"update": update.pk, "state": str(state)})
    send_decision(update, story=_told(versions, update.officer.language))
    return update


def _undecided(update: StoryUpdate) -> StoryUpdate:
    """The update, with its officer locked: every change of an officer's updates waits for the one before."""
    _lock(update.officer)
    found = StoryUpdate.objects.select_related("officer").filter(pk=update.pk).first()
    if found is None:
        raise UpdateRefused(_("The officer has sent this update anew. Read the new one, please."))
    if found.state == UpdateState.WITHDRAWN:
        raise UpdateRefused(_("The officer has taken this update back."))
    if found.state != UpdateState.PROPOSED:
        raise UpdateRefused(
            _("%(name)s has decided on this update already.") % {"name": found.decided_by_name}
        )
    return found


def _versions(update: StoryUpdate) -> list[StoryPage]:
    versions = lock_versions(update.officer.story_key)
    if not versions:
        raise UpdateRefused(_("The story of this update is deleted."))
    return versions


def _told(versions: Sequence[StoryPage], language: str) -> StoryPage:
    return next((version for version in versions if version.locale.language_code == language), versions[0])


def _content(update: StoryUpdate, figures: Collection[ProposedFigure]) -> tuple[object, ...]:
    given = {(row.block, row.value, row.qualifier, row.as_of) for row in figures}
    return update.text, update.correction, update.course, update.end_month, update.language, given


def _lock(officer: StoryOfficer) -> StoryOfficer:
    locked = StoryOfficer.objects.select_for_update(of=("self",)).filter(pk=officer.pk).first()
    if locked is None:
        raise UpdateRefused(_("There is no such link."))
    return locked
