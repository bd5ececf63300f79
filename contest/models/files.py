"""Files of an application: private, checked by content, and only ever served by a view that asks who wants them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest.enums import FileKind
from contest.models.applications import Application
from contest.querysets.files import ApplicationFileQuerySet, FileUploadQuerySet

FILE_NAME_LENGTH = 200


def private_place(_file: Any, _name: str) -> str:
    """Where the file is kept: under a name of chance, so that what people call their files never becomes a path."""
    return f"private/applications/{uuid.uuid4().hex}"


class ApplicationFile(models.Model):
    """A photo or document of an application, as it is after cleaning and checking.

    Answers name it by `public_id`. A file that no answer and no version names any more is removed later.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    file = models.FileField(upload_to=private_place, max_length=120)
    name = models.CharField(_("name"), max_length=FILE_NAME_LENGTH)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ApplicationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an application")
        verbose_name_plural = _("files of applications")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FileUpload(models.Model):
    """A file on its way, in pieces. `key` is the device's own name for it, so that a piece sent again is no second file.

    `part` is a folder: each piece is a file in it, named by the byte at which it begins, since a storage in the cloud
    cannot add to a file.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="uploads")
    key = models.UUIDField()
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    name = models.CharField(max_length=FILE_NAME_LENGTH)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    part = models.FileField(upload_to=private_place, max_length=120)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished = models.OneToOneField(
        ApplicationFile, null=True, blank=True, on_delete=models.CASCADE, related_name="upload"
    )

    objects = FileUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("file on its way")
        verbose_name_plural = _("files on their way")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], name="upload_of_an_application_is_begun_once"
            ),
            models.CheckConstraint(
                condition=Q(received__lte=F("size")), name="upload_brings_no_more_than_announced"
            ),
        ]

    def __str__(self) -> str:
        return self.name
