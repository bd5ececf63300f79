"""Uploaded files are handed out where no web server does it, private ones never."""

import pytest
from django.urls import NoReverseMatch, reverse

SECRET = b"application of a community"


@pytest.fixture
def media(db, settings, tmp_path):
    """A media folder with a public and a private file, and a file beside the folder."""
    folder = tmp_path / "media"
    for name in (
        "images/photo.jpg",
        "private/form.pdf",
        "private/2026/form.pdf",
        "private/applications/0123456789abcdef",
        "images/private/photo.jpg",
        "avatar_images/photo.jpg",
        "original_images/photo.jpg",
        "documents/photo.jpg",
        "wagtail_uploads/photo.jpg",
        "photo.jpg",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SECRET if name.startswith("private/") else b"picture")
    (tmp_path / "secret.txt").write_bytes(SECRET)
    settings.MEDIA_ROOT = str(folder)
    return folder


def content_of(answer):
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(
    "name", ["images/photo.jpg", "images/private/photo.jpg", "avatar_images/photo.jpg", "images//photo.jpg"]
)
def test_public_file_is_handed_out_with_its_kind_and_no_guessing(client, media, name):
    answer = client.get(f"/media/{name}")
    assert (answer.status_code, content_of(answer)) == (200, b"picture")
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        "image/jpeg",
        "nosniff",
    )


@pytest.mark.parametrize(
    "name",
    [
        "private/form.pdf", "private/2026/form.pdf", "/private/form.pdf", "//private/form.pdf", "./private/form.pdf",
        "images/../private/form.pdf", "images/./../private/form.pdf", "/./private//form.pdf", "%70rivate/form.pdf",
        "images/%2e%2e/private/form.pdf", "%2fprivate/form.pdf", "images%2f..%2fprivate%2fform.pdf", "PRIVATE/form.pdf",
        "Private/form.pdf", "private/", "private", "private/applications/0123456789abcdef",
        "avatar_images/../private/applications/0123456789abcdef",
    ],
)  # fmt: skip
def test_private_file_is_never_handed_out(client, media, name):
    answer = client.get(f"/media/{name}", follow=True)
    assert (answer.status_code, SECRET in content_of(answer)) == (404, False)


@pytest.mark.parametrize(
    "address",
    [
        "/private/applications/0123456789abcdef", "/static/../media/private/applications/0123456789abcdef",
        "/static/private/applications/0123456789abcdef", "/documents/private/applications/0123456789abcdef",
        "/uk/media/private/applications/0123456789abcdef", "/uk/my/files/private/applications/0123456789abcdef/",
    ],
)  # fmt: skip
def test_no_other_address_leads_to_a_private_file(client, media, indexes, address):
    answer = client.get(address, follow=True)
    assert (answer.status_code, SECRET in content_of(answer)) == (404, False)


@pytest.mark.parametrize(
    "name",
    [
        "original_images/photo.jpg", "documents/photo.jpg", "wagtail_uploads/photo.jpg", "photo.jpg", "IMAGES/photo.jpg",
        "images/../original_images/photo.jpg", "images/%2e%2e/documents/photo.jpg", "/original_images/photo.jpg",
    ],
)  # fmt: skip
def test_file_of_a_folder_that_is_not_for_everybody_is_not_handed_out(client, media, name):
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "images/../../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "/../secret.txt",
        "..\\secret.txt",
    ],
)
def test_file_outside_the_folder_is_never_handed_out(client, media, name):
    answer = client.get(f"/media/{name}")
    assert (answer.status_code in {400, 404}, SECRET in content_of(answer)) == (True, False)


@pytest.mark.parametrize(
    "name", ["", "images/", "images", "missing.jpg", "%00", "images/photo.jpg%00.html", "a" * 5000]
)
def test_what_is_no_file_is_not_found(client, media, name):
    answer = client.get(f"/media/{name}", follow=True)
    assert answer.status_code == 404


def test_files_are_not_posted_to(client, media):
    assert client.post("/media/images/photo.jpg").status_code == 405


@pytest.mark.parametrize("name", ["wagtailimages_serve", "wagtailapi:pages:listing", "django_admin:index"])
def test_nothing_else_of_the_libraries_has_an_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    ("address", "template"),
    [
        ("/uk/stories/", "stories/story_index_page.html"), ("/uk/categories/", "stories/category_list.html"),
        ("/uk/regions/", "stories/region_list.html"), ("/uk/contest/", "contest/edition_list.html"),
        ("/uk/about/", "stories/standard_page.html"), ("/uk/", "stories/home_page.html"),
    ],
)  # fmt: skip
def test_address_leads_to_its_own_page_and_not_to_a_page_of_that_name(client, indexes, address, template):
    assert client.get(address).templates[0].name == template
