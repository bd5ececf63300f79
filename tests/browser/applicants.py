"""Ways of applicants that several journeys begin with."""

import re
from time import monotonic

from tests.browser import people

APPLYING = "/uk/apply/third-example/"
IS_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("applications-"));
  const cache = names.length ? await caches.open(names[0]) : undefined;
  return Boolean(await cache?.match(window.location.href.split("#")[0])) && Boolean(navigator.serviceWorker.controller);
}"""
STANDS_STILL = """() => [...document.querySelectorAll(".messages, .messages li")].every(
  (message) => getComputedStyle(message).opacity === "1" && !message.getAnimations({ subtree: true }).length)"""
OFFLINE, ON_SERVER = "Немає звʼязку", "Збережено на сервері"
# A save that failed is tried again after a growing while.
LONG = 70_000


def sign_in(window, role, *, following=APPLYING):
    """Sign in as somebody who applies; returns the window's page."""
    return people.sign_in(window, f"{role}@example.org", following=following)


def new_applicant(reader, *, line=None, script=True):
    """A narrow window, behind the line if there is one, in which an applicant has just begun an application."""
    window = reader(width=360, script=script)
    if line:
        window.server = line.address
    sign_in(window, "publisher")
    begin(window)
    return window


def begin(window):
    """Begin an application; `address` is where its pages stand."""
    page = window.page
    if window.path != APPLYING:
        window.open(APPLYING)
    for question, answer in enumerate(("yes", "yes", "no")):
        page.locator(f"input[name$='eligible_{question}'][value={answer}]").check()
    page.locator("main button[name=begin]").click()
    page.wait_for_url(re.compile(r"/uk/my/[-0-9a-f]{36}/about/"))
    window.address = page.url.removeprefix(window.server).removesuffix("about/")


def opened_before(window, section):
    """Open the section once with a connection, until the device has kept it."""
    window.open(f"{window.address}{section}/")
    wait_until(window.page, IS_KEPT)


def break_save(page, *, taken, meanwhile=lambda: None):
    """Give the next save no answer; the server has taken it or not, and something else happens meanwhile."""

    def broken(route):
        if taken:
            route.fetch()
        meanwhile()
        route.abort()

    page.route(re.compile("/save/$"), broken, times=1)


def wait_until(page, question):
    """Ask the page until it says yes. `wait_for_function` takes a promise for a yes before it is kept."""
    deadline = monotonic() + LONG / 1000
    while not page.evaluate(question):
        assert monotonic() < deadline, question
        page.wait_for_timeout(100)


def says(window, words):
    """Wait until the page says so of what is typed."""
    window.page.locator("[data-save-state]", has_text=words).wait_for(timeout=LONG)


def kept(window, site):
    """Each field that the server keeps of the window's application: its value and how often it was written."""
    public_id = window.address.strip("/").split("/")[-1].replace("-", "")
    rows = site.read(
        "SELECT path, json_extract(value, '$'), version FROM contest_answer WHERE application_id ="
        " (SELECT id FROM contest_application WHERE public_id = ?)",
        public_id,
    )
    return {path: (value, version) for path, value, version in rows}
