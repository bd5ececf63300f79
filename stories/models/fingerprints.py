"""The fingerprint by which a safety review knows what it was about."""

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField

from stories.models.documents import StoryDocument
from stories.models.pictures import StoryImage

if TYPE_CHECKING:
    from stories.models.story import StoryPage

# What changes without a change of what a reader sees.
_VOLATILE = {
    "pk", "path", "depth", "numchild", "url_path", "translation_key", "locale", "alias_of", "content_type", "owner", "live",
    "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision", "first_published_at",
    "last_published_at", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "draft_title",
    "ordering", "wagtail_admin_comments", "search_description_hash",
}  # fmt: skip
_ROW_KEYS = {"pk", "story", "content_object"}


def content_fingerprint(story: "StoryPage") -> str:
    """Return the SHA-256, in hex, of everything a reader of the story sees: text, relations, photos with their files.

    The same for a story in memory, in the database and in a revision, whatever order many-to-many rows come in.
    """
    # Read first: a stream whose blocks were looked at forgets the number of a document that is deleted by now.
    data = story.serializable_data()
    photos = [photo.image for photo in story.photos.all()]
    documents = [block.value["document"] for block in story.documents]
    return _fingerprint(type(story), data, photos=photos, documents=documents)


def draft_fingerprints(model: type["StoryPage"], contents: Sequence[dict[str, Any]]) -> list[str]:
    """Return what `content_fingerprint` would say of each draft, in two queries for any number of them.

    `contents` are what revisions hold, without rows that refer to something deleted.
    """
    photos = [[row["image"] for row in content.get("photos", ())] for content in contents]
    documents = [_document_keys(content.get("documents")) for content in contents]
    images = StoryImage.objects.in_bulk({key for keys in photos for key in keys})
    files = StoryDocument.objects.in_bulk({key for keys in documents for key in keys if key})
    return [
        _fingerprint(
            model,
            content,
            photos=[images[key] for key in photos[n]],
            documents=[files.get(key) for key in documents[n]],
        )
        for n, content in enumerate(contents)
    ]


def _fingerprint(
    model: type["StoryPage"],
    data: dict[str, Any],
    *,
    photos: Sequence[StoryImage],
    documents: Sequence[StoryDocument | None],
) -> str:
    content = {key: value for key, value in data.items() if key not in _VOLATILE}
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            # A draft that was saved before the field came to be has nothing in it.
            content[field.name] = _stream(field, content.get(field.name))
        elif field.many_to_many and field.name in content:
            content[field.name] = sorted(content[field.name], key=str)
    _leave_out_what_came_later(content)
    for name, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and "pk" in value[0]:
            content[name] = [{key: row[key] for key in sorted(row) if key not in _ROW_KEYS} for row in value]
    content["tagged_items"] = sorted(content.get("tagged_items", []), key=str)
    content["photo_files"] = [_photo(image) for image in photos]
    content["document_files"] = [_document(document) for document in documents]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _leave_out_what_came_later(content: dict[str, Any]) -> None:
    """Forget empty parts that stories did not have when the first of them were reviewed: those reviews still count."""
    if not content.get("updates"):
        content.pop("updates", None)
    for block in content["indicators"]:
        if not block["value"].get("earlier"):
            block["value"].pop("earlier", None)


def _document_keys(stream: Any) -> list[int | None]:
    rows = json.loads(stream) if isinstance(stream, str) else stream or []
    return [row["value"].get("document") for row in rows]


def _stream(field: StreamField, value: Any) -> Any:
    # Untouched streams keep their raw JSON and touched ones are written anew; through the blocks both end alike.
    block = field.stream_block
    return block.get_prep_value(field.to_python(value))


def _document(document: StoryDocument | None) -> list[str]:
    # Its title is the library's own; readers see the one that the story gives it.
    return [document.get_file_hash()] if document else []


def _photo(image: StoryImage) -> list[str]:
    return [
        image.file_hash or image.get_file_hash(), image.alt_uk, image.alt_en, image.caption_uk, image.caption_en,
        image.credit, image.licence, image.consent,
    ]  # fmt: skip
