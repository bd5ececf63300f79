"""What the device shows of what it kept: never less than was saved, and nothing any more once it must stop.

It must stop when the session has ended, the person has gone, or too long has passed.
"""

import re

import pytest
from playwright.sync_api import Error

from tests.browser.applicants import ON_SERVER, kept, new_applicant, opened_before, says, wait_until
from tests.browser.thin_line import ThinLine

NOTHING_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("applications-"));
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return kept.every((number) => number === 0);
}"""
MAKE_OLD = """async (days) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const found = await cache.match(request);
      const headers = new Headers(found.headers);
      headers.set("x-kept-at", String(Date.now() - days * 24 * 60 * 60 * 1000));
      await cache.put(request, new Response(await found.blob(), { headers }));
    }
  }
}"""
# The worker keeps a page as it is loaded, and once more when the page itself asks for it.
KEPT_AFTER_LOADING = """async () => {
  const found = await caches.match(window.location.href);
  const [loading] = performance.getEntriesByType("navigation");
  return Number(found.headers.get("x-kept-at")) > performance.timeOrigin + loading.domInteractive;
}"""
TEXT = "Громада відкрила кухню, коли зникло світло."
IN_KEPT_PAGE = """async (text) => {
  const found = await caches.match(window.location.href);
  return (await found.text()).includes(text);
}"""
NOTHING_ON_DEVICE = """async () => {
  const key = document.querySelector("meta[name=device-key]").content;
  const store = await new Promise((resolve) => {
    const request = indexedDB.open(`applications-${key}`);
    request.onsuccess = () => resolve(request.result);
  });
  const rows = await new Promise((resolve) => {
    const request = store.transaction("answers").objectStore("answers").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  store.close();
  return rows.length === 0;
}"""
SIGN_OUT = """() => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/cms/logout/";
  form.innerHTML = '<input name="csrfmiddlewaretoken">';
  form.firstChild.value = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture
def applicant(reader):
    """A narrow window in which an applicant has opened a section of their application."""
    window = new_applicant(reader)
    opened_before(window, "story")
    return window


@pytest.fixture
def line(site):
    line = ThinLine(site.port)
    yield line
    line.close()


@pytest.fixture
def behind_the_line(reader, line):
    """The same behind a line that can be cut."""
    window = new_applicant(reader, line=line)
    opened_before(window, "story")
    return window


def challenge_of(window):
    return window.page.locator("textarea[name=challenge]")


def save_and_cut(window, line):
    """Type a text that arrives on the server; the line breaks as soon as the window has heard so."""

    def cut_after(route):
        answer = route.fetch()
        line.cut()
        route.fulfill(response=answer)

    window.page.route(re.compile("/save/$"), cut_after, times=1)
    challenge_of(window).fill(TEXT)
    says(window, ON_SERVER)


def opens_offline(window):
    window.page.context.set_offline(True)
    try:
        window.page.reload()
    except Error:
        return False
    else:
        return window.page.locator("textarea[name=challenge]").count() == 1


def test_kept_pages_go_when_the_server_says_that_the_session_is_gone(applicant):
    page = applicant.page
    page.context.clear_cookies()
    page.goto(f"{applicant.server}{applicant.address}story/")
    page.wait_for_url(re.compile("/accounts/login/"))
    wait_until(page, NOTHING_KEPT)


def test_page_is_shown_for_two_weeks_without_a_connection_and_no_longer(applicant):
    applicant.page.evaluate(MAKE_OLD, 13)
    assert opens_offline(applicant) is True
    applicant.page.context.set_offline(False)
    applicant.page.reload()
    wait_until(applicant.page, KEPT_AFTER_LOADING)
    applicant.page.evaluate(MAKE_OLD, 15)
    assert opens_offline(applicant) is False


def test_signing_out_of_the_editors_pages_takes_kept_pages_along(applicant):
    page = applicant.page
    page.goto(f"{applicant.server}/cms/")
    page.evaluate(SIGN_OUT)
    page.wait_for_url(re.compile("/cms/logout/"))
    wait_until(page, NOTHING_KEPT)


def test_kept_page_holds_what_was_saved_as_soon_as_it_is(applicant):
    page = applicant.page
    challenge_of(applicant).fill(TEXT)
    says(applicant, ON_SERVER)
    page.wait_for_timeout(1_000)
    assert page.evaluate(IN_KEPT_PAGE, TEXT) is True
    wait_until(page, NOTHING_ON_DEVICE)
    assert opens_offline(applicant) is True
    assert challenge_of(applicant).input_value() == TEXT


def test_line_that_breaks_right_after_the_save_loses_nothing_that_was_shown(behind_the_line, line, site):
    window, page = behind_the_line, behind_the_line.page
    save_and_cut(window, line)
    assert page.evaluate(IN_KEPT_PAGE, TEXT) is False
    page.reload()
    page.wait_for_function("text => document.querySelector('[name=challenge]').value === text", arg=TEXT)
    challenge_of(window).fill(f"{TEXT} І пекарню.")
    line.mend()
    says(window, ON_SERVER)
    assert kept(window, site)["challenge"] == (f"{TEXT} І пекарню.", 2)
    wait_until(page, NOTHING_ON_DEVICE)


def test_what_was_saved_is_not_counted_as_unsent_when_signing_out(behind_the_line, line):
    window, page = behind_the_line, behind_the_line.page
    save_and_cut(window, line)
    line.mend()
    window.open("/accounts/logout/")
    page.wait_for_timeout(500)
    assert page.locator("[data-unsent-delete]").count() == 0


def test_saves_in_quick_succession_fetch_the_page_once_and_once_more(behind_the_line, line):
    page, before = behind_the_line.page, len(line.asked)
    page.evaluate(
        "() => [1, 2, 3, 4, 5].forEach(() => navigator.serviceWorker.controller.postMessage({ saved: location.href }))"
    )
    page.wait_for_timeout(3_000)
    address = f"GET {behind_the_line.address}story/ HTTP/1.1"
    assert line.asked[before:].count(address) == 2


def test_text_sent_from_another_page_stands_in_the_kept_section(applicant):
    page = applicant.page
    page.context.set_offline(True)
    challenge_of(applicant).fill(TEXT)
    page.wait_for_timeout(500)
    page.close()
    page.context.set_offline(False)
    applicant.page = page = page.context.new_page()
    with page.expect_response(re.compile("/save/")) as saved:
        applicant.open("/uk/my/")
    assert saved.value.status == 200
    wait_until(page, NOTHING_ON_DEVICE)
    page.context.set_offline(True)
    applicant.open(f"{applicant.address}story/")
    assert challenge_of(applicant).input_value() == TEXT
