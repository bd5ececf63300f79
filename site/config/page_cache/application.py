"""The WSGI application that answers from kept pages and lets Django make those that are missing."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.conf import settings

from config.page_cache.asking import Asked, Environ, Policy
from config.page_cache.entries import IDENTITY, Entry, make_entry
from config.page_cache.front import Front
from config.page_cache.gates import Queue
from config.page_cache.memory import Memory, Passes
from config.page_cache.middleware import ASKED, KEPT, Kept
from config.page_cache.places import gate, shelf
from config.page_cache.release import release_name
from freshness import reads, versions, watch
from freshness.place import store
from freshness.snapshot import Snapshot

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Wagtail keeps what these say in the process's cache, where no query shows that a page was made from them.
ALWAYS_USED = frozenset(("wagtailcore_site", "wagtailcore_locale"))
ROOT_PATHS = ("wagtailcore_site", "wagtailcore_locale", "wagtailcore_page")
PASS_SECONDS = 30.0


class PageCache:
    """Stands around Django's application."""

    def __init__(self, django: Application) -> None:
        self.django = django
        self.policy = Policy()
        self.release = release_name()
        self.memory = Memory(settings.PAGE_CACHE_MEMORY)
        self.passes = Passes()
        self.shelf = shelf(self.release)
        self.queue = Queue(gate(self.release))
        self.front = Front()
        # What the release before this one made must not be handed out by nginx.
        self.front.swing()
        self._roots = ""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = self.policy.ask(environ)
        if asked is None or watch.has_written():
            return self.django(environ, start_response)
        generation = versions.generation()
        if generation is None:
            return self.django(environ, start_response)
        entry = self._fresh(self.memory.get(asked.key, is_plain=asked.is_plain), generation)
        if entry is None:
            entry = self._from_shelf(asked, generation)
        if entry is not None:
            return self._answer(entry, environ, start_response)
        if not asked.may_keep or self.passes.holds(asked.key, now=time.monotonic()):
            return self.django(environ, start_response)
        return self._make_alone(asked, environ, start_response)

    # Finding

    @staticmethod
    def _fresh(entry: Entry | None, generation: str) -> Entry | None:
        """The entry, if nothing it was made from was written since. The generation was asked before anything else."""
        if entry is None or entry.expires <= time.time():
            return None
        if entry.checked != generation:
            if store().token(entry.tables) != entry.token:
                return None
            entry.checked = generation
        return entry

    def _from_shelf(self, asked: Asked, generation: str) -> Entry | None:
        entry = self._fresh(self.shelf.get(asked.key), generation)
        if entry is not None:
            self.memory.put(entry, is_plain=asked.is_plain)
        return entry

    # Making

    def _make_alone(self, asked: Asked, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        with self.queue.alone(asked.key):
            generation = versions.generation()
            if generation is not None:
                # Whoever waited here finds what the one before has made.
                entry = self._fresh(self.memory.get(asked.key, is_plain=asked.is_plain), generation)
                entry = entry or self._from_shelf(asked, generation)
                if entry is not None:
                    return self._answer(entry, environ, start_response)
            if self.passes.holds(asked.key, now=time.monotonic()):
                return self.django(environ, start_response)
            return self._make(asked, environ, start_response)

    def _make(self, asked: Asked, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start = versions.snapshot()
        if start is None:
            return self.django(environ, start_response)
        self._forget_old_roots(start)
        reduced = asked.reduced(environ)
        reduced[ASKED] = True
        told: list[tuple[Any, ...]] = []
        with reads.recording(start) as reading:
            body = self.django(reduced, lambda *args: told.append(args))
        kept: Kept | None = reduced.get(KEPT)
        if kept is None:
            if not told[-1][0].startswith("5"):
                self.passes.add(asked.key, until=time.monotonic() + PASS_SECONDS)
            start_response(*told[-1])
            if environ["REQUEST_METHOD"] != "HEAD":
                return body
            _close(body)
            return ()
        _close(body)
        tables = tuple(sorted(reading.tables | ALWAYS_USED))
        seconds = min(kept.seconds or settings.PAGE_CACHE_SECONDS, settings.PAGE_CACHE_SECONDS)
        if reading.until is not None:
            seconds = min(seconds, reading.until.timestamp() - time.time())
        entry = make_entry(
            asked.key, headers=kept.headers, body=kept.body, tables=tables, token=start.token(tables), seconds=seconds
        )  # fmt: skip
        self.memory.put(entry, is_plain=asked.is_plain)
        self.shelf.put(entry)
        return self._answer(entry, environ, start_response)

    def _forget_old_roots(self, start: Snapshot) -> None:
        """Wagtail tells no other process when the site's root moves; each would make wrong addresses for an hour."""
        roots = start.token(ROOT_PATHS)
        if roots != self._roots:
            apps.get_model("wagtailcore", "Site").clear_site_root_paths_cache()
            self._roots = roots

    # Answering

    def _answer(self, entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        variant = entry.best(environ.get("HTTP_ACCEPT_ENCODING", IDENTITY))
        extra = self.front.headers(entry)
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if wanted is not None and _is_known(variant.etag, wanted):
            start_response("304 Not Modified", variant.brief + extra)
            return ()
        start_response("200 OK", variant.headers + extra)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)


def _close(body: Iterable[bytes]) -> None:
    """Let Django end its request, as the server would have done after the last byte."""
    if hasattr(body, "close"):
        body.close()


def _is_known(etag: str, wanted: str) -> bool:
    """Whether an If-None-Match header names this ETag; a proxy may have marked it as weak."""
    return wanted.strip() == "*" or any(part.strip().removeprefix("W/") == etag for part in wanted.split(","))
