"""The loader asks as often as it is told and counts what went wrong."""

from http.server import BaseHTTPRequestHandler

import pytest

from bench.loader import load
from tests.bench.servers import Quiet, serving


@pytest.fixture
def server():
    """A server that knows one page; `asked` are the requests that came."""

    class Handler(Quiet, BaseHTTPRequestHandler):
        def do_GET(self):
            with self.server.lock:
                self.server.asked.append(
                    (self.path, self.headers["Accept-Encoding"], self.headers["Connection"])
                )
            self.send_response(200 if self.path == "/page" else 404)
            self.end_headers()
            self.wfile.write(b"x" * 300_000)

    with serving(Handler) as running:
        yield running


@pytest.mark.parametrize("connections", [1, 3])
def test_loader_asks_as_often_as_told_with_a_new_connection_each(server, connections):
    figures = load(server.server_port, "/page", connections=connections, seconds=60, requests=9)
    assert (figures["requests"], figures["failed"]) == (9, 0)
    assert server.asked == [("/page", "gzip, deflate, br", "close")] * 9
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert figures["per_second"] == figures["requests"] / figures["seconds"]


def test_loader_counts_every_answer_that_is_no_page(server):
    assert load(server.server_port, "/nowhere", connections=2, seconds=60, requests=4)["failed"] == 4


def test_loader_stops_when_its_time_is_over(server):
    assert load(server.server_port, "/page", connections=2, seconds=0)["requests"] == 2
