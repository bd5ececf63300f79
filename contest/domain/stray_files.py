"""Which files an application still needs, and how the others leave: the row, the file and its small copy together."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from contest.domain.content import answers_of
from contest.domain.file_previews import preview_place
from contest.errors import UploadRefused
from contest.models import Application, ApplicationFile, EditionFile, Export, FileUpload

# A device that lost its connection between the upload and the answer has this long to come back.
STRAY_AFTER = timedelta(days=1)
PLACE = "private/applications"
EXPORTS_PLACE = "private/exports"
EDITIONS_PLACE = "private/editions"


def named_files(application: Application) -> set[str]:
    """Return the ids of the files that the application's answers name now."""
    answers = answers_of(application).values()
    named = {value for value in answers if isinstance(value, str)}
    return {str(key) for key in application.files.values_list("public_id", flat=True)} & named


def kept_files(application: Application) -> set[str]:
    """Return the ids of the files that the answers or any submitted version name: these must stay."""
    return named_files(application) | files_of_versions(
        application.versions.values_list("content", flat=True)
    )


def files_of_versions(contents: Iterable[str]) -> set[str]:
    """Return the ids of the files that the texts of submitted versions name."""
    return {row["id"] for content in contents for row in json.loads(content)["files"]}


def remove_file(file: ApplicationFile) -> None:
    """Delete a file that nothing names. Raises UploadRefused for one that an answer or a submitted version names."""
    if str(file.public_id) in kept_files(file.application):
        raise UploadRefused(_("The file belongs to the application and cannot be deleted."))
    file.delete()


def stray_files(*, at: datetime) -> list[ApplicationFile]:
    """Return the files of all applications that nothing names and that have been here for more than a day."""
    found = []
    old = ApplicationFile.objects.added_before(at - STRAY_AFTER)
    for application in Application.objects.filter(pk__in=old.values("application")).order_by("pk"):
        kept = kept_files(application)
        rows = old.filter(application=application)
        found += [file for file in rows if str(file.public_id) not in kept]
    return found


def stray_uploads(*, at: datetime) -> list[FileUpload]:
    """Return the uploads that were given up more than a day ago."""
    return list(FileUpload.objects.idle_since(at - STRAY_AFTER))


def stray_places(*, at: datetime) -> list[str]:
    """Return what the storage holds and no row knows: remains of a server that was stopped between the two."""
    folders, names = _inside(default_storage, PLACE)
    uploads = set(FileUpload.objects.values_list("part", flat=True))
    # The row of an upload comes before its first piece, so a folder that no row knows is nobody's.
    lost = [f"{PLACE}/{name}" for name in folders]
    found = [
        f"{place}/{name}"
        for place in lost
        if place not in uploads
        for name in _inside(default_storage, place)[1]
    ]
    files = set(ApplicationFile.objects.values_list("file", flat=True))
    known, before = files | {preview_place(name) for name in files}, at - STRAY_AFTER
    known |= set(Export.objects.values_list("file", flat=True))
    known |= set(EditionFile.objects.values_list("file", flat=True))
    kept = [f"{PLACE}/{name}" for name in names]
    for folder in (EXPORTS_PLACE, EDITIONS_PLACE):
        kept += [f"{folder}/{name}" for name in _inside(default_storage, folder)[1]]
    unknown = [place for place in kept if place not in known]
    found += [place for place in unknown if default_storage.get_modified_time(place) < before]
    return sorted(found)


def remove_places(places: list[str]) -> None:
    """Delete what `stray_places` found."""
    _delete(default_storage, places)


def forget_file(instance: ApplicationFile, **_kwargs: Any) -> None:
    """Remove what the storage holds of a file whose row is gone, however it went (a receiver of `post_delete`).

    A storage that doesn't answer is logged and undoes nothing: `stray_places` finds what it still holds.
    """
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: _delete(storage, [name, preview_place(name)]), robust=True)


def forget_upload(instance: FileUpload, **_kwargs: Any) -> None:
    """Remove the pieces of an upload whose row is gone (a receiver of `post_delete`)."""
    storage, folder = instance.part.storage, instance.part.name
    if folder:
        transaction.on_commit(lambda: discard_pieces(storage, folder), robust=True)


def discard_pieces(storage: Storage, folder: str) -> None:
    """Remove the folder with the pieces of an upload."""
    _delete(storage, [f"{folder}/{name}" for name in _inside(storage, folder)[1]])
    storage.delete(folder)


def _inside(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in the folder; none where a storage of real folders has no such one."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _delete(storage: Storage, names: list[str]) -> None:
    for name in names:
        storage.delete(name)
