"""What is made of an edition to take away: its booklet, book for phones, archive and press kit."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import EditionFileKind, ExportState, Paper, PrintPurpose
from contest.querysets.publication import EditionFileQuerySet
from stories.enums import Language
from stories.models import Edition


def edition_file_place(_file: Any, _name: str) -> str:
    """Where the file is kept: under a name of chance, for nobody before the results are out."""
    return f"private/editions/{uuid.uuid4().hex}"


class EditionFile(models.Model):
    """One file made in the background. `stories` says of which revisions it was made: {key of the page: revision}, and
    `photos` which photos were at hand for it, by their keys.

    Staff see it at once; the public sees the newest READY one of its kind that is `is_public`, once the edition's results
    are out.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=8, choices=EditionFileKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    paper = models.CharField(_("paper"), max_length=2, choices=Paper.choices, blank=True, default="")
    purpose = models.CharField(_("for"), max_length=8, choices=PrintPurpose.choices, blank=True, default="")
    is_public = models.BooleanField(_("for the public"), default=False)
    state = models.CharField(
        _("state"), max_length=8, choices=ExportState.choices, default=ExportState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=edition_file_place, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    stories = models.JSONField(default=dict)
    photos = models.JSONField(default=list)
    fault = models.CharField(_("what went wrong"), max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["edition", "kind", "language"], name="edition_file_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="edition_file_has_done_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=(Q(kind=EditionFileKind.BOOKLET) & ~Q(paper="") & ~Q(purpose=""))
                | (~Q(kind=EditionFileKind.BOOKLET) & Q(paper="", purpose="")),
                name="booklet_has_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} — {self.get_kind_display()} ({self.language})"
