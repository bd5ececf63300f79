"""One ZIP of applications: of each a PDF and a text to read, its newest version word for word, and its files. Streamed."""

import re
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contest.domain.application_pdfs import answers_pdf, newest_stamp
from contest.domain.exporting import do_nothing, read_each
from contest.domain.reading import AnswerReader, Passage
from contest.models import Application, ApplicationFile, Call
from contest.querysets.applications import ApplicationQuerySet

_PIECE = 256 * 1024
_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w.-]+")


class Outlet(RawIOBase):
    """Takes what the archive writes until it is sent on."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._written.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        written, self._written = b"".join(self._written), []
        return written


def zip_pieces(
    applications: ApplicationQuerySet, *, calls: Iterable[Call], told: Callable[[], None] = do_nothing
) -> Iterator[bytes]:
    """Yield the archive piece by piece: neither the archive nor a file is ever in memory as a whole.

    `told` is called when an application is in it.
    """
    language = (get_language() or "uk")[:2]
    readers = {call.pk: AnswerReader(call) for call in calls}
    outlet = Outlet()
    with ZipFile(outlet, "w", allowZip64=True) as archive:
        for application, values in read_each(applications.prefetch_related("files")):
            folder = application.reference or f"draft-{application.public_id}"
            files = list(application.files.all())
            passages = readers[application.call_id].passages(values, files=files)
            archive.writestr(f"{folder}/application.txt", readable(application, passages), ZIP_DEFLATED)
            stamp = newest_stamp(application)
            paper = answers_pdf(
                application,
                values,
                reader=readers[application.call_id],
                files=files,
                stamp=stamp,
                language=language,
            )
            archive.writestr(f"{folder}/application.pdf", paper, ZIP_STORED)
            if newest := getattr(application, "newest_content", None):
                archive.writestr(f"{folder}/version.json", newest, ZIP_DEFLATED)
            yield outlet.taken()
            named = {value for value in values.values() if isinstance(value, str)}
            for number, file in enumerate((row for row in files if str(row.public_id) in named), 1):
                yield from file_pieces(archive, outlet, file, f"{folder}/{number:02d}-{safe_name(file.name)}")
            told()
    yield outlet.taken()


def readable(application: Application, passages: Iterable[Passage]) -> str:
    """Return the answers as a plain text in the active language."""
    lines = [f"{application} · {application.title}", str(application.get_status_display()), ""]
    for passage in passages:
        lines += [str(passage.section.label).upper(), ""]
        for row in passage.rows:
            lines += [f"{row.label}:", row.file.name if row.file else row.text, ""]
        for item in passage.items:
            lines += [item.label]
            lines += [f"  {row.label}: {row.file.name if row.file else row.text}" for row in item.rows]
            lines += [""]
    return "\r\n".join(lines)


def safe_name(name: str) -> str:
    """Return the name without anything that a system might take for a path, hidden or not."""
    return _UNSAFE.sub("_", name).strip("._")[-_LONGEST_NAME:] or "file"


def file_pieces(archive: ZipFile, outlet: Outlet, file: ApplicationFile, place: str) -> Iterator[bytes]:
    """Write the file into the archive, yielding what the archive gives out meanwhile."""
    entry = ZipInfo(place, date_time=file.added_at.timetuple()[:6])
    # Photos and documents are compressed already.
    entry.compress_type = ZIP_STORED
    try:
        source = file.file.open("rb")
    except FileNotFoundError:
        # One lost file must not keep all the others back.
        archive.writestr(f"{place}.txt", _("the file is missing"))
        return
    with source, archive.open(entry, "w") as target:
        while piece := source.read(_PIECE):
            target.write(piece)
            yield outlet.taken()
