"""Documents come in only as what they say they are, and go out only as files to keep."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import UploadedFile

from stories.errors import DeletionRefused, FileInUse
from stories.files.document_refusals import DocumentRefused
from stories.models import StoryDocument, StoryPage
from tests.factories import make_draft, publish
from tests.stories.files.document_samples import docx, odt, pdf, xlsx
from tests.stories.picture_uploads import readable

# Who offers a document is asked of the reference index.
pytestmark = pytest.mark.reference_index
GOOD = {"plan.pdf": pdf(), "plan.docx": docx(), "plan.odt": odt(), "plan.xlsx": xlsx()}
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
REFUSED = {
    "macros": (docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "The document contains macros"),
    "javascript": (
        pdf(extra=b"90 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj\n"),
        "The PDF contains programs or interactive media.",
    ),
    "html": (HTML, "This file is not a document we can take."),
    "program": (b"MZ\x90\0" + bytes(200), "This file is not a document we can take."),
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Old Word and Excel files"),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(200), "Files of the kind JPEG are not accepted."),
}


def upload(content, name="plan.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def add(editor, file):
    """Post to the form for one document; return what is wrong with the file, or "" where it was taken."""
    answer = editor.post(reverse("wagtaildocs:add"), {"title": "План", "file": file})
    return "" if answer.status_code == 302 else answer.context["form"].errors["file"][0]


def add_many(editor, file, **fields):
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"), {"title": "План", "files[]": file, **fields}
    ).json()
    return "" if answer["success"] else answer["error_message"]


def add_in_chooser(editor, file):
    form = {"document-chooser-upload-title": "План", "document-chooser-upload-file": file}
    answer = editor.post(reverse("wagtaildocs_chooser:create"), form).json()
    return "" if answer["step"] == "chosen" else answer["htmlFragment"]


DOORS = [add, add_many, add_in_chooser]


@pytest.fixture
def editor(signed_in):
    return signed_in("Editors")


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
@pytest.mark.parametrize("door", DOORS)
def test_good_document_is_stored_as_it_came(editor, stored_files, door, name, content):
    assert door(editor, upload(content, name)) == ""
    document = StoryDocument.objects.get()
    assert (document.title, readable(document.file.name), document.uploaded_by_user) == (
        "План",
        f"documents/…/{name}",
        editor.user,
    )
    assert [path.read_bytes() for path in stored_files()] == [content]


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("door", DOORS)
def test_dangerous_document_is_refused_with_the_reason(editor, stored_files, door, content, reason):
    assert reason in door(editor, upload(content))
    assert (StoryDocument.objects.count(), UploadedFile.objects.count(), stored_files()) == (0, 0, [])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["plan.html", "plan.pdf.exe", "plan.docx", "../../plan.svg", "план"])
def test_document_gets_the_extension_of_what_it_is(editor, stored_files, door, name):
    """A browser goes by the extension: a PDF called plan.html would be opened as a page."""
    assert door(editor, upload(pdf(), name)) == ""
    assert [(path.parents[1].name, path.suffix) for path in stored_files()] == [("documents", ".pdf")]


def test_new_file_of_a_document_is_checked_too(editor, stored_files):
    add(editor, upload(pdf()))
    document = StoryDocument.objects.get()
    answer = editor.post(
        reverse("wagtaildocs:edit", args=[document.pk]), {"title": "План", "file": upload(HTML)}
    )
    assert answer.context["form"].errors["file"][0].startswith("This file is not a document")
    assert [path.read_bytes() for path in stored_files()] == [pdf()]
    editor.post(
        reverse("wagtaildocs:edit", args=[document.pk]), {"title": "План", "file": upload(docx(), "n.docx")}
    )
    assert [(path.name, path.read_bytes()) for path in stored_files()] == [("n.docx", docx())]


# Waiting for another field


def half_finished(editor, file):
    """A title that is too long makes Wagtail keep the file until it is shortened."""
    return editor.post(reverse("wagtaildocs:add_multiple"), {"title": "Д" * 300, "files[]": file}).json()


def test_document_that_waits_for_its_title_is_checked_and_can_be_finished(editor, stored_files):
    number = half_finished(editor, upload(docx(), "plan.pdf"))["uploaded_file_id"]
    assert UploadedFile.objects.get().file.name == "wagtail_uploads/plan.docx"
    form = {f"uploaded-document-{number}-title": "План"}
    answer = editor.post(reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number]), form)
    assert answer.json() == {"success": True, "doc_id": StoryDocument.objects.get().pk}
    assert [(path.parents[1].name, path.name) for path in stored_files()] == [("documents", "plan.docx")]


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_dangerous_document_waits_for_nothing(editor, stored_files, content, reason):
    assert reason in half_finished(editor, upload(content))["error_message"]
    assert (UploadedFile.objects.count(), stored_files()) == (0, [])


def test_unchecked_document_is_not_kept_waiting_even_by_code(db, stored_files):
    kind = ContentType.objects.get_for_model(StoryDocument)
    with pytest.raises(DocumentRefused):
        UploadedFile.objects.create(for_content_type=kind, file=upload(HTML))
    assert (UploadedFile.objects.count(), stored_files()) == (0, [])


# A document in a published story


@pytest.fixture
def offered(uk, stored_files):
    """A document that a published story offers."""
    document = StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))
    draft = make_draft(uk, slug="hub")
    draft.documents = [{"type": "document", "value": {"title": "План", "document": document.pk}}]
    publish(draft)
    return document


def test_new_file_behind_an_offered_document_is_refused_by_code(offered, stored_files):
    offered.file = ContentFile(docx(), name="plan.docx")
    with pytest.raises(FileInUse):
        offered.save()
    assert [path.read_bytes() for path in stored_files()] == [pdf()]


def test_new_file_behind_an_offered_document_is_refused_in_the_form(offered, editor, stored_files):
    form = {"title": "Інша назва", "file": upload(docx(), "new.docx")}
    answer = editor.post(reverse("wagtaildocs:edit", args=[offered.pk]), form)
    assert answer.context["form"].errors["file"][0].startswith("A published story offers this document.")
    document = StoryDocument.objects.get()
    assert (document.title, readable(document.file.name)) == ("План", "documents/…/plan.pdf")
    assert [path.read_bytes() for path in stored_files()] == [pdf()]


def test_file_of_a_document_can_be_replaced_when_its_story_is_withdrawn(offered, editor, stored_files):
    StoryPage.objects.get().unpublish()
    answer = editor.post(
        reverse("wagtaildocs:edit", args=[offered.pk]), {"title": "План", "file": upload(docx(), "n.docx")}
    )
    assert answer.status_code == 302
    assert [path.read_bytes() for path in stored_files()] == [docx()]


# What a story offers stays


def test_offered_document_is_not_deleted_and_the_refusal_names_its_story(offered, editor, stored_files):
    address = reverse("wagtaildocs:delete", args=[offered.pk])
    StoryDocument.objects.update(uploaded_by_user=editor.user)
    editor.post(address, headers={"referer": f"http://testserver{address}"})
    told = [str(message).strip() for message in editor.get("/cms/").context["messages"]]
    story = StoryPage.objects.get().title
    refusal = "“План” cannot be deleted while it is offered to the public: “%s”. Take it out there first."
    assert told == [refusal % story]
    assert [path.read_bytes() for path in stored_files()] == [pdf()]


def delete_by_row(document):
    document.delete()


def delete_by_query(document):
    StoryDocument.objects.filter(pk=document.pk).delete()


@pytest.mark.parametrize("delete", [delete_by_row, delete_by_query])
def test_offered_document_is_not_deleted_by_code(offered, delete):
    with pytest.raises(DeletionRefused), transaction.atomic():
        delete(offered)
    assert StoryDocument.objects.count() == 1


def test_offered_documents_are_not_deleted_many_at_a_time(offered, editor, stored_files):
    StoryDocument.objects.update(uploaded_by_user=editor.user)
    address = reverse("wagtail_bulk_action", args=["stories", "storydocument", "delete"])
    editor.post(f"{address}?id={offered.pk}&next=/cms/")
    assert (StoryDocument.objects.count(), len(stored_files())) == (1, 1)


def test_document_can_be_deleted_when_its_story_is_withdrawn(offered, editor):
    StoryPage.objects.get().unpublish()
    StoryDocument.objects.update(uploaded_by_user=editor.user)
    editor.post(reverse("wagtaildocs:delete", args=[offered.pk]))
    assert StoryDocument.objects.count() == 0


def test_new_title_of_an_offered_document_leaves_its_story_reviewed(offered, editor):
    """Readers see the title that the story gives it, not the library's own."""
    answer = editor.post(reverse("wagtaildocs:edit", args=[offered.pk]), {"title": "План дій", "file": ""})
    assert (answer.status_code, StoryDocument.objects.get().title) == (302, "План дій")
    assert StoryPage.objects.get().is_reviewed() is True


# Going out


NOTHING_RUNS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}


def handed_out(answer):
    return {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", *NOTHING_RUNS)}


def test_document_is_handed_out_as_a_file_to_keep(editor, stored_files):
    add(editor, upload(docx(), "plan.docx"))
    answer = editor.get(StoryDocument.objects.get().url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, docx())
    assert handed_out(answer) == {
        "Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Content-Disposition": 'attachment; filename="plan.docx"', **NOTHING_RUNS,
    }  # fmt: skip


def test_pdf_is_a_file_to_keep_as_well(client, offered):
    assert handed_out(client.get(offered.url)) == {
        "Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="plan.pdf"', **NOTHING_RUNS,
    }  # fmt: skip


def test_file_with_a_ukrainian_name_keeps_it(editor, stored_files):
    document = StoryDocument.objects.create(title="x", file=ContentFile(pdf(), name="План дій.pdf"))
    assert editor.get(document.url).headers["Content-Disposition"] == (
        "attachment; filename=\"Plan_diy.pdf\"; filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD_%D0%B4%D1%96%D0%B9.pdf"
    )


HOSTILE = {"x.html": "text/html", "x.svg": "image/svg+xml", "x.xhtml": "application/xhtml+xml"}


@pytest.mark.parametrize(("name", "kind"), HOSTILE.items(), ids=HOSTILE)
def test_hostile_file_that_got_in_is_never_shown(editor, stored_files, name, kind):
    document = StoryDocument.objects.create(title="x", file=ContentFile(HTML, name=name))
    assert handed_out(editor.get(document.url)) == {
        "Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"', **NOTHING_RUNS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "status"), [("Editors", 200), ("Reviewers", 200), ("Publishers", 200), ("", 404), (None, 404)]
)
def test_document_that_no_story_offers_is_found_by_staff_alone(client, signed_in, stored_files, role, status):
    document = StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))
    browser = client if role is None else signed_in(*([role] if role else []))
    assert browser.get(document.url).status_code == status


def test_document_of_a_draft_is_not_found_by_strangers_until_the_story_is_published(client, uk, stored_files):
    document = StoryDocument.objects.create(title="План", file=ContentFile(pdf(), name="plan.pdf"))
    draft = make_draft(uk)
    draft.documents = [{"type": "document", "value": {"title": "План", "document": document.pk}}]
    draft.save_revision()
    assert client.get(document.url).status_code == 404
    story = publish(draft)
    assert client.get(document.url).status_code == 200
    story.unpublish()
    assert client.get(document.url).status_code == 404


def test_file_of_a_document_has_no_address_of_its_own(client, offered):
    assert client.get(f"/media/{offered.file.name}").status_code == 404


@pytest.mark.parametrize("role", ["Reviewers", "Publishers", None])
@pytest.mark.parametrize(
    "name", ["wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:create"]
)
def test_only_editors_may_add_documents(signed_in, stored_files, role, name):
    browser = signed_in(*([role] if role else []))
    answer = browser.post(reverse(name), {"title": "План", "file": upload(pdf()), "files[]": upload(pdf())})
    assert answer.status_code == (302 if role else 403)
    assert (StoryDocument.objects.count(), UploadedFile.objects.count(), stored_files()) == (0, 0, [])
