"""Files of applications for tests of the judging."""

from django.core.files.base import ContentFile
from django.utils import timezone

from contest.models import ApplicationFile

CONTENT = b"the file itself"


def make_file(
    application, *, kind="document", name="Шишаки.pdf", content_type="application/pdf", content=CONTENT
):
    """A file as it is kept after it came."""
    return ApplicationFile.objects.create(
        application=application, kind=kind, name=name, content_type=content_type, size=len(content), sha256="0" * 64,
        file=ContentFile(content, "x"), added_at=timezone.now(),
    )  # fmt: skip


def photo_answers(file, item="aaaaaaaa"):
    """The answers that name a photo."""
    fields = {
        "": "0",
        "/file": str(file.public_id),
        "/alt_uk": "Зала",
        "/credit": "О. Приклад",
        "/consent": "people",
    }
    return {f"photos/{item}{name}": value for name, value in fields.items()}


def document_answers(file, item="bbbbbbbb"):
    """The answers that name a document."""
    fields = {"": "0", "/file": str(file.public_id), "/title": "Рішення сесії"}
    return {f"documents/{item}{name}": value for name, value in fields.items()}
