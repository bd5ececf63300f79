"""Pictures. None is stored with the place where it was taken, and none under a name that could be guessed."""

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.utils.file import hash_filelike

from stories.enums import LICENCE_URLS, Consent, Licence
from stories.errors import FileInUse
from stories.fields import CleanImageField
from stories.files.uploads import unguessable_path
from stories.text.naming import in_active_language

# Consent is left out: it may be taken back at any time, and the story then returns to the reviewers' desk.
SHOWN_WITH_PHOTO = ("alt_uk", "alt_en", "caption_uk", "caption_en", "credit", "licence")


def picture_path(instance: "StoryImage", filename: str) -> str:
    return instance.get_upload_to(filename)


class StoryImage(AbstractImage):
    """A photo with what a reader and a lawyer need to know of it, in both languages."""

    file = CleanImageField(
        verbose_name=_("file"), upload_to=picture_path, width_field="width", height_field="height"
    )
    alt_uk = models.CharField(
        _("what the picture shows, in Ukrainian"),
        max_length=255,
        help_text=_("Read aloud to those who don't see the picture. Name no exact place of a shelter."),
    )
    alt_en = models.CharField(_("what the picture shows, in English"), max_length=255)
    caption_uk = models.CharField(_("caption in Ukrainian"), max_length=255, blank=True)
    caption_en = models.CharField(_("caption in English"), max_length=255, blank=True)
    credit = models.CharField(_("whose picture"), max_length=160)
    licence = models.CharField(_("licence"), max_length=24, choices=Licence.choices, default=Licence.CC_BY)
    consent = models.CharField(
        _("people's consent"), max_length=12, choices=Consent.choices, default=Consent.MISSING
    )

    admin_form_fields = (
        "file", "title", "alt_uk", "alt_en", "caption_uk", "caption_en", "credit", "licence", "consent",
        "collection", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """Where a new original goes: below a folder that no web server hands out, under a name nobody can guess."""
        return unguessable_path("original_images", super().get_upload_to(filename))

    @property
    def alt(self) -> str:
        return in_active_language(uk=self.alt_uk, en=self.alt_en)

    @property
    def default_alt_text(self) -> str:
        return self.alt

    @property
    def caption(self) -> str:
        return in_active_language(uk=self.caption_uk, en=self.caption_en)

    @property
    def licence_name(self) -> str:
        return self.get_licence_display()

    @property
    def licence_url(self) -> str:
        return LICENCE_URLS.get(self.licence, "")

    def prepare_for_new_file(self, file: File) -> None:
        """Keep the fingerprint of a new file. Raises FileInUse where a published story shows the photo.

        The field calls this before it stores the file, whoever saves it.
        """
        if self.is_public():
            raise self._in_use()
        self.file_hash, self.file_size = hash_filelike(file), file.size

    def save(self, *args, **kwargs) -> None:
        """Save the photo. Raises FileInUse if what a published story shows of it would change unreviewed."""
        if self.pk and self.is_public() and self._shows_something_else():
            raise self._in_use()
        if self.file and not self.file._committed:
            # Reviews know a photo by the hash of its file: stored first, so that the row gets the new file's hash.
            self.file.save(self.file.name, self.file.file, save=False)
        if (fields := kwargs.get("update_fields")) is not None and "file" in fields:
            kwargs["update_fields"] = {*fields, "file_hash", "file_size"}
        super().save(*args, **kwargs)

    def is_public(self) -> bool:
        """Whether a published story shows the photo now."""
        return self.pk is not None and self.story_photos.filter(story__live=True).exists()

    def _shows_something_else(self) -> bool:
        if self.file and not self.file._committed:
            return True
        stored = type(self).objects.filter(pk=self.pk).values("file", *SHOWN_WITH_PHOTO).first()
        return stored is not None and any(
            str(getattr(self, name)) != str(old) for name, old in stored.items()
        )

    @staticmethod
    def _in_use() -> FileInUse:
        return FileInUse(
            _(
                "This photo stands in a published story, so what it shows and says cannot be changed here. Upload "
                "it as a new photo and choose that in the story: then it goes through a safety review."
            )
        )


class StoryRendition(AbstractRendition):
    """A size of a photo, made from the cleaned file."""

    image = models.ForeignKey(StoryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        """A new address each time: a size made anew after its story was withdrawn is not where the old one was."""
        return unguessable_path("images", super().get_upload_to(filename))
