"""Applicants who save and submit over raw sockets, each answer on a connection of its own.

A process of its own: `python -m bench.applicants PLAN`, where PLAN is a JSON file (see `Plan`). It prints one line of JSON.
Two ways to ask: so many applicants at the same time, each asking again once it is answered; or each at its own second,
however long the others wait, as people do who don't know of each other.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bench.loader import HOST, READ_SIZE, quantile

CSRF = "b" * 32
_TEXT = "Громада відкрила простір, у якому зустрічаються ті, хто інакше не зустрівся б. " * 20
# As much of an answer as says what it is.
_HEAD = 4096


@dataclass(frozen=True)
class Ask:
    """A request and what its answer must begin with and contain."""

    name: str
    request: bytes
    status: bytes
    sign: bytes = b""


@dataclass(frozen=True)
class Applicant:
    """Somebody who is signed in, with a draft."""

    application: str
    session: str
    cookie: str

    def save(self, number: int) -> Ask:
        """The save of this number, counted from 0; each is written over the one before."""
        change = {"path": "solution", "value": f"{_TEXT} {number}", "base": number + 1}
        body = json.dumps({"changes": [change]}, ensure_ascii=False).encode()
        return Ask(
            "autosave", self._request("POST", "save", body, "application/json"), b"200", b'"conflicts": []'
        )

    def submit(self) -> Ask:
        form = "application/x-www-form-urlencoded"
        return Ask("submit", self._request("POST", "submit", b"", form), b"302", b"/receipt/")

    def receipt(self) -> Ask:
        return Ask("receipt", self._request("GET", "receipt"), b"200")

    def _request(self, method: str, page: str, body: bytes = b"", kind: str = "text/html") -> bytes:
        head = (
            f"{method} /uk/my/{self.application}/{page}/ HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: bench\r\n"
            f"Accept: text/html\r\nAccept-Encoding: identity\r\nConnection: close\r\nContent-Type: {kind}\r\n"
            f"Cookie: {self.cookie}={self.session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Plan:
    """What shall be done: `action` is autosave, submit or rush; `seconds` for the first two, `arrivals` for a rush."""

    port: int
    action: str
    cookie: str
    drafts: Sequence[Sequence[str]]
    connections: int = 1
    seconds: float = 0
    # When each applicant submits, in seconds from the start, and which of them click twice.
    arrivals: Sequence[float] = ()
    twice: Sequence[int] = ()


class _Visit:
    """One request on its way; `rest` are those that the same person makes afterwards."""

    __slots__ = ("ask", "began", "head", "rest", "socket")

    def __init__(self, steps: Iterator[Ask], ask: Ask) -> None:
        self.rest, self.ask = steps, ask

    def begin(self, port: int, selector: selectors.BaseSelector) -> None:
        self.began, self.head = time.perf_counter(), b""
        self.socket = socket.create_connection((HOST, port))
        self.socket.sendall(self.ask.request)
        self.socket.settimeout(0)
        selector.register(self.socket, selectors.EVENT_READ, self)

    def read(self, selector: selectors.BaseSelector) -> bool:
        """Take what has come; True once the whole answer has."""
        try:
            part = self.socket.recv(READ_SIZE)
        except ConnectionError:
            part = b""
        if part:
            self.head += part[: _HEAD - len(self.head)]
            return False
        selector.unregister(self.socket)
        self.socket.close()
        return True

    def went_well(self) -> bool:
        return self.head[9:12] == self.ask.status and self.ask.sign in self.head


@dataclass
class Result:
    """How long each kind of request took, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0

    def note(self, visit: _Visit) -> None:
        self.times.setdefault(visit.ask.name, []).append(time.perf_counter() - visit.began)
        if not visit.went_well():
            first = visit.head.split(b"\r\n\r\n")[0].split(b"\r\n")
            told = [line for line in first if line.startswith((b"HTTP", b"Location"))]
            self.faults[f"{visit.ask.name}: {b' '.join(told).decode(errors='replace')}"] += 1

    def figures(self, seconds: float, own_cpu: float) -> dict[str, Any]:
        actions = {
            name: {
                "requests": len(times), "per_second": len(times) / seconds, "p50_ms": 1000 * quantile(times, 0.5),
                "p95_ms": 1000 * quantile(times, 0.95), "p99_ms": 1000 * quantile(times, 0.99), "worst_ms": 1000 * times[-1],
            } for name, times in ((name, sorted(times)) for name, times in self.times.items())
        }  # fmt: skip
        return {
            "seconds": seconds, "own_cpu": own_cpu / seconds, "faults": dict(self.faults),
            "most_at_once": self.most_at_once, "actions": actions,
        }  # fmt: skip


def run(plan: Plan) -> dict[str, Any]:
    """Do what the plan says and return the figures."""
    result, selector = Result(), selectors.DefaultSelector()
    start, cpu = time.perf_counter(), time.process_time()
    ends = start + plan.seconds
    people = [Applicant(application, session, plan.cookie) for application, session in plan.drafts]
    waiting = deque(_arriving(plan, people, start))
    if plan.action != "rush":
        ready = deque(_again_and_again(plan, people))
        for _number in range(min(plan.connections, len(ready))):
            _next(ready.popleft(), plan.port, selector)
    while waiting or selector.get_map():
        while waiting and waiting[0][0] <= time.perf_counter():
            _next(waiting.popleft()[1], plan.port, selector)
        result.most_at_once = max(result.most_at_once, len(selector.get_map()))
        due = max(0.0, waiting[0][0] - time.perf_counter()) if waiting else None
        for key, _events in selector.select(due):
            visit: _Visit = key.data
            if visit.read(selector):
                result.note(visit)
                if plan.action == "rush" or time.perf_counter() < ends:
                    _next(visit.rest, plan.port, selector)
    return result.figures(time.perf_counter() - start, time.process_time() - cpu)


def _next(steps: Iterator[Ask], port: int, selector: selectors.BaseSelector) -> None:
    if ask := next(steps, None):
        _Visit(steps, ask).begin(port, selector)


def _arriving(plan: Plan, people: Sequence[Applicant], start: float) -> Iterator[tuple[float, Iterator[Ask]]]:
    """When each person of a rush submits and then reads the receipt; who clicks twice submits twice at once."""
    if plan.action != "rush":
        return
    twice = set(plan.twice)
    for number, (seconds, person) in enumerate(zip(plan.arrivals, people, strict=True)):
        yield start + seconds, iter([person.submit(), person.receipt()])
        if number in twice:
            yield start + seconds, iter([person.submit()])


def _again_and_again(plan: Plan, people: Sequence[Applicant]) -> Iterator[Iterator[Ask]]:
    """For each connection what is asked on it, one after another."""
    if plan.action == "autosave":
        yield from map(_saves, people[: plan.connections])
        return
    queue = iter(people)
    for _number in range(plan.connections):
        yield (person.submit() for person in queue)


def _saves(person: Applicant) -> Iterator[Ask]:
    return map(person.save, count())


def main() -> None:
    plan = Plan(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write(f"{json.dumps(run(plan))}\n")


if __name__ == "__main__":
    main()
