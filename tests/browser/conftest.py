"""A real server with the real stories, and a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM")
PASSWORD = "demo-2026-stories"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = "needs a browser: CHROMIUM=/usr/bin/chromium (Debian's package chromium) runs it, as CI does"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[str]:
    """The address of the site, served by its own process from a database of its own."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.browser", "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"), "SITE_URL": address,
    }  # fmt: skip

    def manage(*arguments: str, **changes: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment | changes, check=True
        )

    manage("migrate", "--verbosity", "0")
    manage("load_communities")
    manage("load_stories")
    manage("load_call", DJANGO_SETTINGS_MODULE="config.settings.dev")
    manage("create_demo_accounts", DJANGO_SETTINGS_MODULE="config.settings.dev")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--pythonpath",
        "site",
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    log = (folder / "server.log").open("w")
    process = subprocess.Popen([*command, "config.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait_for(url: str, process: subprocess.Popen) -> None:
    for _turn in range(120):
        if process.poll() is not None:
            pytest.fail("the server did not start")
        try:
            urlopen(url, timeout=2)  # noqa: S310 - our own server on this machine
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail("the server did not answer in a minute")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a fresh user's tests run without a browser

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


class Reader:
    """A browser window that remembers everything the console complained about."""

    def __init__(self, page, server: str) -> None:
        self.page, self.server, self.complaints = page, server, []
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.server}{path}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.server)


@pytest.fixture
def reader(chromium, server):
    """Opens windows; each has cookies of its own. All are closed after the test."""
    contexts = []

    def open_window(*, width: int = 1440, script: bool = True, dark: bool = False) -> Reader:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, locale="uk-UA",
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        return Reader(context.new_page(), server)

    yield open_window
    for context in contexts:
        context.close()
