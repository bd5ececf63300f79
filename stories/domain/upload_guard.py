"""Doors through which Wagtail itself would store or publish what this site must not.

Connected in StoriesConfig.ready().
"""

from typing import Any

from django.core.files.base import File
from wagtail.models import Page, UploadedFile

from stories.fields import cleaned
from stories.models import StoryImage, StoryPage


def clean_half_finished_upload(sender: type[UploadedFile], instance: UploadedFile, **_kwargs: Any) -> None:
    """Take the metadata out of a picture that waits, outside the library, for its alt text.

    The form for many pictures at once keeps a file whose other fields are not filled in yet.
    """
    content_type = instance.for_content_type
    is_new = instance.file and not instance.file._committed  # noqa: SLF001 - Django has no public name
    if is_new and content_type and content_type.model_class() is StoryImage:
        upload: File = instance.file.file
        upload.seek(0)
        clean = cleaned(upload, name=instance.file.name)
        instance.file.save(clean.name or instance.file.name, clean, save=False)


def refuse_unreviewed_page(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    """Hold the gate for code that saves a story through its base class, where StoryPage.save() is not asked."""
    if instance.live and instance.pk and type(instance) is Page and instance.specific_class is StoryPage:
        StoryPage.objects.get(pk=instance.pk).require_review()
