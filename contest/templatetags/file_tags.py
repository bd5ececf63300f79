"""What templates ask of an application's files and of the applicant's device."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

from accounts.models import User
from contest.domain.device_key import device_key
from contest.domain.uploads import kind_at
from contest.enums import FileKind
from contest.models import Application, ApplicationFile

register = template.Library()

PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif"
DOCUMENT_TYPES = ".pdf,.docx,.odt,.xlsx"


@register.simple_tag
def file_of(application: Application, value: Any) -> ApplicationFile | None:
    """The file that the answer names. All files of the application are read once, however many fields ask."""
    prefetch_related_objects([application], "files")
    return next((file for file in application.files.all() if str(file.public_id) == value), None)


@register.simple_tag
def accepted_types(path: str) -> str:
    """What the browser should offer to choose at the path."""
    kind = kind_at(path)
    if kind is None:
        return f"{DOCUMENT_TYPES},{PHOTO_TYPES}"
    return PHOTO_TYPES if kind == FileKind.PHOTO else DOCUMENT_TYPES


@register.simple_tag
def kind_of_field(path: str) -> str:
    """What the field takes a file for; "" where the file itself says so."""
    return kind_at(path) or ""


@register.simple_tag
def key_of_device(user: User | AnonymousUser) -> str:
    """By what name the device keeps what this person types; "" for anonymous people."""
    return device_key(user) if isinstance(user, User) else ""
