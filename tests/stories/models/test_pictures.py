"""No way in stores a picture with more than its pixels, or anything that is no picture."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import UploadedFile

from stories.files.picture_metadata import has_metadata
from stories.files.picture_refusals import PictureRefused
from stories.models import StoryImage
from tests.factories import make_image
from tests.stories.files.picture_samples import (
    MARKER,
    PLANTED,
    QUARTERS,
    corners,
    opened,
    png_chunk,
    quarters,
    saved,
)
from tests.stories.picture_uploads import (
    ROWS,
    WORDS,
    assert_clean,
    photo_form,
    planted_photo,
    readable,
    upload,
)

HUGE = (
    b"\x89PNG\r\n\x1a\n"
    + png_chunk(b"IHDR", b"\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0")
    + png_chunk(b"IEND", b"")
)


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


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
    assert readable(image.file.name) == "original_images/…/IMG_0042.jpg"
    assert opened(stored_files()[0].read_bytes()).format == "JPEG"
    assert_clean(stored_files())


def test_photo_is_refused_by_code_as_by_the_form(db, stored_files):
    with pytest.raises(PictureRefused) as refused, transaction.atomic():
        StoryImage(**WORDS, **ROWS, file=upload(b"MZ" + bytes(200))).save()
    assert refused.value.code == "not_a_picture"
    assert (StoryImage.objects.count(), stored_files()) == (0, [])


# Through the editors' pages


def test_add_form_stores_the_photo_clean(editor, stored_files):
    answer = editor.post(reverse("wagtailimages:add"), photo_form(upload()))
    assert answer.status_code == 302
    image = StoryImage.objects.get()
    assert (image.title, image.uploaded_by_user, readable(image.file.name)) == (
        "Хаб",
        editor.user,
        "original_images/…/photo.jpg",
    )
    assert_clean(stored_files())


def test_chooser_stores_the_photo_clean(editor, stored_files):
    form = {f"image-chooser-upload-{name}": value for name, value in photo_form(upload()).items()}
    answer = editor.post(reverse("wagtailimages_chooser:create"), form)
    assert answer.json()["step"] == "chosen"
    assert StoryImage.objects.count() == 1
    assert_clean([path for path in stored_files() if path.parents[1].name == "original_images"])
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
    assert [path.parents[1].name for path in stored_files()] == ["original_images"]
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
    assert [(path.parents[1].name, path.suffix) for path in stored_files()] == [("original_images", ".jpg")]


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


@pytest.mark.parametrize("address", ["/cms/api/main/images/", "/cms/api/main/documents/", "/api/v3/images/"])
def test_no_interface_for_programs_takes_a_file(editor, stored_files, address):
    """The stock one for reading is open to editors; the one for writing is nowhere in our addresses."""
    answer = editor.post(address, photo_form(upload()), follow=True)
    assert answer.status_code in {404, 405}
    assert (StoryImage.objects.count(), stored_files()) == (0, [])


ACCOUNT = {
    "name_email-first_name": "Ольга", "name_email-last_name": "Коваль", "locale-preferred_language": "en",
    "locale-current_time_zone": "Europe/Kyiv", "theme-theme": "system", "theme-contrast": "system",
    "theme-density": "default",
}  # fmt: skip


def test_portrait_of_an_editor_is_stored_clean(editor, stored_files):
    answer = editor.post(reverse("wagtailadmin_account"), {**ACCOUNT, "avatar-avatar": upload()})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_account"))
    assert_clean(stored_files())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (saved(quarters(), "TIFF"), "Pictures in the TIFF format are not accepted."),
        (saved(quarters(), "JPEG")[:-60], "The picture is damaged or incomplete."),
    ],
)
def test_portrait_that_is_no_good_picture_is_refused_with_a_message(editor, stored_files, content, reason):
    address = reverse("wagtailadmin_account")
    form = {**ACCOUNT, "avatar-avatar": upload(content)}
    assert editor.post(address, form, headers={"referer": f"http://testserver{address}"}).status_code == 302
    assert [str(message).startswith(reason) for message in editor.get(address).context["messages"]] == [True]
    assert stored_files() == []
