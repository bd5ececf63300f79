"""Small real documents, written byte by byte or by the library that people's programs would use."""

import zipfile
import zlib
from io import BytesIO

import openpyxl

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def pdf(*, pages: int = 1, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF with a cross-reference table; `extra` goes in as plain objects, `trailer` in the trailer."""
    kids = b" ".join(b"%d 0 R" % (3 + index) for index in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
    ]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"] * pages
    content, places = b"%PDF-1.7\n", []
    for index, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (index, body)
    content += extra
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    start = len(content)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, trailer, start)
    )


def pdf_stream(data: bytes, *, dictionary: bytes = b"", number: int = 900) -> bytes:
    head = b"%d 0 obj\n<< /Length %d %s >>\nstream\n" % (number, len(data), dictionary)
    return head + data + b"\nendstream\nendobj\n"


def object_stream(*objects: bytes, packing: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    """Objects numbered from 500 in a compressed object stream."""
    pairs, body = b"", b""
    for index, data in enumerate(objects):
        pairs += b"%d %d " % (500 + index, len(body))
        body += data + b" "
    dictionary = b"/Type /ObjStm /N %d /First %d /Filter %s %s" % (len(objects), len(pairs), packing, more)
    return pdf_stream(zlib.compress(pairs + body), dictionary=dictionary)


def package(files: dict[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # A date of its own, so that the same document has the same bytes whenever it is made.
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return output.getvalue()


def docx(
    files: dict[str, str | bytes] | None = None,
    *,
    main: str = WORD_MAIN,
    types: str = "",
    relationships: str = "",
) -> bytes:
    """A minimal Word document with extra files, content types and relationships of the main part."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
        ),
        "_rels/.rels": _relationships(
            f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>Молодіжна рада</w:t></w:r></w:p></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _relationships(relationships),
    }
    return package({**parts, **(files or {})})


def relationship(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'


def _relationships(body: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def odt(files: dict[str, str | bytes] | None = None, *, body: str = "", mimetype: str = ODT_TYPE) -> bytes:
    """A minimal OpenDocument text with extra files and extra elements in its text."""
    parts: dict[str, str | bytes] = {
        "mimetype": mimetype,
        "content.xml": (
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
            ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
            ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
            f"<text:p>Громада</text:p>{body}</office:text></office:body></office:document-content>"
        ),
        "META-INF/manifest.xml": (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/"'
            f' manifest:media-type="{mimetype}"/></manifest:manifest>'
        ),
    }
    return package({**parts, **(files or {})}, stored=("mimetype",))


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Показник", 42])
    book.active["A2"].hyperlink = "https://decentralization.ua/"
    output = BytesIO()
    book.save(output)
    return output.getvalue()
