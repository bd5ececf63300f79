"""Documents to download. Their files are handed out by a view that asks who may read them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.models import DraftStateMixin, ReferenceIndex

from stories.errors import FileInUse
from stories.files.uploads import unguessable_path


def document_path(instance: "StoryDocument", filename: str) -> str:
    return instance.get_upload_to(filename)


class StoryDocument(AbstractDocument):
    """A document to download; its content is checked when it is uploaded."""

    file = models.FileField(_("file"), upload_to=document_path)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        # While the form for many documents asks for a title, the checked file still waits elsewhere.
        if self.file:
            super().clean()

    def get_upload_to(self, filename: str) -> str:
        return unguessable_path("documents", filename)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the document. Raises FileInUse for a new file behind a document that is offered to the public."""
        if self.file and not self.file._committed:
            self.require_replaceable()
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def require_replaceable(self) -> None:
        """Raise FileInUse where a published story offers the document."""
        if self.is_public():
            raise FileInUse(
                _(
                    "A published story offers this document. Upload the new file as a new document and choose it in "
                    "the story: then it goes through a safety review."
                )
            )

    def offered_by(self) -> list[models.Model]:
        """What is published and offers the document now: stories, other pages, calls of the contest."""
        if self.pk is None:
            return []
        keys: dict[int, set[str]] = {}
        for kind, key in ReferenceIndex.get_references_to(self).values_list("base_content_type", "object_id"):
            keys.setdefault(kind, set()).add(key)
        found: list[models.Model] = []
        for kind, of_kind in keys.items():
            model = ContentType.objects.get_for_id(kind).model_class()
            if model is not None and issubclass(model, DraftStateMixin):
                found += model._default_manager.filter(pk__in=of_kind, live=True)
        return found

    def is_public(self) -> bool:
        """Whether something published offers the document now."""
        return bool(self.offered_by())
