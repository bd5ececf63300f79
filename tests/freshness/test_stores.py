"""Each place for versions keeps the same promises; the shared ones keep them between processes."""

import multiprocessing
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from redis import Redis, RedisError

from freshness.statements import EVERYTHING
from freshness.stores.memory import MemoryStore
from freshness.stores.redis_server import RedisStore
from freshness.stores.shared_file import NO_WRITE, SharedFileStore

REDIS = "redis://127.0.0.1:6379/9"
PROCESSES = multiprocessing.get_context("fork")


def redis_answers():
    with suppress(RedisError):
        return Redis.from_url(REDIS, socket_connect_timeout=0.3).ping()
    return False


needs_redis = pytest.mark.skipif(not redis_answers(), reason="no Redis answers on 127.0.0.1:6379")


def forget_redis(prefix):
    client = Redis.from_url(REDIS)
    client.delete(*(f"{prefix}:{name}" for name in ("generation", "tables", "writes")))


@pytest.fixture
def prefix():
    name = f"test-{os.getpid()}-{time.monotonic_ns()}"
    yield name
    forget_redis(name)


@pytest.fixture(params=["memory", "file", pytest.param("redis", marks=needs_redis)])
def store(request, tmp_path):
    if request.param == "memory":
        return MemoryStore()
    if request.param == "file":
        return SharedFileStore(tmp_path / "shared" / "versions")
    return RedisStore(REDIS, prefix=request.getfixturevalue("prefix"))


def write(store, *tables):
    store.end_write(store.begin_write(), tables=tables)


def test_token_changes_with_its_own_tables_only(store):
    before, other = store.token(["Alpha"]), store.token(["beta"])
    write(store, "alpha")
    assert store.token(["alpha"]) != before
    assert store.token(["beta"]) == other


def test_token_does_not_depend_on_the_order_of_tables(store):
    assert store.token(["beta", "alpha", "beta"]) == store.token(["alpha", "beta"])


def test_everything_changes_every_token(store):
    before = store.token(["alpha"])
    write(store, EVERYTHING)
    assert store.token(["alpha"]) != before


def test_snapshot_stays_as_it_was(store):
    snapshot, before = store.snapshot(), store.token(["alpha"])
    write(store, "alpha")
    assert snapshot.token(["alpha"]) == before
    assert store.snapshot().token(["alpha"]) == store.token(["alpha"])


def test_generation_changes_with_every_write_and_only_then(store):
    seen = [store.generation()]
    assert store.generation() == seen[0]
    for table in ("alpha", "beta", "alpha"):
        write(store, table)
        seen.append(store.generation())
    assert len(set(seen)) == 4


def test_write_that_changed_nothing_changes_no_token(store):
    before = store.generation(), store.token(["alpha"])
    store.end_write(store.begin_write(), tables=())
    assert (store.generation(), store.token(["alpha"])) == before


def in_another_process(task):
    process = PROCESSES.Process(target=task)
    process.start()
    process.join()


@pytest.fixture(params=["file", pytest.param("redis", marks=needs_redis)])
def pair(request, tmp_path):
    """Two stores that share one place, as two processes have them."""
    if request.param == "file":
        return tuple(SharedFileStore(tmp_path / "versions") for _number in range(2))
    prefix = request.getfixturevalue("prefix")
    return tuple(RedisStore(REDIS, prefix=prefix) for _number in range(2))


def test_write_of_another_process_is_seen(pair):
    mine, theirs = pair
    before = mine.token(["alpha"]), mine.generation()
    in_another_process(lambda: write(theirs, "alpha"))
    assert mine.token(["alpha"]) != before[0]
    assert mine.generation() != before[1]


def test_tokens_of_two_processes_are_equal(pair):
    mine, theirs = pair
    write(theirs, "alpha")
    assert mine.token(["alpha", "beta"]) == theirs.token(["alpha", "beta"])
    assert mine.snapshot().token(["alpha"]) == theirs.token(["alpha"])


def test_no_write_is_lost_when_processes_write_at_once(tmp_path):
    store = SharedFileStore(tmp_path / "versions")
    start = int(store.generation().rpartition(".")[2])

    def write_often():
        for _number in range(200):
            write(store, "alpha")

    writers = [PROCESSES.Process(target=write_often) for _number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert int(store.generation().rpartition(".")[2]) - start == 600


def test_process_that_dies_between_writing_and_telling_makes_everything_stale(tmp_path):
    store = SharedFileStore(tmp_path / "versions")
    before = store.token(["alpha"])

    def die():
        store.begin_write()
        os.kill(os.getpid(), signal.SIGKILL)

    in_another_process(die)
    # It is looked after once a second.
    store._next_check = 0.0
    assert store.token(["alpha"]) != before
    after = store.token(["alpha"])
    store._next_check = 0.0
    assert store.token(["alpha"]) == after


def test_write_under_way_makes_nothing_stale(tmp_path):
    store = SharedFileStore(tmp_path / "versions")
    before = store.token(["alpha"])
    store.begin_write()
    store._next_check = 0.0
    assert store.token(["alpha"]) == before


def test_more_writes_at_once_than_places_are_all_told(tmp_path):
    store = SharedFileStore(tmp_path / "versions")
    writes = [store.begin_write() for _number in range(70)]
    assert writes.count(NO_WRITE) == 6
    tokens = {store.token(["alpha"])}
    for number in writes:
        store.end_write(number, tables=["alpha"])
        tokens.add(store.token(["alpha"]))
    assert len(tokens) == 71


def test_file_that_was_removed_makes_everything_stale(tmp_path):
    store = SharedFileStore(tmp_path / "versions")
    before = store.token(["alpha"])
    (tmp_path / "versions").unlink()
    store._next_check = 0.0
    assert store.token(["alpha"]) not in (None, before)


def test_file_of_another_kind_is_replaced(tmp_path):
    path = tmp_path / "versions"
    path.write_text("something else")
    store = SharedFileStore(path)
    assert store.token(["alpha"]) is None
    store._next_check = 0.0
    assert store.token(["alpha"]) is not None


def test_place_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    store = SharedFileStore(blocked / "versions")
    write(store, "alpha")
    assert (store.token(["alpha"]), store.snapshot(), store.generation()) == (None, None, None)


def test_redis_that_does_not_answer_keeps_nothing_and_stops_nobody():
    store = RedisStore("redis://127.0.0.1:1/0", prefix="nobody")
    write(store, "alpha")
    assert (store.token(["alpha"]), store.snapshot(), store.generation()) == (None, None, None)


@needs_redis
def test_connection_that_redis_closed_is_made_anew(prefix):
    store = RedisStore(REDIS, prefix=prefix)
    write(store, "alpha")
    before = store.generation()
    # This one only: other people's connections to the same server are none of this test's business.
    store._line._own.connection._sock.shutdown(socket.SHUT_RDWR)
    assert store.generation() == before


@needs_redis
def test_threads_and_children_have_connections_of_their_own(prefix):
    store = RedisStore(REDIS, prefix=prefix)
    write(store, "alpha")
    before = store.generation()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _number: store.generation(), range(40))) == {before}
    in_another_process(lambda: write(store, "beta"))
    assert store.generation() != before


@needs_redis
def test_redis_that_was_emptied_makes_everything_stale(prefix):
    store = RedisStore(REDIS, prefix=prefix)
    write(store, "alpha")
    before = store.token(["alpha"])
    forget_redis(prefix)
    store.token(["alpha"])
    assert store.token(["alpha"]) not in (None, before)


@needs_redis
def test_redis_that_dropped_the_tables_alone_makes_everything_stale(prefix):
    store, other = (RedisStore(REDIS, prefix=prefix) for _number in range(2))
    before = store.token(["alpha"])
    Redis.from_url(REDIS).delete(f"{prefix}:tables")
    assert other.token(["alpha"]) is None
    assert other.token(["alpha"]) not in (None, before)
    assert store.token(["alpha"]) == other.token(["alpha"])


@needs_redis
def test_write_lost_with_its_process_makes_everything_stale_after_a_while(prefix):
    store = RedisStore(REDIS, prefix=prefix)
    before = store.token(["alpha"])
    number = store.begin_write()
    Redis.from_url(REDIS).zadd(f"{prefix}:writes", {str(number): time.time() - 61})
    store._next_check = 0.0
    assert store.token(["alpha"]) != before


@needs_redis
def test_change_that_redis_did_not_hear_is_told_later(prefix):
    store, other = (RedisStore(REDIS, prefix=prefix) for _number in range(2))
    before = other.token(["alpha"])
    good = store._redis
    store._redis = Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True)
    store.end_write(1, tables=["alpha"])
    assert store.token(["alpha"]) is None
    store._redis = good
    store._teller.join(5)
    assert other.token(["alpha"]) != before
