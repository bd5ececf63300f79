"""The fixed vocabularies of the contest."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Phase(models.TextChoices):
    """Where a call stands at one instant, in the order in which a call goes through them."""

    HIDDEN = "hidden", _("not public yet")
    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("open for applications")
    SCREENING = "screening", _("applications are being checked")
    JUDGING = "judging", _("the jury is reading")
    DELIBERATING = "deliberating", _("results are being prepared")
    RESULTS = "results", _("results are out")


class Punctuality(models.TextChoices):
    """How something that arrives stands to the deadline."""

    EARLY = "early", _("before the opening")
    IN_TIME = "in_time", _("in time")
    GRACE = "grace", _("within the grace period")
    LATE = "late", _("after the deadline")


class TimeZone(models.TextChoices):
    """Zones in which an edition may state its times."""

    KYIV = "Europe/Kyiv", _("Kyiv")
    BRUSSELS = "Europe/Brussels", _("Brussels")
    UTC = "UTC", _("UTC")


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    SHORT_TEXT = "short_text", _("short text, one line")
    LONG_TEXT = "long_text", _("long text")
    CHOICE = "choice", _("one of several options")
    CHOICES = "choices", _("any of several options")
    NUMBER = "number", pgettext_lazy("answer", "number")
    YES_NO = "yes_no", _("yes or no")
    DATE = "date", pgettext_lazy("answer", "date")
    LINK = "link", pgettext_lazy("answer", "link")
    FILE = "file", pgettext_lazy("answer", "file")


class YesNo(models.TextChoices):
    """Answers to a question of yes or no."""

    YES = "yes", pgettext_lazy("answer", "Yes")
    NO = "no", pgettext_lazy("answer", "No")


TEXT_KINDS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
OPTION_KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
# Whose answers are one of a known few, so that another question can wait for one of them.
CONDITION_KINDS = (*OPTION_KINDS, QuestionKind.YES_NO)


class ApplicationStatus(models.TextChoices):
    """Where an application stands. What may follow what is written in `domain/status.py`."""

    DRAFT = "draft", pgettext_lazy("application", "draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    RETURNED = "returned", pgettext_lazy("application", "returned for clarification")
    ELIGIBLE = "eligible", pgettext_lazy("application", "eligible")
    INELIGIBLE = "ineligible", pgettext_lazy("application", "not eligible")
    SHORTLISTED = "shortlisted", pgettext_lazy("application", "shortlisted")
    WINNER = "winner", pgettext_lazy("application", "winner")
    SPECIAL_AWARD = "special_award", pgettext_lazy("application", "special award")
    NOT_AWARDED = "not_awarded", pgettext_lazy("application", "not awarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    DISQUALIFIED = "disqualified", pgettext_lazy("application", "disqualified")


class MemberRole(models.TextChoices):
    """What a person may do with an application."""

    OWNER = "owner", pgettext_lazy("application", "owner")
    EDITOR = "editor", pgettext_lazy("application", "editor")
    READER = "reader", pgettext_lazy("application", "reader")


class Section(models.TextChoices):
    """The parts of the form, in the order in which they are asked."""

    ABOUT = "about", pgettext_lazy("section of the form", "About")
    STORY = "story", pgettext_lazy("section of the form", "The story")
    STAGES = "stages", pgettext_lazy("section of the form", "Stages")
    RESULTS = "results", pgettext_lazy("section of the form", "Results and figures")
    PARTNERS = "partners", pgettext_lazy("section of the form", "Partners")
    RESOURCES = "resources", pgettext_lazy("section of the form", "Resources")
    LESSONS = "lessons", pgettext_lazy("section of the form", "Lessons")
    FILES = "files", pgettext_lazy("section of the form", "Photos and documents")
    QUESTIONS = "questions", pgettext_lazy("section of the form", "Further questions")
    DECLARATIONS = "declarations", pgettext_lazy("section of the form", "Declarations")


class EntryKind(models.TextChoices):
    """What an entry of an application's history tells."""

    STARTED = "started", _("begun")
    STATUS = "status", _("status changed")
    SUBMITTED = "submitted", pgettext_lazy("history", "submitted")
    MEMBERS = "members", _("people changed")
    EXTENDED = "extended", _("deadline extended")
    RETURNED = "returned", _("returned for clarification")
    RELEASED = "released", _("decision made known")
    FILES = "files", _("files changed")
    ON_BEHALF = "on_behalf", _("entered by the secretariat")
    ANONYMISED = "anonymised", _("personal data removed")


class FileKind(models.TextChoices):
    """What a file of an application is taken for."""

    PHOTO = "photo", _("photo")
    DOCUMENT = "document", _("document")


class ScreeningOutcome(models.TextChoices):
    """What the secretariat decides about an application that was submitted."""

    ELIGIBLE = "eligible", pgettext_lazy("screening", "eligible")
    INELIGIBLE = "ineligible", pgettext_lazy("screening", "not eligible")
    RETURNED = "returned", pgettext_lazy("screening", "returned for clarification")
    REOPENED = "reopened", pgettext_lazy("screening", "taken up again")
