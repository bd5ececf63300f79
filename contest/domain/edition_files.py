"""Files of an edition to take away: asked for, made in the background with their progress, offered while they are true.

Each file notes of which revision of which story it was made, and which photos. One that holds a story as it is no longer
published, or a photo whose people took their consent back, is offered to nobody from that moment on, and a new one is
asked for. If the process that makes a file is killed, the row stays at its last progress; after a while a worker may begin
it anew, and whoever still works on it finds that it isn't theirs and stops.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from contest.domain.booklet import make_booklet
from contest.domain.edition_file_faults import Fault
from contest.domain.edition_makers import Made, Maker
from contest.domain.epub import make_epub
from contest.domain.offline_archive import make_archive
from contest.domain.press_kit import make_press_kit
from contest.domain.publication import results_are_out
from contest.domain.told_progress import SILENT, UNTOUCHED, Gone, ToldProgress
from contest.enums import EditionFileKind, ExportState, Paper, PrintPurpose
from contest.errors import EditionFileRefused
from contest.models import Call, EditionFile
from contest.typesetting.documents import DocumentTooLong
from stories.enums import Consent, Language
from stories.models import Edition, StoryImage, StoryPage
from stories.querysets.pages import published_stories

MAKERS: dict[str, Maker] = {
    EditionFileKind.BOOKLET: make_booklet,
    EditionFileKind.EPUB: make_epub,
    EditionFileKind.ARCHIVE: make_archive,
    EditionFileKind.PRESS: make_press_kit,
}
_EXTENSIONS: dict[str, str] = {
    EditionFileKind.BOOKLET: "pdf", EditionFileKind.EPUB: "epub", EditionFileKind.ARCHIVE: "html", EditionFileKind.PRESS: "zip",
}  # fmt: skip


def ask_edition_file(
    edition: Edition, kind: EditionFileKind, *, language: str, paper: str = "", purpose: str = "",
    is_public: bool = False, by: User | None, at: datetime,
) -> EditionFile:  # fmt: skip
    """Put down that a file is wanted, and have it made once that is certain.

    One that waits already is returned instead: it will hold whatever is published when it is begun. A file of an edition
    whose results aren't out is for the office only, whatever was asked. Raises EditionFileRefused for what nobody can make.
    """
    paper, purpose = _printed_as(kind, paper, purpose)
    if kind not in MAKERS or language not in Language.values:
        raise EditionFileRefused(_("No such file can be made."))
    is_public = is_public and results_are_out_of(edition)
    same = {
        "kind": kind, "language": language, "paper": paper, "purpose": purpose, "is_public": is_public,
    }  # fmt: skip
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        waiting = EditionFile.objects.of_edition(edition).filter(state=ExportState.WAITING, **same)
        if (file := waiting.filter(asked_at__gt=at - UNTOUCHED).first()) is not None:
            return file
        file = EditionFile.objects.create(edition=edition, asked_by=by, asked_at=at, changed_at=at, **same)
        transaction.on_commit(partial(make_edition_file.enqueue, str(file.public_id)), robust=True)
    return file


def ask_public_files(edition: Edition, *, by: User | None, at: datetime) -> list[EditionFile]:
    """Ask for all that the public is offered: a booklet for the screen and the rest, in each language that has stories."""
    return [
        ask_edition_file(edition, EditionFileKind(kind), language=language, is_public=True, by=by, at=at)
        for language in Language.values
        if honoured_count(edition, language=language)
        for kind in MAKERS
    ]


def ask_file_again(file: EditionFile, *, by: User, at: datetime) -> EditionFile:
    """Ask anew, in its place, for a file that failed or got stuck. Raises EditionFileRefused for any other."""
    if file.state != ExportState.FAILED and not is_stuck(file, at=at):
        raise EditionFileRefused(_("The file is on its way or ready; there is nothing to repeat."))
    with transaction.atomic():
        file.delete()
        return ask_edition_file(
            file.edition, EditionFileKind(file.kind), language=file.language, paper=file.paper,
            purpose=file.purpose, is_public=file.is_public, by=by, at=at,
        )  # fmt: skip


def is_stuck(file: EditionFile, *, at: datetime) -> bool:
    """Whether nobody is working on it, though it isn't finished."""
    if file.state == ExportState.WAITING:
        return at - file.asked_at >= UNTOUCHED
    return is_broken_off(file, at=at)


def is_broken_off(file: EditionFile, *, at: datetime) -> bool:
    """Whether somebody began to make it and fell silent."""
    return file.state == ExportState.RUNNING and at - file.changed_at >= SILENT


def honoured_count(edition: Edition, *, language: str) -> int:
    """Return how many of the edition's honoured stories are published in the language."""
    return published_stories(language).filter(edition=edition).exclude(award="").count()


def results_are_out_of(edition: Edition) -> bool:
    """Whether the edition's results are public; those of an edition without a call are history."""
    call = Call.objects.filter(edition=edition).first()
    return call is None or results_are_out(call)


def public_files(edition: Edition) -> list[EditionFile]:
    """Return what the public is offered: the newest of each sort, none that shows what may no longer be shown."""
    if not results_are_out_of(edition):
        return []
    files = list(EditionFile.objects.of_edition(edition).for_public().order_by("-finished_at", "-pk"))
    live = _live_revisions(key for file in files for key in file.stories)
    refused = _without_consent(key for file in files for key in file.photos)
    newest: dict[tuple[str, ...], EditionFile] = {}
    for file in files:
        is_true = all(live.get(key) == revision for key, revision in file.stories.items())
        if is_true and refused.isdisjoint(file.photos):
            newest.setdefault((file.kind, file.language, file.paper, file.purpose), file)
    order = {kind: place for place, kind in enumerate(EditionFileKind.values)}
    return sorted(newest.values(), key=lambda file: (order[file.kind], file.language != "uk", file.paper))


def offered_name(file: EditionFile, edition: Edition) -> str:
    """Return the name under which the file is taken away: `second-booklet-uk-a4-print.pdf`."""
    parts = [edition.slug, file.kind, file.language, file.paper]
    if file.purpose == PrintPurpose.PRINT:
        parts.append(file.purpose)
    return f"{'-'.join(part for part in parts if part)}.{_EXTENSIONS[file.kind]}"


@task()
def make_edition_file(public_id: str) -> None:
    """Make a file that was asked for: what a worker runs. One that is gone, or somebody else's, is left alone."""
    file = EditionFile.objects.select_related("edition").filter(public_id=UUID(public_id)).first()
    if file is not None:
        write_edition_file(file, clock=timezone.now)


def write_edition_file(file: EditionFile, *, clock: Callable[[], datetime]) -> None:
    """Make the file of what is published now. What another process has taken up or somebody deleted is left alone."""
    total, now = honoured_count(file.edition, language=file.language), clock()
    silent = Q(state=ExportState.RUNNING, changed_at__lte=now - SILENT)
    free = EditionFile.objects.filter(Q(state=ExportState.WAITING) | silent, pk=file.pk)
    if not free.update(state=ExportState.RUNNING, total=total, done=0, changed_at=now):
        return
    if not total:
        _fail(file, Fault.NO_STORIES, at=clock())
        return
    try:
        with translation.override(file.language):
            running = EditionFile.objects.filter(pk=file.pk, state=ExportState.RUNNING)
            made = MAKERS[file.kind](file, ToldProgress(running, total, clock=clock).step)
        _finish(file, made, at=clock())
    except Gone:
        return
    except DocumentTooLong:
        _fail(file, Fault.TOO_LONG, at=clock())
    except BaseException:
        # A worker that is stopped ends here too; it must not leave a file that seems to go on.
        _fail(file, Fault.NOT_MADE, at=clock())
        raise


def forget_edition_file(instance: EditionFile, **_kwargs: Any) -> None:
    """Remove the file whose row is gone, however it went (a receiver of `post_delete`)."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def renew_after_change(instance: StoryPage, **_kwargs: Any) -> None:
    """Stop offering what shows a story that was published anew or taken down (receives `page_published`, `page_unpublished`).

    New files are asked for in place of those, and of those that are being made at this moment.
    """
    if not instance.edition_id:
        return
    states = (ExportState.READY, ExportState.RUNNING)
    files = EditionFile.objects.filter(edition=instance.edition_id, is_public=True, state__in=states)
    affected = [
        file
        for file in files.select_related("edition")
        if file.state == ExportState.RUNNING or _holds(file, instance)
    ]
    if not affected:
        return
    live = _live_revisions([instance.pk]).get(str(instance.pk))
    outdated = [file for file in affected if file.stories.get(str(instance.pk), live) != live]
    _renew(outdated, running=[file for file in affected if file.state == ExportState.RUNNING])


def renew_without_photo(instance: StoryImage, *, created: bool = False, **_kwargs: Any) -> None:
    """Stop offering what holds a photo whose people took their consent back (a receiver of `post_save`)."""
    if created or instance.consent != Consent.MISSING:
        return
    editions = StoryPage.objects.live().filter(photos__image=instance.pk).values("edition")
    files = EditionFile.objects.filter(edition__in=editions, is_public=True).select_related("edition")
    _renew(
        [file for file in files.filter(state=ExportState.READY) if instance.pk in file.photos],
        running=files.filter(state=ExportState.RUNNING),
    )


def _renew(outdated: Iterable[EditionFile], *, running: Iterable[EditionFile]) -> None:
    """Offer what is outdated to nobody; ask for new files in place of those and of what is being made at this moment."""
    old = list(outdated)
    EditionFile.objects.filter(pk__in=[file.pk for file in old]).update(is_public=False)
    for file in [*old, *running]:
        ask_edition_file(
            file.edition, EditionFileKind(file.kind), language=file.language, paper=file.paper,
            purpose=file.purpose, is_public=True, by=None, at=timezone.now(),
        )  # fmt: skip


def _holds(file: EditionFile, story: StoryPage) -> bool:
    return str(story.pk) in file.stories


def _printed_as(kind: EditionFileKind, paper: str, purpose: str) -> tuple[str, str]:
    """Only a booklet has a paper."""
    if kind != EditionFileKind.BOOKLET:
        return "", ""
    return Paper(paper or Paper.A4), PrintPurpose(purpose or PrintPurpose.SCREEN)


def _live_revisions(keys: Iterable[str | int]) -> dict[str, int | None]:
    """Which revision of each of these pages is published; a page that isn't is left out."""
    pages = StoryPage.objects.published().filter(pk__in={int(key) for key in keys})
    return {str(key): revision for key, revision in pages.values_list("pk", "live_revision")}


def _without_consent(keys: Iterable[int]) -> set[int]:
    """Which of these photos may not be shown any more."""
    photos = StoryImage.objects.filter(pk__in=set(keys), consent=Consent.MISSING)
    return set(photos.values_list("pk", flat=True))


def _fail(file: EditionFile, fault: Fault, *, at: datetime) -> None:
    unfinished = EditionFile.objects.filter(pk=file.pk).unfinished()
    unfinished.update(state=ExportState.FAILED, fault=fault.value, changed_at=at, finished_at=at)


def _finish(file: EditionFile, made: Made, *, at: datetime) -> None:
    file.file.save("", ContentFile(made.content), save=False)
    name = str(file.file.name)
    running = EditionFile.objects.filter(pk=file.pk, state=ExportState.RUNNING)
    kept = running.update(
        state=ExportState.READY, file=name, size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(), total=len(made.stories), done=len(made.stories),
        stories={str(key): revision for key, revision in made.stories.items()}, photos=sorted(made.photos), fault="",
        changed_at=at, finished_at=at,
    )  # fmt: skip
    if not kept:
        default_storage.delete(name)
        raise Gone
