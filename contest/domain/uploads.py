"""Files on their way: in pieces that may come twice and go on after a break, or whole, with a form.

An upload belongs to one application and has a key that the device gives it, so whatever is sent again changes nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from contest.domain.file_contents import MOST_BYTES, CheckedFile, check_content, kind_by_content, shown_name
from contest.domain.form_fields import OWN_QUESTIONS, FieldKind, field_at, section_at
from contest.domain.status import record
from contest.domain.stray_files import discard_pieces, named_files
from contest.domain.writing import writable_sections
from contest.enums import EntryKind, FileKind, Section
from contest.errors import ApplyingRefused, UploadOutOfStep, UploadRefused
from contest.models import Application, ApplicationFile, FileUpload
from contest.models.files import private_place
from stories.files.document_refusals import DocumentRefused
from stories.files.picture_refusals import PictureRefused
from stories.files.uploads import MEBIBYTE, TooManyBytes, read_upload

MOST_PIECE = 256 * 1024
MOST_FILES = 30
MOST_TOGETHER = 120 * MEBIBYTE
# With all that submitted versions still hold.
MOST_KEPT = 4 * MOST_TOGETHER
MOST_UNFINISHED = 5
# An upload that has been silent for so long gives way to a new one; its device begins it again.
_SILENT = timedelta(minutes=10)
# A file that no answer names yet counts for so long: the answer is on its way.
_FRESH = timedelta(hours=1)
_FILE_SECTIONS = (Section.FILES, Section.QUESTIONS)


@transaction.atomic
def begin_upload(
    application: Application, *, key: UUID, kind: FileKind, name: str, size: int, at: datetime
) -> FileUpload:
    """Begin to take a file, or return the upload that was begun under the key.

    Raises UploadRefused if it is too large or there are too many, ApplyingRefused when no file can be added now.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    known = locked.uploads.select_related("finished").filter(key=key).first()
    if known:
        if (known.kind, known.size) != (kind, size):
            raise UploadRefused(_("This is not the file that was begun. Choose it again."))
        return known
    _require_open(locked, at=at)
    _require_size(size, kind=kind)
    _require_room(locked, size=size, at=at)
    return FileUpload.objects.create(
        application=locked, key=key, kind=kind, name=shown_name(name), size=size, part=private_place(None, ""),
        begun_at=at, changed_at=at,
    )  # fmt: skip


@transaction.atomic
def append_chunk(upload: FileUpload, *, offset: int, data: bytes, at: datetime) -> FileUpload:
    """Keep a piece of the file and return the upload as it is then. What was kept already is passed over.

    Raises UploadOutOfStep, which says where to go on, if something before the piece is missing.
    """
    locked = FileUpload.objects.select_for_update().get(pk=upload.pk)
    if len(data) > MOST_PIECE or offset + len(data) > locked.size:
        raise UploadRefused(_("More was sent than the file was said to hold. Choose it again."))
    if locked.finished_id or offset + len(data) <= locked.received:
        return locked
    if offset > locked.received:
        raise UploadOutOfStep(locked.received)
    _keep_piece(locked, data[locked.received - offset :])
    locked.received, locked.changed_at = offset + len(data), at
    locked.save(update_fields=["received", "changed_at"])
    return locked


def finish_upload(upload: FileUpload, *, by: User, at: datetime) -> ApplicationFile:
    """Make the application's file of what has arrived, or return the one that was made of it before.

    A photo is cleaned, a document checked. Raises UploadRefused if it cannot be taken, and nothing of it is left then;
    UploadOutOfStep if something is missing; ApplyingRefused when no file can be added now.
    """
    current = FileUpload.objects.select_related("finished", "application").get(pk=upload.pk)
    if current.finished:
        return current.finished
    _require_open(current.application, at=at)
    if current.received != current.size:
        raise UploadOutOfStep(current.received)
    try:
        # Outside the transaction: a large photo takes seconds, and others want to write.
        checked = check_content(b"".join(_pieces(current)), kind=FileKind(current.kind), name=current.name)
    except ValidationError as error:
        current.delete()
        _refuse(error)
    with transaction.atomic():
        locked = FileUpload.objects.select_for_update().select_related(None).get(pk=current.pk)
        if locked.finished_id is None:
            locked.finished = _store(current.application, checked, by=by, at=at)
            locked.save(update_fields=["finished"])
            storage, folder = locked.part.storage, str(locked.part.name)
            transaction.on_commit(lambda: discard_pieces(storage, folder))
    made = locked.finished
    assert made is not None  # noqa: S101 - tells the type checker what the lines above did
    return made


def receive_plain_upload(
    application: Application, *, path: str, uploaded: UploadedFile, by: User, at: datetime
) -> ApplicationFile:
    """Take a file that came whole, with a form, for the field at the path; the answer is the caller's to save.

    Raises UploadRefused and ApplyingRefused like an upload in pieces, AnswersRefused never.
    """
    section = section_at(path)
    if section not in writable_sections(application, at=at) or not is_file_path(path):
        raise ApplyingRefused(_("Files cannot be added now."))
    try:
        content = read_upload(uploaded, max_bytes=max(MOST_BYTES.values()))
    except TooManyBytes:
        _refuse(_too_large(FileKind.DOCUMENT))
    kind = kind_at(path) or kind_by_content(content)
    _require_size(len(content), kind=kind)
    _require_room(application, size=len(content), at=at)
    try:
        checked = check_content(content, kind=kind, name=uploaded.name or "")
    except ValidationError as error:
        _refuse(error)
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        _require_room(locked, size=len(content), at=at)
        return _store(locked, checked, by=by, at=at)


def is_file_path(path: str) -> bool:
    """Whether the form asks for a file there; a call's own question may."""
    field = field_at(path)
    return field.kind == FieldKind.FILE if field else path.startswith(f"{OWN_QUESTIONS}/")


def kind_at(path: str) -> FileKind | None:
    """Return what the field takes a file for; None where the file itself says so."""
    return {"photos": FileKind.PHOTO, "documents": FileKind.DOCUMENT}.get(path.partition("/")[0])


def _store(application: Application, checked: CheckedFile, *, by: User, at: datetime) -> ApplicationFile:
    file = ApplicationFile(
        application=application, kind=checked.kind, name=checked.name, content_type=checked.content_type,
        size=len(checked.content), width=checked.width, height=checked.height, sha256=checked.sha256, added_at=at,
        added_by=by,
    )  # fmt: skip
    storage, place = file.file.storage, private_place(None, "")
    file.file = place
    try:
        storage.save(place, ContentFile(checked.content))
        file.save()
    except (OSError, OperationalError):
        # A disk that is full keeps a part, or a file that no row names.
        storage.delete(place)
        raise
    data = {"file": str(file.public_id), "name": file.name, "sha256": file.sha256}
    record(application, EntryKind.FILES, by=by, at=at, data=data, for_applicant=False)
    return file


def _require_open(application: Application, *, at: datetime) -> None:
    if not set(_FILE_SECTIONS) & set(writable_sections(application, at=at)):
        raise ApplyingRefused(_("Files cannot be added now."))


def _require_size(size: int, *, kind: FileKind) -> None:
    if size < 1:
        _refuse(PictureRefused("empty") if kind == FileKind.PHOTO else DocumentRefused("empty"))
    if size > MOST_BYTES[kind]:
        _refuse(_too_large(kind))


def _require_room(application: Application, *, size: int, at: datetime) -> None:
    unfinished = application.uploads.unfinished()
    if len(unfinished) >= MOST_UNFINISHED:
        silent = application.uploads.idle_since(at - _SILENT).first()
        if silent is None:
            raise UploadRefused(_("Several files are on their way already. Wait until they have arrived."))
        silent.delete()
    named = named_files(application)
    files = list(application.files.only("public_id", "size", "added_at"))
    counted = [file.size for file in files if str(file.public_id) in named or at - file.added_at < _FRESH]
    coming = [upload.size for upload in application.uploads.unfinished()]
    if len(counted) + len(coming) >= MOST_FILES:
        raise UploadRefused(
            _("An application holds at most %(files)s files. Remove one first.") % {"files": MOST_FILES}
        )
    if (
        sum(counted) + sum(coming) + size > MOST_TOGETHER
        or sum(file.size for file in files) + size > MOST_KEPT
    ):
        raise UploadRefused(
            _(
                "The files of an application may have %(megabytes)s MB together. Make them smaller or remove one."
            )
            % {"megabytes": MOST_TOGETHER // MEBIBYTE}
        )


def _keep_piece(upload: FileUpload, data: bytes) -> None:
    storage, place = upload.part.storage, f"{upload.part.name}/{upload.received:010d}"
    # Left by a server that stopped before it had written down that the piece is there.
    storage.delete(place)
    try:
        storage.save(place, ContentFile(data))
    except OSError:
        # A disk that is full keeps a part.
        storage.delete(place)
        raise


def _pieces(upload: FileUpload) -> Iterator[bytes]:
    storage, folder = upload.part.storage, str(upload.part.name)
    for name in sorted(storage.listdir(folder)[1]):
        with storage.open(f"{folder}/{name}") as piece:
            yield piece.read()


def _too_large(kind: FileKind) -> ValidationError:
    refusal = PictureRefused if kind == FileKind.PHOTO else DocumentRefused
    return refusal("too_large_file", megabytes=MOST_BYTES[kind] // MEBIBYTE)


def _refuse(error: ValidationError) -> NoReturn:
    raise UploadRefused(" ".join(error.messages)) from error
