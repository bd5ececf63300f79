"""Exports that take longer than a request may: asked for, made in the background with their progress, kept for a week.

If the process that makes one is killed, nothing is half there: the row stays at its last progress, and after a while its page
says that it was interrupted. Then a worker may begin it anew, or the person asks again, which makes a new row; a process that
still works on the old one finds it gone and stops.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from contest.domain.archive import zip_pieces
from contest.domain.exporting import ApplicationTable, write_workbook
from contest.domain.told_progress import SILENT, UNTOUCHED, Gone, ToldProgress
from contest.enums import ExportKind, ExportState
from contest.errors import ExportRefused
from contest.models import Call, Export
from contest.querysets.applications import ApplicationQuerySet
from stories.enums import Language

# So many applications fit into a request; a PDF takes a while, so an archive holds fewer.
MOST_AT_ONCE = {ExportKind.XLSX: 200, ExportKind.ZIP: 20}
KEPT = timedelta(days=7)
MOST_UNFINISHED = 3
LOGGED = "contest.applications.export"


def fits_in_a_request(kind: str, *, count: int) -> bool:
    """Whether so many applications are exported while the person waits. A CSV always is, as it leaves row by row."""
    return kind not in ExportKind.values or count <= MOST_AT_ONCE[ExportKind(kind)]


@transaction.atomic
def ask_export(kind: ExportKind, *, query: str, language: str, by: User, at: datetime) -> Export:
    """Put down that the person wants the list of that query. Raises ExportRefused if several are on their way already."""
    User.objects.select_for_update().get(pk=by.pk)
    waiting = [row for row in Export.objects.of_person(by).unfinished() if not is_stuck(row, at=at)]
    if len(waiting) >= MOST_UNFINISHED:
        raise ExportRefused(_("Several exports are being made for you already. Wait until one is ready."))
    if len(query) > Export._meta.get_field("query").max_length:  # type: ignore[operator]
        raise ExportRefused(_("The list has too many filters to be exported. Take some of them off."))
    return Export.objects.create(
        kind=kind, query=query, language=language if language in Language.values else Language.UK,
        asked_by=by, asked_at=at, changed_at=at,
    )  # fmt: skip


@transaction.atomic
def ask_again(export: Export, *, at: datetime) -> Export:
    """Ask anew for an export that was interrupted or failed, in its place. Raises ExportRefused for any other."""
    locked = Export.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=export.pk)
    if locked.state != ExportState.FAILED and not is_stuck(locked, at=at):
        raise ExportRefused(_("The export is on its way or ready; there is nothing to repeat."))
    kind, query, language, by = ExportKind(locked.kind), locked.query, locked.language, locked.asked_by
    locked.delete()
    return ask_export(kind, query=query, language=language, by=by, at=at)


def is_interrupted(export: Export, *, at: datetime) -> bool:
    """Whether somebody began to make it and fell silent."""
    return export.state == ExportState.RUNNING and at - export.changed_at >= SILENT


def is_stuck(export: Export, *, at: datetime) -> bool:
    """Whether nobody is working on it, though it isn't finished."""
    untouched = export.state == ExportState.WAITING and at - export.asked_at >= UNTOUCHED
    return untouched or is_interrupted(export, at=at)


def write_export(export: Export, applications: ApplicationQuerySet, *, clock: Callable[[], datetime]) -> None:
    """Make the export's file of these applications. What another process has taken up or somebody deleted is left alone."""
    total, now = applications.count(), clock()
    silent = Q(state=ExportState.RUNNING, changed_at__lte=now - SILENT)
    free = Export.objects.filter(Q(state=ExportState.WAITING) | silent, pk=export.pk)
    if not free.update(state=ExportState.RUNNING, total=total, done=0, changed_at=now):
        return
    try:
        with translation.override(export.language), TemporaryFile() as file:
            running = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING)
            _fill(file, export, applications, told=ToldProgress(running, total, clock=clock).step)
            _finish(export, file, clock=clock)
    except Gone:
        return
    except BaseException:
        # A worker that is stopped ends here too; it must not leave an export that seems to go on.
        fail_export(
            export, _("Something went wrong while the export was made. Ask for it again."), at=clock()
        )
        raise


def fail_export(export: Export, fault: str, *, at: datetime) -> None:
    """Note that the export could not be made, and why, in a sentence for who asked."""
    unfinished = Export.objects.filter(pk=export.pk).unfinished()
    unfinished.update(state=ExportState.FAILED, fault=fault, changed_at=at, finished_at=at)


def log_export(applications: ApplicationQuerySet, *, kind: str, query: str, by: User) -> None:
    """Write into the history of each call that somebody took its applications away."""
    for call in calls_of(applications):
        log(call, LOGGED, user=by, data={"kind": kind, "query": query})


def calls_of(applications: ApplicationQuerySet) -> Iterable[Call]:
    """Return the calls to which the applications belong."""
    return Call.objects.with_edition().filter(pk__in=applications.order_by().values("call"))


def forget_export(instance: Export, **_kwargs: Any) -> None:
    """Remove the file of an export whose row is gone, however it went (a receiver of `post_delete`)."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def old_exports(*, at: datetime) -> list[Export]:
    """Return the exports whose week is over."""
    return list(Export.objects.older_than(at - KEPT))


def _fill(
    file: IO[bytes], export: Export, applications: ApplicationQuerySet, *, told: Callable[[], None]
) -> None:
    calls = calls_of(applications)
    if export.kind == ExportKind.ZIP:
        for piece in zip_pieces(applications, calls=calls, told=told):
            file.write(piece)
        return
    with write_workbook(ApplicationTable(applications, calls=calls, told=told)) as made:
        while piece := made.read(256 * 1024):
            file.write(piece)


def _finish(export: Export, file: IO[bytes], *, clock: Callable[[], datetime]) -> None:
    size = file.tell()
    file.seek(0)
    export.file.save("", File(file), save=False)
    name, now = str(export.file.name), clock()
    running = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING)
    total = Export.objects.filter(pk=export.pk).values_list("total", flat=True).first() or 0
    kept = running.update(
        state=ExportState.READY, file=name, size=size, done=total, changed_at=now, finished_at=now
    )
    if not kept:
        default_storage.delete(name)
        raise Gone
