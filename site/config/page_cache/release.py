"""What a page is made with beside the database: the code, the templates, the texts, the settings."""

import json
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings

SUFFIXES = frozenset((".html", ".json", ".mo", ".py", ".svg", ".toml", ".txt", ".xml"))


def release_name() -> str:
    """A short name that is another after every deployment and every change of a setting."""
    parts = [sys.version, django.__version__, wagtail.__version__, *_files(), *_settings()]
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _files() -> Iterator[str]:
    base = Path(settings.BASE_DIR)
    folders = [base / name for name in ("contest", "site", "stories", "templates")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES]
    manifest = Path(settings.STATIC_ROOT or base) / "staticfiles.json"
    for path in sorted([*paths, manifest] if manifest.exists() else paths):
        status = path.stat()
        yield f"{path} {status.st_size} {status.st_mtime_ns}"


def _settings() -> Iterator[str]:
    for name in sorted(dir(settings)):
        if name.isupper():
            yield f"{name} {json.dumps(getattr(settings, name), default=_plain, skipkeys=True)}"


def _plain(value: Any) -> Any:
    """What JSON has no word for; objects are told by their kind, which is the same in every process."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return str(value) if isinstance(value, Path) else type(value).__name__
