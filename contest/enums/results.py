"""The vocabularies of results, and of what is made of an edition."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PublicationState(models.TextChoices):
    """Where the results of a call are on their way to the public."""

    PREPARING = "preparing", pgettext_lazy("results", "in preparation")
    SCHEDULED = "scheduled", pgettext_lazy("results", "will come out at the hour")
    PUBLISHED = "published", pgettext_lazy("results", "out")


class ApprovalAnswer(models.TextChoices):
    """What an applicant says to the text made of their application."""

    APPROVED = "approved", pgettext_lazy("approval", "agreed")
    CHANGES = "changes", pgettext_lazy("approval", "wants changes")


class CertificateKind(models.TextChoices):
    """For what a certificate is given."""

    WINNER = "winner", pgettext_lazy("certificate", "winner in a category")
    SPECIAL_AWARD = "special_award", pgettext_lazy("certificate", "special award")


class EditionFileKind(models.TextChoices):
    """What is made of an edition to take away."""

    BOOKLET = "booklet", pgettext_lazy("file of an edition", "booklet (PDF)")
    EPUB = "epub", pgettext_lazy("file of an edition", "book for phones (EPUB)")
    ARCHIVE = "archive", pgettext_lazy("file of an edition", "offline archive (HTML)")
    PRESS = "press", pgettext_lazy("file of an edition", "press kit (ZIP)")


class Paper(models.TextChoices):
    """The size of a booklet's pages."""

    A4 = "a4", "A4"
    A5 = "a5", "A5"


class PrintPurpose(models.TextChoices):
    """Where a booklet will be read: a printer's has bleed and crop marks."""

    SCREEN = "screen", pgettext_lazy("booklet", "for the screen")
    PRINT = "print", pgettext_lazy("booklet", "for the printer")
