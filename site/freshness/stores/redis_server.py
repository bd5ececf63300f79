"""Versions in Redis, for a site on several hosts.

One hash holds the version of every table that was ever written, and one key the generation. While Redis cannot be
reached, nothing is known and nothing is kept; changes made meanwhile are told as soon as it answers again.
"""

import logging
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock, Thread

from redis import Redis, RedisError

from freshness.snapshot import Listener, nobody
from freshness.statements import EVERYTHING
from freshness.stores.memory import MappedSnapshot
from freshness.stores.redis_line import Line

log = logging.getLogger(__name__)

_TIMEOUT = 0.5
_REST = 2.0
"""Seconds for which a server that didn't answer is left alone."""
_LOST_AFTER = 60
"""Seconds after which a write that was begun and never ended counts as one whose process died."""
_CHECK_SECONDS = 5.0


class RedisStore:
    """Counts in Redis. Versions are random, so that a key that Redis dropped never comes back with an old value."""

    def __init__(self, url: str, *, prefix: str, told: Listener = nobody) -> None:
        self._told = told
        self._redis = Redis.from_url(
            url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT, decode_responses=True
        )
        self._key, self._hash, self._writes = f"{prefix}:generation", f"{prefix}:tables", f"{prefix}:writes"
        self._line = Line(self._redis, self._key)
        self._lock = Lock()
        self._kept: tuple[str, MappedSnapshot] | None = None
        self._rest_until = self._next_check = 0.0
        self._untold: set[str] = set()
        self._teller: Thread | None = None

    # Reading

    def generation(self) -> str | None:
        now = time.monotonic()
        if self._untold or now < self._rest_until:
            return None
        try:
            if now >= self._next_check:
                self._next_check = now + _CHECK_SECONDS
                self._look_for_lost_writes()
            found = self._ask()
        except RedisError as error:
            self._rest(error)
            return None
        return found or self._begin_anew()

    def _ask(self) -> str | None:
        with suppress(RedisError, OSError):
            return self._line.ask()
        # Redis may have closed a connection that rested for long; its client asks again by itself.
        found = self._redis.get(self._key)
        return str(found) if found else None

    def snapshot(self) -> MappedSnapshot | None:
        generation = self.generation()
        if generation is None:
            return None
        kept = self._kept
        if kept is not None and kept[0] == generation:
            return kept[1]
        try:
            with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.get(self._key)
                pipeline.hgetall(self._hash)
                found, versions = pipeline.execute()
        except RedisError as error:
            self._rest(error)
            return None
        if not found or EVERYTHING not in versions:
            # Redis was emptied between the two questions, or dropped the one and kept the other.
            self._begin_anew()
            return None
        self._kept = (found, MappedSnapshot(versions))
        return self._kept[1]

    def token(self, tables: Iterable[str]) -> str | None:
        snapshot = self.snapshot()
        return None if snapshot is None else snapshot.token(tables)

    def _begin_anew(self) -> str | None:
        """Redis knows nothing: it is new, or was emptied. Whatever was kept is stale."""
        with suppress(RedisError):
            self._tell({EVERYTHING})
            return str(self._redis.get(self._key))
        return None

    # Writing

    def begin_write(self) -> int:
        write = secrets.randbits(62) + 1
        if time.monotonic() < self._rest_until:
            return write
        try:
            self._redis.zadd(self._writes, {str(write): time.time()})
        except RedisError as error:
            self._rest(error)
        return write

    def end_write(self, write: int, *, tables: Iterable[str]) -> None:
        told = {table.lower() for table in tables}
        try:
            self._tell(told, ended=str(write))
        except RedisError as error:
            self._rest(error)
            self._tell_later(told)
        if told:
            self._told(frozenset(told))

    def _tell(self, tables: set[str], *, ended: str = "") -> None:
        with self._redis.pipeline(transaction=True) as pipeline:
            if tables:
                number = secrets.token_hex(6)
                pipeline.hset(self._hash, mapping=dict.fromkeys(tables, number))
                # A hash that Redis dropped must not be missed by the tables that it doesn't name.
                pipeline.hsetnx(self._hash, EVERYTHING, number)
                pipeline.set(self._key, number)
            if ended:
                pipeline.zrem(self._writes, ended)
            pipeline.execute()

    def _tell_later(self, tables: set[str]) -> None:
        with self._lock:
            self._untold |= tables
            if tables and (self._teller is None or not self._teller.is_alive()):
                self._teller = Thread(target=self._tell_until_heard, name="freshness", daemon=True)
                self._teller.start()

    def _tell_until_heard(self) -> None:
        while True:
            with self._lock:
                told = set(self._untold)
            with suppress(RedisError):
                self._tell(told)
                with self._lock:
                    self._untold -= told
                    if not self._untold:
                        return
            time.sleep(_REST / 2)

    def _look_for_lost_writes(self) -> None:
        lost = self._redis.zrangebyscore(self._writes, "-inf", time.time() - _LOST_AFTER)
        if lost:
            self._tell({EVERYTHING})
            self._redis.zrem(self._writes, *lost)
            self._told(frozenset((EVERYTHING,)))

    def _rest(self, error: RedisError) -> None:
        now = time.monotonic()
        if now >= self._rest_until:
            log.warning("Pages are not kept for now, because Redis doesn't answer: %s", error)
        self._rest_until = now + _REST
