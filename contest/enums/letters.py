"""The vocabularies of letters."""

from django.db import models
from django.utils.translation import pgettext_lazy


class LetterKind(models.TextChoices):
    """What a letter to applicants or jurors is about. The order is the one in which the secretariat reads them."""

    RECEIPT = "receipt", pgettext_lazy("letter", "receipt of an application")
    REMINDER = "reminder", pgettext_lazy("letter", "reminder of an unfinished application")
    RETURNED = "returned", pgettext_lazy("letter", "request for clarification")
    ANSWER_DUE = "answer_due", pgettext_lazy("letter", "reminder of a request for clarification")
    EXTENDED = "extended", pgettext_lazy("letter", "more time")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "application taken back")
    ELIGIBLE = "eligible", pgettext_lazy("letter", "eligible, goes to the jury")
    INELIGIBLE = "ineligible", pgettext_lazy("letter", "not eligible")
    SHORTLISTED = "shortlisted", pgettext_lazy("letter", "shortlisted")
    WINNER = "winner", pgettext_lazy("letter", "winner")
    SPECIAL_AWARD = "special_award", pgettext_lazy("letter", "special award")
    NOT_AWARDED = "not_awarded", pgettext_lazy("letter", "not awarded")
    DISQUALIFIED = "disqualified", pgettext_lazy("letter", "disqualified")
    REINSTATED = "reinstated", pgettext_lazy("letter", "exclusion taken back")
    FREE = "free", pgettext_lazy("letter", "message of the secretariat")
    STORY_APPROVAL = "story_approval", pgettext_lazy("letter", "text of a story to agree to")
    JUROR_ASSIGNED = "juror_assigned", pgettext_lazy("letter", "applications for a juror to read")
    JUROR_REMINDER = "juror_reminder", pgettext_lazy("letter", "reminder to a juror")


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    WAITING = "waiting", pgettext_lazy("letter", "waits to be read")
    READY = "ready", pgettext_lazy("letter", "is being sent")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "could not be sent")
    CANCELLED = "cancelled", pgettext_lazy("letter", "cancelled")
