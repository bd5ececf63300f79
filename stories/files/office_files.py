"""Check the zip packages that word processors and spreadsheets write: DOCX, XLSX and ODT.

Nothing is executed or shown here: file names, declared types, relationships and the elements of an ODT are
read. Fields in a DOCX's text (such as DDE) and formulas in an XLSX are not looked at; Office asks before it
runs them.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from stories.files.document_refusals import DocumentRefused
from stories.files.uploads import MEBIBYTE

OFFICE_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
_MAIN_PARTS = {
    f"{content_type}.main+xml": kind for kind, content_type in OFFICE_TYPES.items() if kind != "odt"
}

_MAX_ENTRIES = 2000
_MAX_INFLATED = 150 * MEBIBYTE
_MAX_XML = 40 * MEBIBYTE
# XML of a large table packs 20 to 50 times; a high ratio tells something only where a lot comes out.
_MAX_RATIO = 200
_RATIO_FROM = 10 * MEBIBYTE
_PIECE = 256 * 1024
_ENCRYPTED_FLAG = 1
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|\0|(^|/)\.\.(/|$)")

_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "ms-word.vbadata")
_MACRO_FILES = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/.*)$|^(Basic|Scripts)/.", re.IGNORECASE
)
_OBJECT_TYPES = ("oleobject", "activex")
_LINK_TYPE = "externallink"
_OBJECT_FILES = re.compile(
    r"(^|/)(activeX/.*|embeddings/.*\.(bin|exe|msg|docm|xlsm|xlsb|pptm)|oleObject[^/]*)$", re.IGNORECASE
)

# In an OpenDocument file, elements whose link brings content in, unlike a hyperlink that only leads away.
_ODF_LINKED = {
    "object",
    "object-ole",
    "image",
    "plugin",
    "applet",
    "floating-frame",
    "section-source",
    "fill-image",
}
_ODF_PROGRAM = "event-listener"
_ODF_OBJECTS = {"object-ole", "plugin", "applet"}
_ODF_XML = ("content.xml", "styles.xml")

_DAMAGES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


def check_office_file(content: bytes) -> str:
    """Return docx, xlsx or odt.

    Raises DocumentRefused: truncated, encrypted, too_much_inside, macros, embedded_object, external_content,
    unsupported_format or not_a_document.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_entries(package, packed=len(content))
            names = set(package.namelist())
            if _CONTENT_TYPES in names:
                return _check_open_xml(package)
            if _MIMETYPE in names:
                return _check_open_document(package)
    except DocumentRefused:
        raise
    except (*_DAMAGES, ParseError, DefusedXmlException) as error:
        raise DocumentRefused("truncated") from error
    raise DocumentRefused("unsupported_format", format="ZIP")


def _check_entries(package: zipfile.ZipFile, *, packed: int) -> None:
    """Bound the package by what it says, then unpack all of it once to see that this is true."""
    entries = package.infolist()
    inflated = sum(entry.file_size for entry in entries)
    is_bomb = inflated > _RATIO_FROM and inflated > _MAX_RATIO * packed
    if len(entries) > _MAX_ENTRIES or inflated > _MAX_INFLATED or is_bomb:
        raise DocumentRefused("too_much_inside")
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise DocumentRefused("encrypted")
    names = [entry.filename.lower() for entry in entries]
    # Of two entries with one name, two programs may read different ones.
    if len(set(names)) != len(names) or any(_UNSAFE_NAME.search(entry.orig_filename) for entry in entries):
        raise DocumentRefused("truncated")
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise DocumentRefused("truncated")
    for entry in entries:
        with package.open(entry) as file:
            while file.read(_PIECE):
                pass  # ZipFile compares the checksum and the true length with the promised ones
    _check_files(package.namelist())


def _check_files(names: list[str]) -> None:
    if any(_MACRO_FILES.search(name) for name in names):
        raise DocumentRefused("macros")
    if any(_OBJECT_FILES.search(name) for name in names):
        raise DocumentRefused("embedded_object")


def _elements(package: zipfile.ZipFile, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element's local name and its attributes by local name, in the order of their ends."""
    if package.getinfo(name).file_size > _MAX_XML:
        raise DocumentRefused("too_much_inside")
    with package.open(name) as file:
        for _event, element in iterparse(file, forbid_dtd=True):
            attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
            yield element.tag.rpartition("}")[2], attributes
            element.clear()


def _check_open_xml(package: zipfile.ZipFile) -> str:
    types = [
        attributes.get("ContentType", "").lower() for _name, attributes in _elements(package, _CONTENT_TYPES)
    ]
    if any(macro in content_type for content_type in types for macro in _MACRO_TYPES):
        raise DocumentRefused("macros")
    if any(thing in content_type for content_type in types for thing in _OBJECT_TYPES):
        raise DocumentRefused("embedded_object")
    if any(_LINK_TYPE in content_type for content_type in types):
        raise DocumentRefused("external_content")
    for name in package.namelist():
        if name.lower().endswith(".rels"):
            _check_relationships(_elements(package, name))
    kinds = {_MAIN_PARTS[content_type] for content_type in types if content_type in _MAIN_PARTS}
    if len(kinds) != 1:
        raise DocumentRefused("unsupported_format", format="Office Open XML")
    return kinds.pop()


def _check_relationships(relationships: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Only a hyperlink may lead out: a template, an object or a picture would be fetched on opening."""
    for _name, attributes in relationships:
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise DocumentRefused("external_content")
        if kind in ("oleobject", "control", "vbaproject"):
            raise DocumentRefused("embedded_object")


def _check_open_document(package: zipfile.ZipFile) -> str:
    mimetype = package.read(_MIMETYPE)[:100].decode("ascii", "replace").strip()
    if _MANIFEST in package.namelist() and any(
        name == "encryption-data" for name, _attributes in _elements(package, _MANIFEST)
    ):
        raise DocumentRefused("encrypted")
    if mimetype != OFFICE_TYPES["odt"]:
        raise DocumentRefused("unsupported_format", format=mimetype if mimetype.isprintable() else "ZIP")
    if _ODF_XML[0] not in package.namelist():
        raise DocumentRefused("truncated")
    for path in package.namelist():
        if path.rpartition("/")[2] in _ODF_XML:
            for name, attributes in _elements(package, path):
                _check_open_document_element(name, attributes)
    return "odt"


def _check_open_document_element(name: str, attributes: dict[str, str]) -> None:
    if name == _ODF_PROGRAM:
        raise DocumentRefused("macros")
    if name in _ODF_LINKED and _leads_out(attributes.get("href", "")):
        raise DocumentRefused("external_content")
    if name in _ODF_OBJECTS:
        raise DocumentRefused("embedded_object")


def _leads_out(href: str) -> bool:
    """Whether a link inside an OpenDocument package has a scheme, a host, a drive or a way up."""
    path = href.partition("#")[0]
    return path.startswith("/") or ":" in path or "\\" in path or ".." in path.split("/")
