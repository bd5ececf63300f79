"""Documents are recognised and refused by what is inside them."""

import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from stories.files.documents import DocumentKind, DocumentRefused, check_document

from .document_samples import (
    ODT_TYPE,
    docx,
    object_stream,
    odt,
    package,
    pdf,
    pdf_stream,
    relationship,
    xlsx,
)

JAVASCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
MAKERS = {"pdf": pdf, "docx": docx, "odt": odt, "xlsx": xlsx}


def checked(content: bytes, name: str = "Звіт громади.bin", **options: int) -> DocumentKind:
    return check_document(SimpleUploadedFile(name, content), name=name, **options)


def refusal(content: bytes, **options: int) -> str | None:
    """The code of the refusal; None when the document is taken."""
    code: str | None = None
    try:
        checked(content, **options)
    except DocumentRefused as refused:
        code = refused.code
    return code


@pytest.mark.parametrize("kind", MAKERS)
def test_document_is_recognised_by_its_content(kind):
    content = MAKERS[kind]()
    document = checked(content)
    assert (document.format, document.name, document.size) == (kind, f"Zvit-hromady.{kind}", len(content))
    assert document.pages == (1 if kind == "pdf" else None)


def test_content_types_are_those_of_the_formats():
    assert {kind: checked(make()).content_type for kind, make in MAKERS.items()} == {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\0" + bytes(100), "not_a_document"),
        (b"<html><script>alert(1)</script></html>", "not_a_document"),
        (b"<html>%PDF-1.7\n%%EOF", "not_a_document"),
        ("Просто текст".encode(), "not_a_document"),
        (b"{\\rtf1\\ansi}", "unsupported_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (package({"readme.txt": "hello"}), "unsupported_format"),
        (odt(mimetype="application/vnd.oasis.opendocument.presentation"), "unsupported_format"),
        (
            docx(main="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"),
            "unsupported_format",
        ),
        (b"PK\x03\x04" + bytes(60), "truncated"),
        (b"%PDF-1.7\n1 0 obj\n<< >>", "truncated"),
        (b"%PDF-1.7\n%%EOF" + b"<html>" * 300, "truncated"),
        (b"%PDF-1.7\n%%EOF", "truncated"),
        (pdf(pages=0), "truncated"),
    ],
)
def test_refusal_says_what_the_file_is(content, code):
    assert refusal(content) == code


@override("en")
def test_refusal_is_a_validation_error_with_what_to_do():
    with pytest.raises(ValidationError) as refused:
        checked(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="звіт.doc")
    assert refused.value.messages[0] == (
        "Old Word and Excel files (.doc, .xls) are not accepted."
        " Open the file and save it as DOCX, XLSX or PDF."
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_document_at_the_size_limit_is_taken_and_a_larger_one_refused(kind):
    content = MAKERS[kind]()
    assert refusal(content, max_bytes=len(content)) is None
    assert refusal(content, max_bytes=len(content) - 1) == "too_large_file"


@pytest.mark.parametrize("kind", MAKERS)
def test_cut_document_is_refused(kind):
    content = MAKERS[kind]()
    assert {refusal(content[:length]) for length in range(8, len(content) - 40, len(content) // 40)} <= {
        "truncated",
        "not_a_document",
    }


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        (b"9 0 obj\n" + JAVASCRIPT + b"\nendobj\n", "active_content"),
        (b"9 0 obj\n<< /S /J#61vaScr#69pt >>\nendobj\n", "active_content"),
        (b"9 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n", "active_content"),
        (b"9 0 obj\n<< /AcroForm << /XFA 10 0 R >> >>\nendobj\n", "active_content"),
        (b"9 0 obj\n<< /Names << /EmbeddedFiles 10 0 R >> >>\nendobj\n", "attached_files"),
        (pdf_stream(b"MZ", dictionary=b"/Type /EmbeddedFile"), "attached_files"),
        (object_stream(JAVASCRIPT), "active_content"),
        (object_stream(b"<< /S /L#61unch >>"), "active_content"),
        (object_stream(b"<< /Type /EmbeddedFile >>"), "attached_files"),
        (object_stream(b"<< >>", packing=b"[/ASCIIHexDecode /FlateDecode]"), "active_content"),
        (object_stream(b"<< >>", packing=b"/LZWDecode"), "active_content"),
        (object_stream(b"<< >>", more=b"/DecodeParms << /Predictor 12 >>"), "active_content"),
        (pdf_stream(b"500 0 << >>", dictionary=b"/Type /ObjStm /N 1 /First 6"), "active_content"),
        (object_stream(b"<< >>").replace(b"/ObjStm", b"/#4fbjStm" + b" " * 5000), "active_content"),
        (b"9 0 obj\n<< /Type /ObjStm >>\nendobj\n", "active_content"),
        (pdf_stream(zlib.compress(b"500 0 " + JAVASCRIPT), dictionary=b"/N 1 /First 6"), "active_content"),
        (pdf_stream(zlib.compress(JAVASCRIPT * 2)[:-12]), "active_content"),
        (object_stream(b" " * 9_000_000), "too_much_inside"),
        (pdf_stream(b"") * 50_001, "too_much_inside"),
    ],
)
def test_pdf_with_something_that_acts_is_refused(extra, code):
    assert refusal(pdf(extra=extra)) == code


@pytest.mark.parametrize(
    "extra",
    [
        object_stream(b"<< /Type /Annot >>", packing=b"[ /FlateDecode ]"),
        object_stream(b"<< >>", more=b"/DecodeParms << /Predictor 1 >>"),
        b"9 0 obj\n<< /S /URI /URI (https://decentralization.ua/) >>\nendobj\n",
        b"9 0 obj\n<< /Type /Font /BaseFont /JavaScripture /EncryptMetadata false >>\nendobj\n",
        pdf_stream(zlib.compress(b"\0" * 9_000_000), dictionary=b"/Subtype /Image /Filter /FlateDecode"),
        pdf_stream(b"\xff\xd8\xff\xe0 not flate", dictionary=b"/Subtype /Image /Filter /DCTDecode"),
    ],
)
def test_ordinary_parts_of_a_pdf_are_taken(extra):
    assert refusal(pdf(extra=extra)) is None


def test_encrypted_pdf_is_refused():
    assert refusal(pdf(trailer=b"/Encrypt 9 0 R")) == "encrypted"


def test_encryption_in_a_cross_reference_stream_is_refused():
    stream = pdf_stream(
        zlib.compress(b"\0" * 20), dictionary=b"/Type /XRef /Encrypt 9 0 R /Filter /FlateDecode"
    )
    assert refusal(pdf(extra=stream)) == "encrypted"


def test_pages_are_counted_in_plain_and_in_compressed_objects():
    pages = [b"<< /Type /Page /Parent 2 0 R >>"] * 4
    assert checked(pdf(pages=3, extra=object_stream(*pages, b"<< /Type /Pages >>"))).pages == 7


def test_page_saved_again_is_counted_once():
    again = b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Rotate 90 >>\nendobj\n"
    assert checked(pdf(pages=2, extra=again)).pages == 2


def test_pdf_with_300_pages_is_taken_and_with_301_refused():
    assert checked(pdf(pages=300)).pages == 300
    assert refusal(pdf(pages=301)) == "too_many_pages"


def test_pdf_of_many_packed_zeros_is_checked_quickly():
    zeros = pdf_stream(zlib.compress(b"\0" * 30_000_000))
    began = time.perf_counter()
    assert refusal(pdf(extra=zeros * 20)) is None
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "macros"),
        (docx({"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
        (docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (
            docx(types='<Override PartName="/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
            "macros",
        ),
        (docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "embedded_object"),
        (docx({"word/activeX/activeX1.xml": "<a/>"}), "embedded_object"),
        (docx(relationships=relationship("oleObject", "objects/a.dat", external=False)), "embedded_object"),
        (docx(relationships=relationship("oleObject", "file:///C:/a.xlsx")), "external_content"),
        (
            docx(relationships=relationship("attachedTemplate", "https://evil.example/a.dotm")),
            "external_content",
        ),
        (docx(relationships=relationship("image", "https://tracker.example/a.png")), "external_content"),
        (
            docx(
                types='<Override PartName="/l.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>'
            ),
            "external_content",
        ),
        (odt({"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
        (odt({"Scripts/python/a.py": "import os"}), "macros"),
        (odt(body='<script:event-listener xlink:href="vnd.sun.star.script:a"/>'), "macros"),
        (odt(body='<draw:object xlink:href="file:///etc/passwd"/>'), "external_content"),
        (odt(body='<draw:object xlink:href="../other.ods"/>'), "external_content"),
        (odt(body='<draw:image xlink:href="https://tracker.example/a.png"/>'), "external_content"),
        (odt(body='<draw:image xlink:href="\\\\server\\share\\a.png"/>'), "external_content"),
        (odt(body='<text:section-source xlink:href="//server/a.odt"/>'), "external_content"),
        (odt(body='<draw:object-ole xlink:href="./Object 1"/>'), "embedded_object"),
        (
            odt(
                {
                    "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:'
                    'manifest:1.0">'
                    "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
                }
            ),
            "encrypted",
        ),
        (docx({"word/document.xml": b"\0" * 151 * 1024 * 1024}), "too_much_inside"),
        (docx({"word/document.xml": b"\0" * 11 * 1024 * 1024}), "too_much_inside"),
        (docx({f"word/media/{index}.txt": "" for index in range(2000)}), "too_much_inside"),
        (docx({"../../etc/cron.d/a": "x"}), "truncated"),
        (docx({"/etc/cron.d/a": "x"}), "truncated"),
        (docx({"WORD/document.xml": "<a/>"}), "truncated"),
        (docx({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'}), "truncated"),
        (docx({"[Content_Types].xml": "<Types>"}), "truncated"),
    ],
)
def test_package_with_something_that_acts_is_refused(content, code):
    assert refusal(content) == code


@pytest.mark.parametrize(
    "content",
    [
        docx(relationships=relationship("hyperlink", "https://decentralization.ua/")),
        docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()}),
        docx({"word/media/image1.png": b"\x89PNG"}),
        odt(body='<text:a xlink:href="https://decentralization.ua/">сайт</text:a>'),
        odt(body='<draw:object xlink:href="./Object 1"/><draw:image xlink:href="Pictures/1.png"/>'),
    ],
)
def test_ordinary_parts_of_a_package_are_taken(content):
    assert refusal(content) is None


def test_macros_in_utf_16_content_types_are_seen():
    types = (
        '<?xml version="1.0" encoding="UTF-16"?><Types>'
        '<Default ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )
    assert refusal(docx({"[Content_Types].xml": types.encode("utf-16")})) == "macros"


def test_package_that_lies_about_an_entry_is_refused():
    content = bytearray(docx())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 10)
    assert refusal(bytes(content)) == "truncated"


def test_package_with_a_password_is_refused():
    content = bytearray(docx())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    assert refusal(bytes(content)) == "encrypted"


def test_package_packed_in_an_unusual_way_is_refused():
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("mimetype", ODT_TYPE)
    assert refusal(output.getvalue()) == "truncated"


@settings(deadline=None, max_examples=150)
@given(
    kind=st.sampled_from(sorted(MAKERS)),
    changes=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_damaged_bytes_never_raise_anything_else(kind, changes):
    content = bytearray(SAMPLES[kind])
    for position, value in changes:
        content[position % len(content)] = value
    assert refusal(bytes(content)) != ""


@given(start=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]), rest=st.binary(max_size=300))
def test_random_bytes_are_refused(start, rest):
    assert refusal(start + rest) is not None


SAMPLES = {kind: make() for kind, make in MAKERS.items()}
