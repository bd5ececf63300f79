"""The vocabularies of applications, and of the secretariat's desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    STORY = "story", _("draft of a story made")
    ASKED = "asked", _("applicant asked to agree to the story’s text")
    AGREED = "agreed", _("the story’s text agreed to, through the private link")
    CHANGES = "changes", _("changes to the story’s text asked for, through the private link")


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


class ExportKind(models.TextChoices):
    """What an export made in the background is."""

    XLSX = "xlsx", pgettext_lazy("export", "table for Excel")
    ZIP = "zip", pgettext_lazy("export", "archive with texts, PDFs and files")


class ExportState(models.TextChoices):
    """Where an export made in the background stands."""

    WAITING = "waiting", pgettext_lazy("export", "waits for its turn")
    RUNNING = "running", pgettext_lazy("export", "is being made")
    READY = "ready", pgettext_lazy("export", "ready")
    FAILED = "failed", pgettext_lazy("export", "could not be made")
