"""Notes of the jury's discussion. They stay in the office: the protocol holds decisions only."""

from datetime import datetime

from django.utils.translation import gettext as _

from contest.domain.scoring_sheets import PANEL_NOTE
from contest.enums import ConflictState
from contest.errors import MotionRefused
from contest.models import Application, Assignment, Call, DiscussionNote, Juror
from contest.querysets.applications import ApplicationQuerySet
from stories.models import Category

LONGEST_NOTE = 4_000


def panel_notes(call: Call, entries: ApplicationQuerySet | None = None) -> list[tuple[str, str, str]]:
    """Return entry, juror's name and text of what was written for the panel while scoring, of these entries if it is said."""
    rows = Assignment.objects.of_call(call)
    if entries is not None:
        rows = rows.filter(application__in=entries)
    return list(rows.panel_notes(path=PANEL_NOTE))


def add_note(
    category: Category, text: str, *, by: Juror, at: datetime, application: Application | None = None
) -> DiscussionNote:
    """Add what a juror says about a category or one of its applications. Raises MotionRefused for whoever may not."""
    text = text.strip()
    if not text:
        raise MotionRefused(_("The note is empty."))
    if len(text) > LONGEST_NOTE:
        raise MotionRefused(_("A note has at most %(count)s characters.") % {"count": LONGEST_NOTE})
    on_panel = by.is_chair or by.panels.filter(pk=category.pk).exists()
    if not by.is_active or not on_panel or (application and not _may_speak(by, category, application)):
        raise MotionRefused(_("You cannot write about this."))
    return DiscussionNote.objects.create(
        call=by.call, category=category, application=application, juror=by, author_name=by.name, text=text, at=at
    )  # fmt: skip


def _may_speak(juror: Juror, category: Category, application: Application) -> bool:
    if application.call_id != juror.call_id or application.category_id != category.pk:
        return False
    conflicts = juror.conflicts.filter(application=application).exclude(state=ConflictState.LIFTED)
    return not conflicts.exists()
