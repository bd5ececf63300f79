"""The site as a process of its own that can be killed, filled up and started again; made once for a test run."""

import fcntl
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.migrated import kept_file

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
NO_LIMIT = resource.RLIM_INFINITY


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(folder: Path, address: str, *, database: str = "") -> dict[str, str]:
    """The settings of a site: its database is a file in its folder if no other is named."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.browser",
        "DATABASE_URL": database or f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"), "SITE_URL": address, "FRESHNESS_URL": "memory:",
    }  # fmt: skip


def planted_folder(shared: Path) -> Path:
    """A folder with the filled database and its media. The first of the test run's processes makes it, the others wait."""
    shared.mkdir(parents=True, exist_ok=True)
    folder, done = shared / "planted", shared / "planted.done"
    with (shared / "planted.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _plant(folder)
            done.touch()
    return folder


def _plant(folder: Path) -> None:
    database = folder / "db.sqlite3"
    if kept_file().exists():
        shutil.copy(kept_file(), database)
    fill(environment_of(folder, "http://127.0.0.1:80"))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill(environment: dict[str, str]) -> None:
    """Fill the database of the environment as a newcomer's commands do."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    command = [sys.executable, "-m", "tests.browser.planting"]
    subprocess.run(command, cwd=ROOT, env=environment | DEVELOPMENT | {"PYTHONPATH": paths}, check=True)


class SiteProcess:
    """One site: its folder, its address, and the server that can be stopped at any moment."""

    def __init__(self, folder: Path, planted: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        shutil.copytree(planted, folder, dirs_exist_ok=True)
        self.write("UPDATE wagtailcore_site SET port = ?", self.port)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of its processes."""
        return environment_of(self.folder, self.address)

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "--threads", "8"]
        command += [
            "--bind",
            f"127.0.0.1:{self.port}",
            "--pid",
            str(self.folder / "server.pid"),
            "config.wsgi",
        ]
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        for _turn in range(240):
            if self.process.poll() is not None:
                pytest.fail("the server did not start")
            try:
                urlopen(f"{self.address}/healthz", timeout=2)  # noqa: S310 - our own server on this machine
            except OSError:
                time.sleep(0.25)
            else:
                return
        pytest.fail("the server did not answer in a minute")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def kill(self) -> None:
        """As if the plug were pulled: the server and its workers get no chance to finish anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def limit_files(self, size: int) -> None:
        """Let the server write no file beyond so many bytes, as on a disk that is full; NO_LIMIT takes it back."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for number in [self.process.pid, *map(int, children)]:
            resource.prlimit(number, resource.RLIMIT_FSIZE, (size, NO_LIMIT))

    def read(self, statement: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database:
            return database.execute(statement, values).fetchall()

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database, database:
            database.execute(statement, values)
