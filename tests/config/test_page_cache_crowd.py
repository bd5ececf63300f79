"""Many readers at once, in many threads and processes: each page is made once for all of them."""

import multiprocessing
import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from redis import Redis, RedisError

from config.page_cache import gates
from config.page_cache.application import PageCache
from config.page_cache.entries import make_entry
from config.page_cache.gates import FileGate, Queue, RedisGate
from config.page_cache.middleware import ASKED, KEPT, Kept
from config.page_cache.shelves import FolderShelf, RedisShelf
from freshness import versions
from tests.config.reader import Reader

REDIS = "redis://127.0.0.1:6379/9"
PROCESSES = multiprocessing.get_context("fork")


def redis_answers():
    with suppress(RedisError):
        return Redis.from_url(REDIS, socket_connect_timeout=0.3).ping()
    return False


needs_redis = pytest.mark.skipif(not redis_answers(), reason="no Redis answers on 127.0.0.1:6379")


@pytest.fixture
def prefix():
    name = f"test-{os.getpid()}-{time.monotonic_ns()}"
    yield name
    client = Redis.from_url(REDIS)
    for key in client.scan_iter(f"{name}*"):
        client.delete(key)


class Slow:
    """An application whose pages take a while; those under /uk/private/ may not be kept."""

    def __init__(self, log):
        self.log = log

    def __call__(self, environ, start_response):
        with self.log.open("a") as log:
            log.write(f"{environ['PATH_INFO']}\n")
        time.sleep(0.1)
        headers = [("Content-Type", "text/html"), ("Cache-Control", "public, max-age=0, must-revalidate")]
        if environ["PATH_INFO"] == "/uk/error/":
            start_response("500 Internal Server Error", headers)
            return [b"sorry"]
        if ASKED in environ and not environ["PATH_INFO"].startswith("/uk/private/"):
            environ[KEPT] = Kept(headers, b"<p>page</p>" * 100, None)
        start_response("200 OK", headers)
        return [b"<p>page</p>" * 100]


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log"
    path.touch()
    return path


def made(log):
    return log.read_text().splitlines()


@pytest.fixture(params=["memory", "folder", pytest.param("redis", marks=needs_redis)])
def place(request, settings, tmp_path):
    settings.PAGE_CACHE_URL = {"memory": "memory:", "folder": str(tmp_path / "pages"), "redis": REDIS}[
        request.param
    ]
    yield request.param
    if request.param == "redis":
        client = Redis.from_url(REDIS)
        for key in client.scan_iter("pages:*"):
            client.delete(key)


def ask(application, path, **headers):
    return Reader(application).get(path, **headers).status


def test_threads_that_come_to_a_cold_page_wait_for_one(db, place, log):
    application = PageCache(Slow(log))
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _number: ask(application, "/uk/"), range(64)))
    assert (answers, made(log)) == ([200] * 64, ["/uk/"])


def test_pages_are_made_at_the_same_time_as_other_pages(db, place):
    # Each of the two goes on only when the other one is there.
    together = Barrier(2, timeout=20)

    def application(environ, start_response):
        together.wait()
        start_response("200 OK", [])
        return [b""]

    cache = PageCache(application)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda number: ask(cache, f"/uk/{number}/"), range(2))) == [200, 200]


def test_nobody_waits_for_a_page_that_is_never_kept(db, place, log):
    application = PageCache(Slow(log))
    ask(application, "/uk/private/")
    assert application.passes.holds("http\nlocalhost\n\n/uk/private/\n\n", now=time.monotonic())
    ask(application, "/uk/private/")
    assert len(made(log)) == 2


def test_error_is_no_reason_to_stop_keeping_a_page(db, place, log):
    application = PageCache(Slow(log))
    assert [ask(application, "/uk/error/") for _time in range(2)] == [500, 500]
    assert application.passes.holds("http\nlocalhost\n\n/uk/error/\n\n", now=0.0) is False


@pytest.mark.parametrize("place", ["folder", pytest.param("redis", marks=needs_redis)], indirect=True)
def test_processes_that_come_to_a_cold_page_wait_for_one(db, place, log):
    application = PageCache(Slow(log))
    readers = [PROCESSES.Process(target=ask, args=(application, "/uk/")) for _number in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert made(log) == ["/uk/"]


@pytest.mark.parametrize("place", ["folder", pytest.param("redis", marks=needs_redis)], indirect=True)
def test_process_that_starts_later_finds_the_page(db, place, log):
    ask(PageCache(Slow(log)), "/uk/")
    ask(PageCache(Slow(log)), "/uk/")
    assert made(log) == ["/uk/"]


@pytest.mark.parametrize("place", ["folder", pytest.param("redis", marks=needs_redis)], indirect=True)
def test_page_on_the_shelf_that_is_out_of_date_is_not_found(db, place, log):
    ask(PageCache(Slow(log)), "/uk/")
    versions.forget()
    ask(PageCache(Slow(log)), "/uk/")
    assert made(log) == ["/uk/", "/uk/"]


@pytest.mark.parametrize("place", ["folder", pytest.param("redis", marks=needs_redis)], indirect=True)
def test_page_of_another_release_is_not_found(db, place, log, settings):
    ask(PageCache(Slow(log)), "/uk/")
    settings.CONTACT_EMAIL = "another@example.org"
    ask(PageCache(Slow(log)), "/uk/")
    assert made(log) == ["/uk/", "/uk/"]


@pytest.fixture(params=["file", pytest.param("redis", marks=needs_redis)])
def gate(request, tmp_path):
    if request.param == "file":
        return FileGate(tmp_path / "gate")
    return RedisGate(REDIS, prefix=request.getfixturevalue("prefix"))


def in_another_process(gate, key):
    """Whether another process may pass the gate."""
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=lambda: theirs.send(gate.close(key)))
    process.start()
    process.join()
    return ours.recv()


def test_gate_is_closed_to_others_until_it_is_opened(gate):
    assert gate.close("a") is True
    assert (in_another_process(gate, "a"), in_another_process(gate, "b")) == (False, True)
    gate.open("a")
    assert in_another_process(gate, "a") is True


def test_gate_of_a_process_that_died_is_open(tmp_path):
    gate = FileGate(tmp_path / "gate")
    assert in_another_process(gate, "a") is True
    assert gate.close("a") is True


def test_whoever_waited_too_long_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(gates, "PATIENCE", 0.05)
    queue, passed = Queue(FileGate(tmp_path / "gate")), []
    with queue.alone("a"), ThreadPoolExecutor(1) as pool:

        def go():
            with queue.alone("a"):
                passed.append(True)

        pool.submit(go).result()
    assert passed == [True]


def test_gate_without_a_place_stops_nobody(tmp_path):
    (tmp_path / "file").touch()
    assert FileGate(tmp_path / "file" / "gate").close("a") is True
    assert RedisGate("redis://127.0.0.1:1/0", prefix="x").close("a") is True


def page(key, *, body=b"x" * 5000):
    return make_entry(
        key, headers=[("Content-Type", "image/png")], body=body, tables=("a",), token="1", seconds=60
    )


def test_folder_stays_within_its_room_and_gives_up_the_oldest(tmp_path):
    shelf = FolderShelf(tmp_path / "pages", release="1", room=12_000)
    for number in range(4):
        shelf.put(page(str(number)))
        os.utime(shelf._path(str(number)), (number, number))
    shelf.sweep()
    assert [shelf.get(str(number)) is not None for number in range(4)] == [False, False, True, True]


def test_folder_is_closed_to_other_accounts(tmp_path):
    shelf = FolderShelf(tmp_path / "pages", release="1", room=12_000)
    shelf.put(page("a"))
    assert oct(shelf._path("a").parent.stat().st_mode)[-2:] == "00"


def test_shelf_that_cannot_be_reached_is_empty(tmp_path):
    (tmp_path / "file").touch()
    for shelf in (
        FolderShelf(tmp_path / "file" / "pages", release="1", room=1000),
        RedisShelf("redis://127.0.0.1:1/0", prefix="x"),
    ):
        shelf.put(page("a"))
        assert shelf.get("a") is None
