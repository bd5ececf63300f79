"""Which requests the page cache may answer, and what an answer depends on.

An answer depends on its key and on nothing else, because Django is shown a request that holds nothing else: headers
that are no part of the key are taken away before a page that may be kept is made. So nobody can slip something into
a page that others will read, and it doesn't matter whether a view names in `Vary` everything it looks at.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

Environ = dict[str, Any]

LONGEST_QUERY = 1024
LONGEST_HEADER = 100
# What an htmx request may vary by; its other headers are not shown to a page that may be kept.
HTMX_HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_TARGET", "HTTP_HX_HISTORY_RESTORE_REQUEST")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that the page cache may answer. `may_keep` is False if its own answer must not be kept."""

    key: str
    query: str
    language: str = ""
    htmx: dict[str, str] = field(default_factory=dict)
    may_keep: bool = True

    @property
    def is_plain(self) -> bool:
        """A page as it is linked everywhere; all others share the smaller part of the room."""
        return not self.query and not self.htmx

    def reduced(self, environ: Environ) -> Environ:
        """The request with nothing in it that is no part of the key."""
        kept = {name: value for name, value in environ.items() if not name.startswith("HTTP_")}
        for name in ("HTTP_HOST", _proto_header()):
            if name in environ:
                kept[name] = environ[name]
        kept.update(self.htmx)
        if self.language:
            kept["HTTP_ACCEPT_LANGUAGE"] = self.language
        # The bytes of a GET are what a HEAD is answered from.
        kept.update(REQUEST_METHOD="GET", QUERY_STRING=self.query)
        return kept


class Policy:
    """The rules, read from the settings once."""

    def __init__(self) -> None:
        self.language_paths = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        self.other_paths = tuple(settings.PAGE_CACHE_PATHS)
        self.parameters = frozenset(settings.PAGE_CACHE_PARAMETERS)
        self.ignored = frozenset(settings.PAGE_CACHE_IGNORED_PARAMETERS)
        # Whoever has one of these may see something of their own.
        self.personal_cookies = (f"{settings.SESSION_COOKIE_NAME}=", "messages=")
        # Whoever has this one has seen a form. Pages with a form are never kept, so any kept page is right for them.
        self.form_cookie = f"{settings.CSRF_COOKIE_NAME}="
        self.proto = _proto_header(), (settings.SECURE_PROXY_SSL_HEADER or ("", ""))[1]

    def ask(self, environ: Environ) -> Asked | None:
        """What the request asks for, or None if Django must answer it."""
        path = environ.get("PATH_INFO", "")
        has_language = path.startswith(self.language_paths)
        if not (has_language or path.startswith(self.other_paths)) or self._is_personal(environ):
            return None
        query = self._query(environ.get("QUERY_STRING", ""), drop_counters=has_language)
        htmx = _htmx(environ)
        # A line break would stand between the parts of the key.
        if query is None or htmx is None or "\n" in path:
            return None
        language = "" if has_language else _language(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER])
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        parts = (self._scheme(environ), host, environ.get("SCRIPT_NAME", ""), path, query, language)
        key = "\n".join((*parts, *(f"{name}={value}" for name, value in htmx.items())))
        return Asked(key, query, language, htmx, self.form_cookie not in environ.get("HTTP_COOKIE", ""))

    def _is_personal(self, environ: Environ) -> bool:
        cookies = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_AUTHORIZATION" in environ
            or bool(cookies and any(name in cookies for name in self.personal_cookies))
        )

    def _scheme(self, environ: Environ) -> str:
        header, secure = self.proto
        if header and (found := environ.get(header)) is not None:
            return "https" if found.split(",")[0].strip() == secure else "http"
        return str(environ["wsgi.url_scheme"])

    def _query(self, raw: str, *, drop_counters: bool) -> str | None:
        """The query with its names in order; None with a name we don't know.

        Names that only count visitors are dropped from addresses of pages. An interface may want to refuse them.
        """
        if not raw:
            return ""
        if len(raw) > LONGEST_QUERY:
            return None
        found = []
        for part in raw.split("&"):
            name = part.partition("=")[0]
            if name in self.parameters:
                found.append((name, part))
            elif name and not (drop_counters and (name in self.ignored or name.startswith("utm_"))):
                return None
        # Values of one name keep their order, which may mean something.
        return "&".join(part for _name, part in sorted(found, key=lambda pair: pair[0]))


def _proto_header() -> str:
    return settings.SECURE_PROXY_SSL_HEADER[0] if settings.SECURE_PROXY_SSL_HEADER else ""


def _htmx(environ: Environ) -> dict[str, str] | None:
    if "HTTP_HX_REQUEST" not in environ:
        return {}
    headers = {name: environ[name] for name in HTMX_HEADERS if name in environ}
    return headers if all(len(value) <= LONGEST_HEADER for value in headers.values()) else None


@lru_cache(maxsize=512)
def _language(accepted: str) -> str:
    """The one of the site's languages that a browser would get, as Django chooses it."""
    for code, _quality in parse_accept_lang_header(accepted):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
