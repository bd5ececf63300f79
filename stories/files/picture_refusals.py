"""Why a picture is not taken, in words for the person who sent it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_REASONS = {
    "empty": _("The file is empty. Choose the picture again."),
    "too_large_file": _(
        "The file is larger than %(megabytes)s MB. "
        "Save the picture smaller or with stronger compression and send it again."
    ),
    "not_a_picture": _(
        "This file is not a picture. Send a photo or an image as JPEG, PNG, WebP, AVIF, GIF or HEIC."
    ),
    "svg": _(
        "SVG drawings are not accepted, because they can carry programs. "
        "Export the drawing as PNG and send that."
    ),
    "unsupported_format": _(
        "Pictures in the %(format)s format are not accepted. "
        "Save the picture as JPEG, PNG, WebP, AVIF, GIF or HEIC."
    ),
    "truncated": _(
        "The picture is damaged or incomplete. "
        "Send it again; if that does not help, open it on your device and save a copy."
    ),
    "too_many_pixels": _(
        "The picture has more pixels than we can take: at most %(megapixels)s megapixels "
        "and %(side)s pixels a side. Make it smaller and send it again."
    ),
}


class PictureRefused(ValidationError):
    """A picture that is not stored. `code` is the reason, a key of this module's table."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(_REASONS[code], code=code, params=params)
