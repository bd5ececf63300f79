"""The ZIP of applications: what it holds, and that no name leads out of it."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from contest.domain.archive import safe_name, zip_pieces
from contest.models import Application, ApplicationFile, Call
from tests.contest.factories import complete_answers, make_application, make_call, make_submitted

HOSTILE = "../../etc/passwd\\<b>.pdf"


@pytest.fixture
def application(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call = make_call()
    draft = make_application(call)
    file = ApplicationFile.objects.create(
        application=draft, kind="document", name=HOSTILE, content_type="application/pdf", size=4, sha256="0" * 64,
        file=ContentFile(b"%PDF", "x"), added_at=timezone.now(),
    )  # fmt: skip
    path = "documents/aaaaaaaa"
    answers = {path: "0", f"{path}/file": str(file.public_id), f"{path}/title": "План"}
    return make_submitted(call, answers=complete_answers(call)), draft, answers


def archive():
    pieces = zip_pieces(Application.objects.all(), calls=Call.objects.with_edition())
    return ZipFile(BytesIO(b"".join(pieces)))


def test_archive_holds_texts_versions_and_the_files_that_are_named(application):
    submitted, draft, answers = application
    for path, value in answers.items():
        draft.answers.create(path=path, value=value, saved_at=timezone.now())
    with archive() as found:
        assert sorted(found.namelist()) == sorted(
            [
                f"{submitted.reference}/application.txt", f"{submitted.reference}/application.pdf",
                f"{submitted.reference}/version.json", f"draft-{draft.public_id}/application.txt",
                f"draft-{draft.public_id}/application.pdf", f"draft-{draft.public_id}/01-etc_passwd_b_.pdf",
            ]
        )  # fmt: skip
        assert found.read(f"draft-{draft.public_id}/01-etc_passwd_b_.pdf") == b"%PDF"
        version = json.loads(found.read(f"{submitted.reference}/version.json"))
        assert (found.testzip(), version["reference"]) == (None, submitted.reference)


def test_lost_file_keeps_no_other_back(application):
    _submitted, draft, answers = application
    for path, value in answers.items():
        draft.answers.create(path=path, value=value, saved_at=timezone.now())
    draft.files.get().file.delete(save=False)
    with archive() as found:
        note = f"draft-{draft.public_id}/01-etc_passwd_b_.pdf.txt"
        assert found.read(note).decode() == "файлу немає"
        assert len(found.namelist()) == 6


def test_file_that_no_answer_names_is_left_out(application):
    with archive() as found:
        assert [name for name in found.namelist() if "passwd" in name] == []


@pytest.mark.parametrize("name", ["", "..", "/", "\\", "a/../b", "CON:", ".htaccess", "я" * 300])
def test_no_name_leads_out(name):
    made = safe_name(name)
    assert (made != "", made.startswith("."), set(made) & set("/\\:\x00"), len(made) <= 80) == (
        True,
        False,
        set(),
        True,
    )
