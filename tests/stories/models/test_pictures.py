"""No way in stores a picture with more than its pixels, or changes a picture that a published story shows."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import UploadedFile

from stories.errors import FileInUse
from stories.files.picture_metadata import has_metadata
from stories.files.picture_refusals import PictureRefused
from stories.models import StoryImage, StoryPage
from tests.factories import add_photo, make_draft, make_image, picture_file, publish
from tests.stories.files.picture_samples import (
    MARKER,
    PLANTED,
    QUARTERS,
    corners,
    exif_block,
    opened,
    png_chunk,
    quarters,
    saved,
)

WORDS = {"title": "Хаб", "alt_uk": "Люди за столом", "alt_en": "People at a table", "credit": "Рада"}
ROWS = {"licence": "cc-by-4.0", "consent": "people"}
HUGE = (
    b"\x89PNG\r\n\x1a\n"
    + png_chunk(b"IHDR", b"\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0")
    + png_chunk(b"IEND", b"")
)


def planted_photo(*, orientation=1):
    """A JPEG that says where it was taken, in every way its EXIF can."""
    return saved(quarters(), "JPEG", quality=95, exif=b"Exif\0\0" + exif_block(orientation=orientation))


def upload(content=None, name="photo.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content if content is not None else planted_photo(), content_type=kind)


def photo_form(file, **changes):
    return {**WORDS, **ROWS, "file": file, **changes}


def assert_clean(files, *, count=1):
    """`count` files are stored, none with anything besides its pixels, and no part of them was planted."""
    contents = [path.read_bytes() for path in files]
    assert len(contents) == count
    assert [has_metadata(content) for content in contents] == [[]] * count
    assert [MARKER in content for content in contents] == [False] * count


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.fixture
def shown(uk, stored_files):
    """A photo in a published story."""
    photo = make_image(title="Хаб", file=picture_file(colour=(200, 30, 30)))
    publish(add_photo(make_draft(uk, slug="hub"), photo))
    return photo


def test_planted_photo_is_found_by_the_test_itself():
    content = planted_photo()
    assert (has_metadata(content), MARKER in content) == (["EXIF", "GPS", "thumbnail"], True)


# By code


def test_photo_saved_with_its_row_is_stored_clean(db, stored_files):
    StoryImage(**WORDS, **ROWS, file=upload()).save()
    assert_clean(stored_files())


def test_photo_saved_through_its_file_is_stored_clean(db, stored_files):
    StoryImage(**WORDS, **ROWS).file.save("photo.jpg", upload())
    assert_clean(stored_files())


def test_photo_saved_from_the_file_of_another_photo_is_stored_clean(db, stored_files):
    make_image(file=upload())
    StoryImage(**WORDS, **ROWS).file.save("again.jpg", StoryImage.objects.get().file)
    assert_clean(stored_files(), count=2)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_photo_is_stored_upright(db, stored_files, orientation):
    """Phones store the picture as the sensor saw it and note how to turn it; the note goes, so the pixels turn."""
    turns = {1: (0, 1, 2, 3), 3: (3, 2, 1, 0), 6: (2, 0, 3, 1), 8: (1, 3, 0, 2)}
    image = make_image(file=upload(planted_photo(orientation=orientation)))
    found = corners(opened(stored_files()[0].read_bytes()))
    nearest = [
        min(range(4), key=lambda n: sum(abs(a - b) for a, b in zip(QUARTERS[n], c, strict=True)))
        for c in found
    ]
    assert tuple(nearest) == turns[orientation]
    assert (image.width, image.height) == ((48, 64) if orientation in {6, 8} else (64, 48))


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_rendition_is_clean(db, stored_files, kind):
    rendition = make_image(file=upload()).get_rendition(f"width-32|format-{kind}")
    assert rendition.file.name.endswith({"jpeg": ".jpg"}.get(kind, f".{kind}"))
    assert_clean(stored_files(), count=2)


def test_photo_from_an_iphone_is_stored_as_jpeg(db, stored_files):
    heic = PLANTED["heic-exif"][0]()
    image = make_image(file=upload(heic, name="IMG_0042.HEIC", kind="image/heic"))
    assert image.file.name == "original_images/IMG_0042.jpg"
    assert opened(stored_files()[0].read_bytes()).format == "JPEG"
    assert_clean(stored_files())


def test_photo_is_refused_by_code_as_by_the_form(db, stored_files):
    with pytest.raises(PictureRefused) as refused, transaction.atomic():
        StoryImage(**WORDS, **ROWS, file=upload(b"MZ" + bytes(200))).save()
    assert refused.value.code == "not_a_picture"
    assert (StoryImage.objects.count(), stored_files()) == (0, [])


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


# Through the editors' pages


def test_add_form_stores_the_photo_clean(editor, stored_files):
    answer = editor.post(reverse("wagtailimages:add"), photo_form(upload()))
    assert answer.status_code == 302
    image = StoryImage.objects.get()
    assert (image.title, image.uploaded_by_user, image.file.name) == (
        "Хаб",
        editor.user,
        "original_images/photo.jpg",
    )
    assert_clean(stored_files())


def test_chooser_stores_the_photo_clean(editor, stored_files):
    form = {f"image-chooser-upload-{name}": value for name, value in photo_form(upload()).items()}
    answer = editor.post(reverse("wagtailimages_chooser:create"), form)
    assert answer.json()["step"] == "chosen"
    assert StoryImage.objects.count() == 1
    assert_clean([path for path in stored_files() if path.parent.name == "original_images"])
    assert_clean(stored_files(), count=len(stored_files()))


def test_same_photo_twice_asks_which_to_keep_and_stores_both_clean(editor, stored_files):
    for _turn in range(2):
        form = {f"image-chooser-upload-{name}": value for name, value in photo_form(upload()).items()}
        answer = editor.post(reverse("wagtailimages_chooser:create"), form)
    assert answer.json()["step"] == "duplicate_found"
    assert_clean(stored_files(), count=len(stored_files()))


def add_one_of_many(editor, file):
    return editor.post(reverse("wagtailimages:add_multiple"), {"files[]": file}).json()


def test_photo_that_waits_for_its_alt_text_is_stored_clean(editor, stored_files):
    answer = add_one_of_many(editor, upload())
    waiting = UploadedFile.objects.get()
    assert (answer["success"], answer["uploaded_file_id"], waiting.file.name) == (
        True, waiting.pk, "wagtail_uploads/photo.jpg",
    )  # fmt: skip
    assert StoryImage.objects.count() == 0
    assert_clean(stored_files())


def test_photo_that_got_its_alt_text_is_stored_clean_and_waits_no_more(editor, stored_files):
    number = add_one_of_many(editor, upload())["uploaded_file_id"]
    words = {f"uploaded-image-{number}-{name}": value for name, value in {**WORDS, **ROWS}.items()}
    answer = editor.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), words)
    assert answer.json() == {"success": True, "image_id": StoryImage.objects.get().pk}
    assert UploadedFile.objects.count() == 0
    assert [path.parent.name for path in stored_files()] == ["original_images"]
    assert_clean(stored_files())


def test_photo_without_alt_text_in_both_languages_goes_on_waiting(editor, stored_files):
    number = add_one_of_many(editor, upload())["uploaded_file_id"]
    words = {
        f"uploaded-image-{number}-{name}": value for name, value in {**WORDS, **ROWS, "alt_en": ""}.items()
    }
    answer = editor.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), words)
    assert answer.json()["success"] is False
    assert (StoryImage.objects.count(), UploadedFile.objects.count()) == (0, 1)


REFUSED = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SVG drawings are not accepted"),
    "html": (b"<!doctype html><script>alert(1)</script>", "This file is not a picture."),
    "exe": (b"MZ\x90\0\x03\0\0\0" + bytes(200), "This file is not a picture."),
    "truncated": (planted_photo()[:-200], "The picture is damaged or incomplete."),
    "huge": (HUGE, "The picture has more pixels than we can take"),
    "empty": (b" ", "This file is not a picture."),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_add_form_refuses_what_is_no_good_picture(editor, stored_files, content, reason):
    answer = editor.post(reverse("wagtailimages:add"), photo_form(upload(content)))
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), errors["file"][0].startswith(reason)) == (200, ["file"], True)
    assert (StoryImage.objects.count(), stored_files()) == (0, [])


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_form_for_many_refuses_what_is_no_good_picture(editor, stored_files, content, reason):
    answer = add_one_of_many(editor, upload(content))
    assert (answer["success"], answer["error_message"].startswith(reason)) == (False, True)
    assert (StoryImage.objects.count(), UploadedFile.objects.count(), stored_files()) == (0, 0, [])


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_chooser_refuses_what_is_no_good_picture(editor, stored_files, content, reason):
    form = {f"image-chooser-upload-{name}": value for name, value in photo_form(upload(content)).items()}
    answer = editor.post(reverse("wagtailimages_chooser:create"), form).json()
    assert (answer["step"], reason in answer["htmlFragment"]) == ("reshow_creation_form", True)
    assert (StoryImage.objects.count(), stored_files()) == (0, [])


@pytest.mark.parametrize("name", ["drawing.svg", "photo.html", "photo.jpg.exe", "../../etc/passwd", "photo"])
def test_photo_gets_the_extension_of_what_it_is(editor, stored_files, name):
    """The name comes from outside; only the extension decides how a web server hands the file out."""
    editor.post(reverse("wagtailimages:add"), photo_form(upload(name=name)))
    assert [(path.parent.name, path.suffix) for path in stored_files()] == [("original_images", ".jpg")]


def test_hostile_file_name_is_shown_as_text(editor, stored_files):
    name = "<img src=x onerror=alert(1)>.jpg"
    answer = add_one_of_many(editor, upload(name=name))
    make_image(title=name)
    pages = [
        answer["form"],
        editor.get(reverse("wagtailimages:index")).content.decode(),
        editor.get(reverse("wagtailimages:index"), {"layout": "list"}).content.decode(),
        editor.get(reverse("wagtailimages_chooser:choose")).json()["html"],
    ]
    assert ["<img src=x" in html for html in pages] == [False] * 4
    assert ["&lt;img src=x" in html for html in pages] == [True] * 4


# A new file behind a photo


def test_edit_form_replaces_the_file_of_an_unpublished_photo_and_keeps_no_old_one(editor, stored_files):
    image = make_image(file=upload(name="old.jpg"))
    image.get_rendition("width-32|format-jpeg")
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), photo_form(upload(name="new.jpg")))
    assert answer.status_code == 302
    names = [path.name for path in stored_files() if path.parent.name == "original_images"]
    assert (names, StoryImage.objects.get().renditions.count()) == (["new.jpg"], 0)
    assert_clean(stored_files(), count=len(stored_files()))


def test_edit_form_that_refuses_the_new_file_keeps_the_old_one(editor, stored_files):
    image = make_image()
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), photo_form(upload(b"MZ" + bytes(99))))
    originals = [path.name for path in stored_files() if path.parent.name == "original_images"]
    assert (originals, StoryImage.objects.get().file.name) == (["photo.jpg"], image.file.name)


def state_of(image, stored_files):
    row = StoryImage.objects.filter(pk=image.pk).values().get()
    originals = {
        path.name: path.read_bytes() for path in stored_files() if path.parent.name == "original_images"
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


# Who may come in at all


@pytest.mark.parametrize("role", ["Reviewers", "Publishers", None])
@pytest.mark.parametrize(
    "name", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"]
)
def test_only_editors_may_add_photos(signed_in, stored_files, role, name):
    browser = signed_in(*([role] if role else []))
    answer = browser.post(reverse(name), {**photo_form(upload()), "files[]": upload()})
    assert answer.status_code == (302 if role else 403)
    assert (StoryImage.objects.count(), UploadedFile.objects.count(), stored_files()) == (0, 0, [])
