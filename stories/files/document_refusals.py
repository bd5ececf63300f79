"""Why a document is not taken, in words for the person who sent it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_REASONS = {
    "empty": _("The file is empty. Choose the document again."),
    "too_large_file": _("The file is larger than %(megabytes)s MB. Make it smaller and send it again."),
    "not_a_document": _("This file is not a document we can take. Send PDF, DOCX, ODT or XLSX."),
    "legacy_format": _(
        "Old Word and Excel files (.doc, .xls) are not accepted."
        " Open the file and save it as DOCX, XLSX or PDF."
    ),
    "unsupported_format": _(
        "Files of the kind %(format)s are not accepted. Save the document as PDF, DOCX, ODT or XLSX."
    ),
    "macros": _(
        "The document contains macros (small programs). Save it without macros, as DOCX, ODT, XLSX or PDF,"
        " and send it again."
    ),
    "active_content": _(
        "The PDF contains programs or interactive media. Print it to a new PDF and send that one."
    ),
    "attached_files": _(
        "The PDF has other files attached inside it. Remove them, or print it to a new PDF,"
        " and send that one."
    ),
    "embedded_object": _(
        "The document has an embedded object or program. Replace it with a picture"
        " or save the document as PDF."
    ),
    "external_content": _(
        "The document takes content from another file or website. Break these links (ordinary hyperlinks may"
        " stay) or save it as PDF."
    ),
    "encrypted": _(
        "The document is protected with a password. Save a copy without protection and send that one."
    ),
    "truncated": _("The document is damaged or incomplete. Open it, save a copy and send the copy."),
    "too_many_pages": _("The document has more than %(pages)s pages. Send a shorter version."),
    "too_much_inside": _(
        "The document unpacks to far more than a document should. Save a copy or print it to PDF"
        " and send that."
    ),
}


class DocumentRefused(ValidationError):
    """A document that is not stored. `code` is the reason, a key of this module's table."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(_REASONS[code], code=code, params=params)
