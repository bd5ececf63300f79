"""Asks one address again and again over raw sockets, a new connection each time, and says how long the answers took.

A process of its own: `python -m bench.loader PORT PATH CONNECTIONS SECONDS [COOKIE]`. It warms up, prints "ready", waits for a
line on its input, then loads the server and prints one line of JSON. One loop over non-blocking sockets serves any
number of connections; `own_cpu` says how busy the loader itself was, so that it can be seen not to be the limit.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Sequence

HOST = "127.0.0.1"
READ_SIZE = 1 << 18
WARM_UP_SECONDS = 0.5
WARM_UP_REQUESTS = 4
_HEADERS = (
    "Host: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Language: uk\r\n"
    "Accept-Encoding: gzip, deflate, br\r\nConnection: close\r\n"
)


class _Visitor:
    """One visitor: asks, reads the whole answer, asks again."""

    __slots__ = ("answer", "began", "request", "socket", "target")

    def __init__(self, port: int, request: bytes) -> None:
        self.target, self.request = (HOST, port), request

    def begin(self, selector: selectors.BaseSelector) -> None:
        self.began = time.perf_counter()
        self.answer = b""
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # On the loopback a connection is there at once; the request fits into the socket's buffer.
        self.socket.connect(self.target)
        self.socket.sendall(self.request)
        self.socket.settimeout(0)
        selector.register(self.socket, selectors.EVENT_READ, self)

    def read(self, selector: selectors.BaseSelector) -> bool:
        """Take what has come; True when the server has closed the connection."""
        part = self.socket.recv(READ_SIZE)
        if part:
            if not self.answer:
                self.answer = part[:16]
            return False
        selector.unregister(self.socket)
        self.socket.close()
        return True

    def went_well(self) -> bool:
        return self.answer[9:12] == b"200"


def load(
    port: int, path: str, *, connections: int, seconds: float, requests: int = 0, cookie: str = ""
) -> dict[str, float]:  # fmt: skip
    """Load the server for so many seconds (or until so many requests are answered) and return the figures."""
    signed_in = f"Cookie: {cookie}\r\n" if cookie else ""
    request = f"GET {path} HTTP/1.1\r\n{_HEADERS}{signed_in}\r\n".encode()
    selector = selectors.DefaultSelector()
    visitors = [_Visitor(port, request) for _ in range(connections)]
    times: list[float] = []
    failed = 0
    cpu, start = time.process_time(), time.perf_counter()
    for visitor in visitors:
        visitor.begin(selector)
    ends, under_way = start + seconds, connections
    while under_way:
        for key, _events in selector.select():
            visitor = key.data
            if not visitor.read(selector):
                continue
            now = time.perf_counter()
            times.append(now - visitor.began)
            failed += not visitor.went_well()
            if now < ends and not (requests and len(times) + under_way > requests):
                visitor.begin(selector)
            else:
                under_way -= 1
    took = time.perf_counter() - start
    times.sort()
    return {
        "requests": len(times), "seconds": took, "per_second": len(times) / took, "failed": failed,
        "p50_ms": 1000 * quantile(times, 0.5), "p95_ms": 1000 * quantile(times, 0.95), "worst_ms": 1000 * times[-1],
        "own_cpu": (time.process_time() - cpu) / took,
    }  # fmt: skip


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which this part of the ordered values lies."""
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    port, path, connections, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    cookie = sys.argv[5] if len(sys.argv) > 5 else ""  # noqa: PLR2004 - the fifth argument
    load(
        int(port), path, connections=connections, seconds=WARM_UP_SECONDS, requests=WARM_UP_REQUESTS + connections,
        cookie=cookie,
    )  # fmt: skip
    _say("ready")
    sys.stdin.readline()
    _say(json.dumps(load(int(port), path, connections=connections, seconds=seconds, cookie=cookie)))


if __name__ == "__main__":
    main()
