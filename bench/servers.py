"""Starts production servers to measure and stops them again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
_START_SECONDS = 60
# The first answer includes loading the site, on a machine that may be busy.
_ANSWER_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """One answer, read whole."""

    status: int
    encoding: str
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of the workers so far."""
        times = [worker.cpu_times() for worker in self.process.children()]
        return sum(each.user + each.system for each in times)

    def get(self, path: str, *, encodings: str = "") -> Answer:
        connection = HTTPConnection(HOST, self.port, timeout=_ANSWER_SECONDS)
        headers = {"Accept-Encoding": encodings or "identity", "Accept-Language": "uk", "Host": HOST}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers.get("Content-Encoding", ""), response.read())
        connection.close()
        return answer


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    application: str, *, environment: dict[str, str], port: int = 0, workers: int = 1
) -> Iterator[Server]:  # fmt: skip
    """Run `application` under gunicorn as docs/deploy.md does, with so many workers; stop it at the end."""
    port = port or free_port()
    command = [
        sys.executable, "-m", "gunicorn", "--pythonpath", "site", application, "--bind", f"{HOST}:{port}",
        "--workers", str(workers), "--timeout", "300", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})  # noqa: S603 - our own server
    try:
        server = Server(port, psutil.Process(process.pid))
        _wait_for(server, process, workers=workers)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(server: Server, process: subprocess.Popen[bytes], *, workers: int) -> None:
    for _try in range(_START_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError("The server did not start; what it said stands above.")
        try:
            with socket.create_connection((HOST, server.port), timeout=1):
                pass
        except OSError:
            time.sleep(0.1)
            continue
        if len(server.process.children()) == workers:
            return
    raise RuntimeError("The server did not answer within a minute.")
