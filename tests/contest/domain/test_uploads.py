"""Files on their way to an application."""

import hashlib
import uuid
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.domain.answers import Change, save_answers
from contest.domain.uploads import (
    MOST_PIECE,
    append_chunk,
    begin_upload,
    finish_upload,
    receive_plain_upload,
)
from contest.enums import EntryKind, FileKind
from contest.errors import ApplyingRefused, UploadOutOfStep, UploadRefused
from contest.models import ApplicationFile, FileUpload
from stories.files.pictures import has_metadata
from stories.files.uploads import MEBIBYTE
from tests.contest.factories import make_application
from tests.contest.file_samples import begin, photo, send
from tests.stories.files.document_samples import docx, pdf, xlsx

pytestmark = pytest.mark.django_db

PDF = pdf(pages=3)
ITEM = "photos/0123456789abcdef"


@pytest.fixture
def stored(settings, tmp_path):
    """Lists what the storage holds, by size."""
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda: sorted(path.stat().st_size for path in Path(tmp_path).rglob("*") if path.is_file())


@pytest.fixture
def application(db):
    return make_application(answers={"title": "Назва"})


@pytest.fixture
def now():
    return timezone.now()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(0, len(PDF)), max_size=6), overlap=st.integers(0, 40), repeated=st.booleans()
)
def test_file_arrives_whole_however_it_is_cut(application, now, cuts, overlap, repeated):
    upload = begin(application, PDF)
    places = sorted({0, *cuts, len(PDF)})
    for start, end in pairwise(places):
        for _turn in range(1 + repeated):
            offset = max(0, start - overlap)
            append_chunk(upload, offset=offset, data=PDF[offset:end], at=now)
    file = finish_upload(upload, by=application.members.get(), at=now)
    assert (file.file.read(), file.sha256) == (PDF, hashlib.sha256(PDF).hexdigest())
    file.delete()


def test_upload_goes_on_after_a_break(application, now):
    key = uuid.uuid4()
    upload = begin(application, PDF, key=key)
    append_chunk(upload, offset=0, data=PDF[:100], at=now)
    again = begin(application, PDF, key=key)
    assert (again.pk, again.received) == (upload.pk, 100)
    with pytest.raises(UploadOutOfStep) as refused:
        append_chunk(again, offset=200, data=PDF[200:], at=now)
    assert refused.value.received == 100
    with pytest.raises(UploadOutOfStep):
        finish_upload(again, by=application.members.get(), at=now)
    append_chunk(again, offset=100, data=PDF[100:], at=now)
    assert finish_upload(again, by=application.members.get(), at=now).size == len(PDF)


def test_piece_that_a_stopped_server_left_behind_does_no_harm(application, now):
    upload = begin(application, PDF)
    append_chunk(upload, offset=0, data=PDF[:150], at=now)
    # The piece is in the storage, but the server stopped before it had written that down.
    FileUpload.objects.update(received=0)
    append_chunk(upload, offset=0, data=PDF[:80], at=now)
    append_chunk(upload, offset=80, data=PDF[80:], at=now)
    assert finish_upload(upload, by=application.members.get(), at=now).file.read() == PDF


def test_finishing_twice_makes_one_file(application, stored, now, django_capture_on_commit_callbacks):
    upload = begin(application, PDF)
    append_chunk(upload, offset=0, data=PDF, at=now)
    by = application.members.get()
    with django_capture_on_commit_callbacks(execute=True):
        files = {finish_upload(upload, by=by, at=now).pk for _turn in range(2)}
    assert (len(files), ApplicationFile.objects.count(), stored()) == (1, 1, [len(PDF)])
    assert application.history.filter(kind=EntryKind.FILES).count() == 1


def test_place_leaves_a_photo(application):
    content = photo()
    assert has_metadata(content) != []
    file = send(application, content, kind=FileKind.PHOTO, name="IMG_1.JPG")
    kept = file.file.read()
    assert has_metadata(kept) == []
    assert (file.name, file.content_type, file.width, file.height, file.size, file.sha256) == (
        "IMG_1.jpg", "image/jpeg", 64, 48, len(kept), hashlib.sha256(kept).hexdigest(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "shown", "content_type"),
    [
        (PDF, "Звіт.pdf", "Звіт.pdf", "application/pdf"),
        (docx(), "Лист.DOC", "Лист.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (xlsx(), "../../etc/passwd", "passwd.xlsx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (PDF, "a\r\nSet-Cookie: b\x00.php", "aSet-Cookie b.pdf", "application/pdf"),
        (PDF, "exe.\u202efdp.pdf", "exe.fdp.pdf", "application/pdf"),
        (PDF, '<img src=x onerror="alert(1)">.pdf', "img src=x onerror=alert(1).pdf", "application/pdf"),
        (PDF, "\u0000\u200b", "file.pdf", "application/pdf"),
        (PDF, "я" * 400, "я" * 196 + ".pdf", "application/pdf"),
    ],
)  # fmt: skip
def test_hostile_name_is_only_a_name(application, content, name, shown, content_type):
    file = send(application, content, name=name)
    assert (file.name, file.content_type) == (shown, content_type)
    folder, place = file.file.name.rsplit("/", 1)
    assert (folder, len(place), set(place) <= set("0123456789abcdef")) == ("private/applications", 32, True)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (FileKind.DOCUMENT, b"MZ\x90\0" + bytes(60)),
        (FileKind.DOCUMENT, photo()),
        (FileKind.DOCUMENT, docx({"word/vbaProject.bin": "macro"})),
        (FileKind.PHOTO, b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        (FileKind.PHOTO, photo()[:200]),
        (FileKind.PHOTO, PDF),
    ],
)
def test_refused_file_leaves_nothing_behind(
    application, stored, kind, content, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(UploadRefused) as refused:
        send(application, content, kind=kind)
    assert (ApplicationFile.objects.count(), FileUpload.objects.count(), stored()) == (0, 0, [])
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize(
    ("kind", "size", "taken"),
    [
        (FileKind.PHOTO, 15 * MEBIBYTE, True), (FileKind.PHOTO, 15 * MEBIBYTE + 1, False), (FileKind.PHOTO, 0, False),
        (FileKind.DOCUMENT, 20 * MEBIBYTE, True), (FileKind.DOCUMENT, 20 * MEBIBYTE + 1, False),
    ],
)  # fmt: skip
def test_size_is_bounded_before_anything_is_sent(application, now, kind, size, taken):
    try:
        begin_upload(application, key=uuid.uuid4(), kind=kind, name="a", size=size, at=now)
    except UploadRefused:
        assert not taken
    assert FileUpload.objects.count() == int(taken)


def test_more_than_was_announced_is_refused(application, now):
    upload = begin(application, PDF)
    for offset, data in ((0, PDF + b"x"), (len(PDF), b"x"), (0, bytes(MOST_PIECE + 1))):
        with pytest.raises(UploadRefused):
            append_chunk(upload, offset=offset, data=data, at=now)
    assert FileUpload.objects.get().received == 0


def test_sixth_unfinished_upload_waits_until_one_is_silent(application, now):
    first = begin(application, PDF, at=now)
    for _turn in range(4):
        begin(application, PDF, at=now)
    with pytest.raises(UploadRefused):
        begin(application, PDF, at=now)
    begin(application, PDF, at=now + timedelta(minutes=11))
    assert (application.uploads.count(), application.uploads.filter(pk=first.pk).exists()) == (5, False)


def test_files_are_bounded_in_number_and_together(application, now):
    row = {"application": application, "kind": "document", "name": "a", "content_type": "a", "sha256": "a"}
    ApplicationFile.objects.bulk_create(
        ApplicationFile(**row, file=f"private/{number}", size=1, added_at=now) for number in range(30)
    )
    with pytest.raises(UploadRefused):
        begin(application, PDF)
    # What nothing names after an hour doesn't stand in anybody's way.
    ApplicationFile.objects.update(added_at=now - timedelta(hours=2))
    begin(application, PDF)
    ApplicationFile.objects.all().delete()
    ApplicationFile.objects.create(**row, file="private/0", size=120 * MEBIBYTE, added_at=now)
    with pytest.raises(UploadRefused):
        begin(application, PDF)


def test_no_file_is_taken_after_the_deadline(application):
    late = application.call.closes_at + timedelta(days=1)
    upload = begin(application, PDF)
    append_chunk(upload, offset=0, data=PDF, at=late)
    with pytest.raises(ApplyingRefused):
        finish_upload(upload, by=application.members.get(), at=late)
    with pytest.raises(ApplyingRefused):
        begin(application, PDF, at=late)
    assert ApplicationFile.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        (f"{ITEM}/file", photo(), "photo"),
        ("documents/0123456789abcdef/file", PDF, "document"),
        ("question/letter", PDF, "document"),
        ("question/letter", photo(), "photo"),
    ],
)
def test_file_comes_with_a_form_too(application, now, path, content, kind):
    uploaded = SimpleUploadedFile("Фото.bin", content)
    by = application.members.get()
    file = receive_plain_upload(application, path=path, uploaded=uploaded, by=by, at=now)
    left = has_metadata(file.file.read()) if kind == "photo" else []
    assert (file.kind, file.added_by, left) == (kind, by, [])


@pytest.mark.parametrize("path", ["title", f"{ITEM}/credit", "nothing", ITEM, "eligible/1"])
def test_field_without_a_file_takes_none(application, now, path):
    with pytest.raises(ApplyingRefused):
        receive_plain_upload(
            application,
            path=path,
            uploaded=SimpleUploadedFile("a.pdf", PDF),
            by=application.members.get(),
            at=now,
        )


def test_deleting_an_application_deletes_its_files(
    application, stored, now, django_capture_on_commit_callbacks
):
    file = send(application, PDF)
    append_chunk(begin(application, PDF), offset=0, data=PDF, at=now)
    named = Change("documents/0123456789abcdef/file", str(file.public_id))
    save_answers(application, [named], by=None, at=now)
    with django_capture_on_commit_callbacks(execute=True):
        application.delete()
    assert stored() == []
