"""A real server with the real stories, and a real Chromium in front of it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.site_process import SiteProcess, planted_folder

CHROMIUM = os.environ.get("CHROMIUM")
LONGEST = ("test_whole_contest_journey.py", "test_thin_line_journey.py")
PASSWORD = "demo-2026-stories"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = "needs a browser: CHROMIUM=/usr/bin/chromium (Debian's package chromium) runs it, as CI does"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=reason))
    # The longest: begun first, they keep nobody waiting at the end.
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[SiteProcess]:
    """The site, served by a process of its own from a database of its own. Nothing is brought into it behind its back."""
    yield from _served(tmp_path_factory)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory) -> Iterator[SiteProcess]:
    """A site for the tests of one file alone, which may bring into it what other tests would stumble over."""
    yield from _served(tmp_path_factory)


def _served(tmp_path_factory) -> Iterator[SiteProcess]:
    site = SiteProcess(tmp_path_factory.mktemp("site"), planted_site(tmp_path_factory))
    site.start()
    yield site
    site.stop()


def planted_site(tmp_path_factory) -> Path:
    """The folder with the filled database, which is made once for all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    # With several workers, the folder that all of them see.
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return planted_folder(shared / "browser")


@pytest.fixture(scope="module")
def server(site) -> str:
    """The address of the site."""
    return site.address


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
        # A machine that is busy otherwise takes its time; no test asks how long a page takes. For all tabs of the window.
        page.context.set_default_navigation_timeout(90_000)
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
