"""What a published story shows of a photo stays as it was reviewed."""

import pytest
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.urls import reverse

from stories.errors import FileInUse
from stories.models import StoryImage, StoryPage
from tests.factories import add_photo, make_draft, make_image, picture_file, publish
from tests.stories.picture_uploads import ROWS, WORDS, assert_clean, photo_form, planted_photo, upload


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.fixture
def shown(uk, stored_files):
    """A photo in a published story."""
    photo = make_image(title="Хаб", file=picture_file(colour=(200, 30, 30)))
    publish(add_photo(make_draft(uk, slug="hub"), photo))
    return photo


def test_new_file_brings_a_new_fingerprint_of_the_story(uk, stored_files):
    """A review knows a photo by its file's hash; stock Wagtail renews the hash only in its own form."""
    image = make_image()
    draft = add_photo(make_draft(uk), image)
    draft.save_revision()
    reviewed = StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object().content_fingerprint()
    image.file = picture_file(colour=(1, 2, 3))
    image.save(update_fields=["file"])
    assert (
        StoryPage.objects.get(pk=draft.pk).get_latest_revision_as_object().content_fingerprint() != reviewed
    )


def test_edit_form_replaces_the_file_of_an_unpublished_photo_and_keeps_no_old_one(editor, stored_files):
    image = make_image(file=upload(name="old.jpg"))
    image.get_rendition("width-32|format-jpeg")
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), photo_form(upload(name="new.jpg")))
    assert answer.status_code == 302
    names = [path.name for path in stored_files() if path.parents[1].name == "original_images"]
    assert (names, StoryImage.objects.get().renditions.count()) == (["new.jpg"], 0)
    assert_clean(stored_files(), count=len(stored_files()))


def test_edit_form_that_refuses_the_new_file_keeps_the_old_one(editor, stored_files):
    image = make_image()
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), photo_form(upload(b"MZ" + bytes(99))))
    originals = [path.name for path in stored_files() if path.parents[1].name == "original_images"]
    assert (originals, StoryImage.objects.get().file.name) == (["photo.jpg"], image.file.name)


def state_of(image, stored_files):
    row = StoryImage.objects.filter(pk=image.pk).values().get()
    originals = {
        path.name: path.read_bytes() for path in stored_files() if path.parents[1].name == "original_images"
    }
    return row, originals


def replace_by_row(image):
    image.file = picture_file()
    image.save()


def replace_by_row_naming_the_field(image):
    image.file = picture_file()
    image.save(update_fields=["file"])


def replace_by_file(image):
    image.file.save("other.jpg", picture_file())


def replace_by_file_alone(image):
    image.file.save("other.jpg", ContentFile(planted_photo()), save=False)


@pytest.mark.parametrize(
    "replace", [replace_by_row, replace_by_row_naming_the_field, replace_by_file, replace_by_file_alone]
)
def test_new_file_behind_a_published_photo_is_refused_by_code(shown, stored_files, replace):
    before = state_of(shown, stored_files)
    with pytest.raises(FileInUse):
        replace(StoryImage.objects.get(pk=shown.pk))
    assert state_of(shown, stored_files) == before


def test_new_file_behind_a_published_photo_is_refused_with_a_message(shown, editor, stored_files):
    before = state_of(shown, stored_files)
    address = reverse("wagtailimages:edit", args=[shown.pk])
    answer = editor.post(
        address,
        photo_form(upload(name="new.jpg"), title="Інша назва"),
        headers={"referer": f"http://testserver{address}"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"http://testserver{address}")
    assert "This photo stands in a published story, so" in editor.get(address).content.decode()
    assert state_of(shown, stored_files) == before


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("title", "Інша назва", "Інша назва"),
        ("caption_uk", "Школа № 5", ""),
        ("alt_en", "School No. 5", "People at a table"),
    ],
)
def test_only_words_that_no_reader_sees_can_be_changed_at_a_published_photo(shown, editor, name, value, kept):
    form = {name: getattr(shown, name) for name in (*WORDS, *ROWS, "caption_uk", "caption_en")} | {
        name: value
    }
    editor.post(reverse("wagtailimages:edit", args=[shown.pk]), form)
    assert getattr(StoryImage.objects.get(pk=shown.pk), name) == kept


def test_consent_can_be_taken_back_at_a_published_photo(shown, editor):
    form = {name: getattr(shown, name) for name in (*WORDS, *ROWS)} | {"consent": "missing"}
    editor.post(reverse("wagtailimages:edit", args=[shown.pk]), form)
    assert StoryImage.objects.get(pk=shown.pk).consent == "missing"


def test_file_of_a_photo_can_be_replaced_when_its_story_is_withdrawn(shown, stored_files):
    StoryPage.objects.get().unpublish()
    replace_by_row(StoryImage.objects.get(pk=shown.pk))
    assert StoryImage.objects.get(pk=shown.pk).file.name != shown.file.name


def test_published_photo_cannot_be_deleted(shown, stored_files):
    before = state_of(shown, stored_files)
    with pytest.raises(ProtectedError):
        StoryImage.objects.get(pk=shown.pk).delete()
    assert state_of(shown, stored_files) == before
