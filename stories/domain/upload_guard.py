"""Doors through which Wagtail itself would store or publish what this site must not.

Connected in StoriesConfig.ready().
"""

from typing import Any

from django.core.files.base import File
from wagtail.models import Page, UploadedFile
from wagtail.users.models import UserProfile

from stories.fields import cleaned
from stories.files.documents import check_document
from stories.models import StoryDocument, StoryImage, StoryPage


def clean_half_finished_upload(instance: UploadedFile, **_kwargs: Any) -> None:
    """Treat a file that waits outside the library for its other fields as the library itself would.

    The forms for many files at once keep what is not filled in yet. Raises PictureRefused or DocumentRefused.
    """
    is_new = instance.file and not instance.file._committed
    model = instance.for_content_type.model_class() if is_new and instance.for_content_type else None
    if model not in (StoryImage, StoryDocument):
        return
    upload: File = instance.file.file
    upload.seek(0)
    if model is StoryImage:
        clean = cleaned(upload, name=instance.file.name)
        instance.file.save(clean.name or instance.file.name, clean, save=False)
    else:
        instance.file.save(check_document(upload, name=instance.file.name).name, upload, save=False)


def refuse_unreviewed_page(instance: Page, **_kwargs: Any) -> None:
    """Hold the gate for code that saves a story through its base class, where StoryPage.save() is not asked."""
    if instance.live and instance.pk and type(instance) is Page and instance.specific_class is StoryPage:
        StoryPage.objects.get(pk=instance.pk).require_review()


def clean_avatar(instance: UserProfile, **_kwargs: Any) -> None:
    """Take the metadata out of an editor's portrait, which Wagtail stores as it comes."""
    avatar = instance.avatar
    if avatar and not avatar._committed:
        avatar.file.seek(0)
        clean = cleaned(avatar.file, name=avatar.name)
        avatar.save(clean.name or avatar.name, clean, save=False)
