"""Files of an edition: asked for, made, offered, and no longer offered once a story in them is changed or taken down."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from contest.domain.edition_file_faults import told_fault
from contest.domain.edition_files import (
    MAKERS,
    SILENT,
    ask_edition_file,
    ask_file_again,
    ask_public_files,
    public_files,
    write_edition_file,
)
from contest.domain.edition_makers import Made
from contest.domain.edition_stories import edition_stories
from contest.domain.edition_story import photos_of
from contest.enums import EditionFileKind, ExportState
from contest.errors import EditionFileRefused
from contest.models import EditionFile
from stories.enums import Consent
from stories.models import StoryImage
from tests.contest.edition_books import make_honoured
from tests.contest.factories import make_call
from tests.factories import add_photo, make_draft, make_edition, make_image, make_user, publish

pytestmark = pytest.mark.django_db
BOOKLET = EditionFileKind.BOOKLET


@pytest.fixture
def quick(monkeypatch, settings, tmp_path):
    """Only booklets are made, and those of titles."""
    settings.MEDIA_ROOT = tmp_path

    def make(file, told):
        stories = edition_stories(file.edition, language=file.language)
        for _story in stories:
            told()
        content = "\n".join(story.title for story in stories).encode()
        revisions = {story.key: story.revision for story in stories}
        return Made(content, revisions, photos_of(stories), "application/pdf", "pdf")

    for kind in list(MAKERS):
        monkeypatch.delitem(MAKERS, kind)
    monkeypatch.setitem(MAKERS, BOOKLET, make)


def states(edition):
    return [
        (file.state, file.is_public, file.done, file.fault) for file in EditionFile.objects.of_edition(edition)
    ]  # fmt: skip


def test_file_is_offered_until_a_story_in_it_changes(quick, uk, tmp_path, django_capture_on_commit_callbacks):
    edition = make_edition()
    first, second = (make_honoured(uk, edition, title=title) for title in ("Перша", "Друга"))
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_public_files(edition, by=None, at=timezone.now())
    file = EditionFile.objects.get()
    assert ([row.pk for row in asked], states(edition)) == ([file.pk], [("ready", True, 2, "")])
    assert (file.language, file.paper, file.purpose, len(file.sha256)) == ("uk", "a4", "screen", 64)
    assert file.stories == {str(story.pk): story.live_revision_id for story in (first, second)}
    assert [public.pk for public in public_files(edition)] == [file.pk]

    first.title = "Перша, виправлена"
    with django_capture_on_commit_callbacks(execute=True):
        publish(first)
    newer = EditionFile.objects.get(is_public=True)
    assert ("виправлена" in newer.file.read().decode(), [row.pk for row in public_files(edition)]) == (
        True,
        [newer.pk],
    )

    with django_capture_on_commit_callbacks(execute=True):
        second.refresh_from_db()
        second.unpublish()
    (left,) = public_files(edition)
    assert (left.file.read().decode(), list(left.stories)) == ("Перша, виправлена", [str(first.pk)])

    with django_capture_on_commit_callbacks(execute=True):
        first.refresh_from_db()
        first.unpublish()
    assert (public_files(edition), states(edition)[0]) == ([], ("failed", True, 0, "no_stories"))
    with translation.override("en"):
        assert told_fault("no_stories").startswith("No honoured story")
    with django_capture_on_commit_callbacks(execute=True):
        EditionFile.objects.all().delete()
    assert [path for path in tmp_path.rglob("private/editions/*") if path.is_file()] == []


def test_file_with_a_photo_is_offered_until_a_consent_is_taken_back(
    quick, uk, django_capture_on_commit_callbacks
):
    edition, photo, other = make_edition(), make_image("Перше"), make_image("Друге")
    story = add_photo(add_photo(make_draft(uk, edition=edition, award="winner"), photo), other)
    story.save()
    publish(story)
    with django_capture_on_commit_callbacks(execute=True):
        ask_public_files(edition, by=None, at=timezone.now())
    (first,) = public_files(edition)
    assert first.photos == sorted([photo.pk, other.pk])
    photo.consent = Consent.MISSING
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    (newer,) = public_files(edition)
    assert (newer.pk != first.pk, newer.photos) == (True, [other.pk])
    # However it was written: nothing is offered that holds it.
    StoryImage.objects.filter(pk=other.pk).update(consent=Consent.MISSING)
    assert public_files(edition) == []


def test_file_on_its_way_when_a_consent_is_taken_back_is_made_anew(quick, uk):
    edition, photo, now = make_edition(), make_image(), timezone.now()
    story = add_photo(make_draft(uk, edition=edition, award="winner"), photo)
    story.save()
    publish(story)
    asked = {"language": "uk", "is_public": True, "by": None, "at": now}
    file = ask_edition_file(edition, BOOKLET, **asked)
    EditionFile.objects.filter(pk=file.pk).update(state=ExportState.RUNNING, changed_at=now)
    photo.save()
    assert states(edition) == [("running", True, 0, "")]
    photo.consent = Consent.MISSING
    photo.save()
    assert states(edition) == [("waiting", True, 0, ""), ("running", True, 0, "")]


def test_file_is_for_the_office_while_results_are_not_out(quick, uk):
    edition, now = make_edition(3, slug="third"), timezone.now()
    make_call(edition=edition)
    make_honoured(uk, edition)
    user = make_user()
    file = ask_edition_file(edition, BOOKLET, language="uk", is_public=True, by=user, at=now)
    assert (file.is_public, public_files(edition)) == (False, [])
    # What waits is not asked for twice; what nobody can make is refused.
    assert ask_edition_file(edition, BOOKLET, language="uk", is_public=True, by=user, at=now).pk == file.pk
    for kind, language in ((EditionFileKind.EPUB, "uk"), (BOOKLET, "de")):
        with pytest.raises(EditionFileRefused):
            ask_edition_file(edition, kind, language=language, by=user, at=now)
    write_edition_file(file, clock=timezone.now)
    assert (states(edition), public_files(edition)) == ([("ready", False, 1, "")], [])
    file.refresh_from_db()
    with pytest.raises(EditionFileRefused):
        ask_file_again(file, by=user, at=now)


def test_interrupted_file_is_taken_up_and_a_failed_one_asked_for_again(quick, uk, monkeypatch):
    edition, now = make_edition(), timezone.now()
    make_honoured(uk, edition)
    file = ask_edition_file(edition, BOOKLET, language="uk", by=None, at=now)
    row = EditionFile.objects.filter(pk=file.pk)
    row.update(state=ExportState.RUNNING, changed_at=now)
    write_edition_file(file, clock=lambda: now + timedelta(seconds=1))
    assert states(edition) == [("running", False, 0, "")]
    write_edition_file(file, clock=lambda: now + SILENT)
    assert states(edition) == [("ready", False, 1, "")]

    def fail(_file, _told):
        raise OSError("no room")

    row.update(state=ExportState.WAITING)
    with monkeypatch.context() as patch:
        patch.setitem(MAKERS, BOOKLET, fail)
        with pytest.raises(OSError, match="no room"):
            write_edition_file(file, clock=timezone.now)
    file.refresh_from_db()
    again = ask_file_again(file, by=make_user(), at=now)
    assert (again.pk != file.pk, states(edition)) == (True, [("waiting", False, 0, "")])

    def vanish(_file, told):
        EditionFile.objects.all().delete()
        told()
        return Made(b"x", {}, frozenset(), "application/pdf", "pdf")

    monkeypatch.setitem(MAKERS, BOOKLET, vanish)
    write_edition_file(again, clock=timezone.now)
    assert states(edition) == []
