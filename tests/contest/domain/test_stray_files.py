"""Files that nothing names any more."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.stray_files import PLACE, remove_file, stray_files, stray_places
from contest.errors import UploadRefused
from contest.models import ApplicationFile, FileUpload
from tests.contest.factories import make_application
from tests.contest.file_samples import begin, send
from tests.stories.files.document_samples import pdf

pytestmark = pytest.mark.django_db

PDF, ITEM = pdf(), "documents/0123456789abcdef"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def name_in(application, file, *, base=0):
    values = {f"{ITEM}": "1", f"{ITEM}/title": "Лист", f"{ITEM}/file": str(file.public_id)}
    changes = [Change(path, value, base) for path, value in values.items()]
    save_answers(application, changes, by=None, at=timezone.now())


def test_only_what_nothing_names_is_stray():
    application, later = make_application(), timezone.now() + timedelta(days=2)
    submitted, named, nobodys = (send(application, PDF) for _turn in range(3))
    name_in(application, submitted)
    submit_application(application, by=application.members.get(), at=timezone.now())
    name_in(application, named, base=1)
    assert stray_files(at=later) == [nobodys]
    assert stray_files(at=timezone.now()) == []
    for file in (submitted, named):
        with pytest.raises(UploadRefused):
            remove_file(file)
    remove_file(nobodys)
    assert set(ApplicationFile.objects.all()) == {submitted, named}


def test_file_of_a_removed_item_is_stray():
    application = make_application()
    file = send(application, PDF)
    name_in(application, file)
    save_answers(application, [Change(ITEM, "", 1)], by=None, at=timezone.now())
    assert stray_files(at=timezone.now() + timedelta(days=2)) == [file]


def test_remains_in_the_storage_are_found():
    application, later = make_application(), timezone.now() + timedelta(days=2)
    send(application, PDF)
    for name in ("lost", "folder/0000000000"):
        default_storage.save(f"{PLACE}/{name}", ContentFile(b"a"))
    assert stray_places(at=later) == [f"{PLACE}/folder/0000000000", f"{PLACE}/lost"]


def test_command_removes_only_when_it_is_told_to(capsys, django_capture_on_commit_callbacks):
    application, long_ago = make_application(), timezone.now() - timedelta(days=3)
    kept, stray = send(application, PDF), send(application, PDF)
    name_in(application, kept)
    begin(application, PDF)
    FileUpload.objects.update(changed_at=long_ago)
    ApplicationFile.objects.update(added_at=long_ago)
    call_command("remove_stray_files")
    assert (ApplicationFile.objects.count(), FileUpload.objects.count()) == (2, 3)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_stray_files", "--remove")
    assert list(ApplicationFile.objects.all()) == [kept]
    assert [default_storage.exists(file.file.name) for file in (kept, stray)] == [True, False]
    assert (
        capsys.readouterr().out.splitlines()[-1]
        == "1 files, 1 unfinished uploads, 0 remains, 0 old exports removed."
    )
