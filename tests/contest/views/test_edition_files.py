"""The page of an edition's files, and the address from which they are taken."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from contest.domain.edition_files import MAKERS
from contest.domain.edition_makers import Made
from contest.enums import EditionFileKind
from contest.models import EditionFile
from tests.contest.edition_books import make_honoured
from tests.factories import make_edition


@pytest.fixture
def edition(uk, settings, tmp_path, monkeypatch):
    """An edition with an honoured story, whose booklet is made in no time."""
    settings.MEDIA_ROOT = tmp_path
    edition = make_edition(slug="second")
    story = make_honoured(uk, edition)
    made = Made(b"%PDF-", {story.pk: story.live_revision_id}, frozenset(), "application/pdf", "pdf")
    monkeypatch.setitem(MAKERS, EditionFileKind.BOOKLET, lambda _file, _told: made)
    return edition


def page_of(edition):
    return f"/cms/contest/editions/{edition.pk}/files/"


def keep(edition, **values):
    now = timezone.now()
    row = EditionFile(
        edition=edition, kind="epub", language="en", state="ready", asked_at=now, changed_at=now, finished_at=now, size=5,
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.file.save("", ContentFile(b"PK\x03\x04"), save=True)
    return row


def test_booklet_is_asked_for_and_taken_by_everybody(edition, secretary, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = secretary.post(
            page_of(edition),
            {"kind": "booklet", "language": "uk", "paper": "a5", "purpose": "print", "is_public": "on"},
        )
    (line,) = secretary.get(answer["Location"]).context["lines"]
    assert (line.file.state, line.is_offered, line.is_moving) == ("ready", True, False)
    assert line.address == f"/uk/contest/second/files/{line.file.public_id}/second-booklet-uk-a5-print.pdf"
    taken = Client().get(line.address)
    assert b"".join(taken.streaming_content) == b"%PDF-"
    assert [taken[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options")] == [
        "application/pdf", 'inline; filename="second-booklet-uk-a5-print.pdf"',
        "max-age=0, no-cache, no-store, must-revalidate, private", "nosniff",
    ]  # fmt: skip
    assert Client().get(line.address.replace("second-booklet", "x")).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        edition.stories.get().unpublish()
    assert [Client().get(line.address).status_code, secretary.get(line.address).status_code] == [404, 200]
    assert secretary.get("/cms/contest/editions/files/")["Location"] == page_of(edition)
    assert secretary.post(page_of(edition), {"kind": "film", "language": "uk"}).status_code == 404


def test_file_is_the_secretariats_until_it_is_public(edition, secretary, signed_in):
    row = keep(edition)
    place = f"/en/contest/second/files/{row.public_id}/second-epub-en.epub"
    assert [Client().get(place).status_code, secretary.get(place).status_code] == [404, 200]
    again, delete = (f"/cms/contest/edition-files/{row.public_id}/{name}/" for name in ("again", "delete"))
    outsider = signed_in("Editors")
    answers = [outsider.get(page_of(edition)), outsider.post(again), outsider.post(delete)]
    assert ({answer["Location"] for answer in answers}, outsider.get(place).status_code) == ({"/cms/"}, 404)
    secretary.post(again)
    assert EditionFile.objects.count() == 1
    EditionFile.objects.update(state="failed", fault="too_long")
    assert [line.fault for line in secretary.get(page_of(edition)).context["lines"]] == [
        "The stories hold more text than one file may."
    ]
    assert secretary.get(place).status_code == 404
    secretary.post(delete)
    assert EditionFile.objects.count() == 0


def test_page_asks_the_same_for_one_file_and_three(edition, secretary, django_assert_num_queries):
    keep(edition)
    secretary.get(page_of(edition))
    with django_assert_num_queries(16):
        secretary.get(page_of(edition))
    for _turn in range(2):
        keep(edition, is_public=True, asked_by=secretary.user)
    with django_assert_num_queries(16):
        secretary.get(page_of(edition))
