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

WORDS = "Громада відкрила простір для молоді у колишньому складі. " * 60
TEXTS = {
    "about": {
        "title": "Простір у колишньому складі", "summary": "Молодь сама відбудувала склад.", "start": "2023-07",
        "contact_name": "Олена Коваль", "contact_email": "olena@example.org",
    },
    "story": {"challenge": "Молоді не було де зустрітися.", "solution": WORDS},
    "results": {"results": "Щотижня приходять двісті людей."},
    "lessons": {"transfer": "Приміщення й людина, яка відповідає за нього."},
    "questions": {"question/in-one-sentence": "Склад став простором.", "question/cost": "120000"},
}  # fmt: skip


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


def begin(window, *, applying=APPLYING):
    """Begin an application; `address` is where its pages stand."""
    page = window.page
    if window.path != applying:
        window.open(applying)
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


def save(page, button="next"):
    page.locator(f".save-bar button[value={button}]").click()


def section_of(page):
    return page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1]


def fill_in(page, *, community="Тернопіль", **own):
    """Fill in what the section asks at least; `own` are texts that are other than usual."""
    section = section_of(page)
    page.wait_for_load_state("domcontentloaded")
    for name, text in TEXTS.get(section, {}).items():
        # A call may ask less than the example does.
        if field := page.locator(f"[name='{name}']").all():
            field[0].fill(own.get(name, text))
    if section == "about":
        page.locator("input[name=category][value=public-spaces]").check()
        page.locator("input[name=ongoing]").check()
        page.locator("input[name='find:community']").fill(community)
        page.locator("button[value='find:community']").click()
        page.locator("input[name=community]").first.check()
    elif section == "stages":
        page.locator("button[value='add:stages']").click()
        page.locator("input[type=text][name$='/title']").fill("Толока")
    elif section == "resources":
        page.locator("select[name=budget_band]").select_option(index=1)
    elif section == "questions" and page.locator("input[name='question/applicant']").count():
        page.locator("input[name='question/applicant']").first.check()
        page.locator("input[name='question/visit']").last.check()
    elif section == "declarations":
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
