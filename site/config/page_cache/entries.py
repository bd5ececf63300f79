"""A kept page: its bytes, plain and compressed, and what they were made from."""

import gzip
import json
import time
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import brotli

Headers = list[tuple[str, str]]

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
SHORTEST = 256
# On a story's page quality 6 takes 2 ms and 11 takes 90 for a tenth less; a page is made anew whenever it changes.
BROTLI_QUALITY = 6
GZIP_LEVEL = 6
_COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml",
                 "application/openapi+json", "application/rss+xml", "application/problem+json", "image/svg+xml")  # fmt: skip
_PER_ENTRY = 1024
"""About the bytes that an entry takes beside its bodies."""


@dataclass(slots=True)
class Variant:
    """One encoding of a page, with the headers that go with it."""

    body: bytes
    headers: Headers
    etag: str
    brief: Headers
    """The headers of an answer without a body to whoever has these bytes already."""


@dataclass(slots=True)
class Entry:
    """A response that anybody may have while none of its tables is written and its time isn't over."""

    key: str
    headers: Headers
    bodies: dict[str, bytes]
    tables: tuple[str, ...]
    token: str
    expires: float
    checked: str = ""
    """The generation in which the tables were last compared."""
    _variants: dict[str, Variant] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + _PER_ENTRY

    def variant(self, encoding: str) -> Variant:
        found = self._variants.get(encoding)
        if found is None:
            found = self._variants[encoding] = _variant(self.headers, self.bodies[encoding], encoding)
        return found

    def best(self, accepted: str) -> Variant:
        """What suits an Accept-Encoding header best."""
        return self.variant(preferred(accepted) if len(self.bodies) > 1 else IDENTITY)


def make_entry(
    key: str, *, headers: Headers, body: bytes, tables: tuple[str, ...], token: str, seconds: float
) -> Entry:
    """Keep a response, compressed in every way that browsers ask for if that makes it smaller."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    bodies = {IDENTITY: body}
    if is_compressible(kind) and len(body) >= SHORTEST:
        bodies[BROTLI] = brotli.compress(body, quality=BROTLI_QUALITY, mode=brotli.MODE_TEXT)
        bodies[GZIP] = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return Entry(key, headers, bodies, tables, token, time.time() + seconds)


def is_compressible(kind: str) -> bool:
    """Whether bytes of this media type become fewer."""
    return kind.startswith(_COMPRESSIBLE)


def _variant(headers: Headers, body: bytes, encoding: str) -> Variant:
    digest = blake2b(body, digest_size=12).hexdigest()
    etag = f'"{digest}{"-" * bool(encoding)}{encoding}"'
    own = [(name, value) for name, value in headers if name.lower() not in ("content-length", "etag")]
    own += [("ETag", etag)]
    full = [*own, ("Content-Length", str(len(body)))]
    if encoding:
        full.append(("Content-Encoding", encoding))
    brief = [(name, value) for name, value in own if not name.lower().startswith("content-t")]
    return Variant(body, full, etag, brief)


@lru_cache(maxsize=1024)
def preferred(accepted: str) -> str:
    """The best encoding that an Accept-Encoding header allows, the smaller one where it has no preference."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        try:
            weights[name.strip()] = float(parameter.partition("=")[2]) if parameter.strip() else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    anything = weights.get("*", 0.0)
    choices = [(weights.get(name, anything), rank, name) for rank, name in enumerate((GZIP, BROTLI))]
    weight, _rank, name = max(choices)
    # Plain bytes are always acceptable unless they are refused, but wanted only where somebody says so.
    return name if weight > 0 and weight >= weights.get("identity", 0.0) else IDENTITY


def to_bytes(entry: Entry) -> bytes:
    """The entry as one run of bytes: a line of JSON, then the bodies."""
    head = {
        "key": entry.key,
        "headers": entry.headers,
        "sizes": {name: len(body) for name, body in entry.bodies.items()},
        "tables": entry.tables,
        "token": entry.token,
        "expires": entry.expires,
    }
    return b"\n".join([json.dumps(head).encode(), b"".join(entry.bodies.values())])


def from_bytes(data: bytes, *, key: str) -> Entry | None:
    """The entry that `to_bytes` wrote, or None if these bytes are anything else, or those of another key."""
    line, _break, rest = data.partition(b"\n")
    try:
        head = json.loads(line)
        bodies, place = {}, 0
        for name, size in head["sizes"].items():
            bodies[name] = rest[place : place + size]
            place += size
        headers = [(str(name), str(value)) for name, value in head["headers"]]
        entry = Entry(head["key"], headers, bodies, tuple(head["tables"]), head["token"], head["expires"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return entry if entry.key == key and place == len(rest) and IDENTITY in bodies else None
