"""An applicant's whole way from the call's page to the receipt: on a telephone without JavaScript, and by keyboard alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.applicants import ON_SERVER, begin, fill_in, save, says, section_of, sign_in
from tests.browser.test_reader_journey import WCAG, is_wider_than_the_window


def submitted(window):
    """Walk from the call's page to the receipt by its links and buttons."""
    page = window.page
    window.open("/uk/contest/third-example/")
    page.locator("main a[href='/uk/apply/third-example/']").first.click()
    for question, answer in enumerate(("yes", "yes", "no")):
        page.locator(f"input[name$='eligible_{question}'][value={answer}]").check()
    page.locator("main form button[type=submit]").last.click()
    # What was answered before signing in is still there afterwards.
    sign_in(window, "publisher")
    assert page.locator("input[name$='eligible_0'][value=yes]").is_checked()
    begin(window)
    walked = []
    while (section := section_of(page)) != "check":
        page.wait_for_load_state()
        walked.append((section, is_wider_than_the_window(page)))
        fill_in(page)
        save(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/receipt/$"))
    return walked


@pytest.fixture(scope="module")
def state(chromium, server):
    """Cookies of the applicant, and the address of an application that was submitted without JavaScript at 360 px."""
    from tests.browser.conftest import Reader  # noqa: PLC0415 - the fixture beside it opens windows for one test only

    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="uk-UA"
    )
    window = Reader(context.new_page(), server)
    walked = submitted(window)
    receipt = window.page.locator("main").inner_text()
    yield {"walked": walked, "receipt": receipt, "address": window.address, "cookies": context.cookies()}
    context.close()


def test_without_javascript_at_360_px_the_way_leads_from_the_call_to_the_receipt(state):
    assert state["walked"] == [
        (section, False)
        for section in ("about", "story", "stages", "results", "partners", "resources", "lessons", "files",
                        "questions", "declarations")
    ]  # fmt: skip
    assert re.search(r"\b20\d\d-PS-\d{4}\b", state["receipt"])
    assert re.search(r"\b[0-9a-f]{64}\b", state["receipt"])


PAGES = (
    "", "about/", "story/", "stages/", "results/", "partners/", "resources/", "lessons/", "files/", "questions/",
    "declarations/", "check/", "people/", "receipt/", "withdraw/", "versions/1/", "versions/1/print/", "copy/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["uk", "en"])
def test_no_page_of_the_applicant_has_a_barrier_at_360_px(reader, state, language):
    window = reader(width=360)
    page = window.page
    page.context.add_cookies(state["cookies"])
    own = state["address"].replace("/uk/", f"/{language}/")
    found = {}
    for path in [
        f"/{language}/apply/third-example/",
        f"/{language}/my/",
        *(f"{own}{page}" for page in PAGES),
    ]:
        status = page.goto(f"{window.server}{path}").status
        barriers = broken_rules(page, WCAG)
        page.emulate_media(color_scheme="dark")
        # What else there is to a page does not depend on its colours.
        barriers += broken_rules(page, {"runOnly": ["color-contrast"]})
        page.emulate_media(color_scheme="light")
        if (status, barriers, window.path, is_wider_than_the_window(page)) != (200, [], path, False):
            found[path] = (status, barriers, window.path)
    assert (found, window.complaints) == ({}, [])


def broken_rules(page, options):
    rules = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in rules]


def test_by_keyboard_alone_a_section_is_filled_in_arranged_and_saved(reader, state):
    window = reader(width=360)
    window.page.context.add_cookies(state["cookies"])
    page = window.page
    begin(window)
    window.open(f"{window.address}stages/")

    def go_to(selector):
        for _press in range(80):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {selector}")

    for title in ("Друга", "Перша"):
        go_to("button[value='add:stages']")
        page.keyboard.press("Enter")
        page.keyboard.type(title)
    page.keyboard.press("Tab")
    go_to("button[value^='up:']")
    page.keyboard.press("Space")
    # The button that would lead no further is gone; the keyboard stays at the item.
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Етап 1"
    go_to("button[value^='remove:']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.innerText").startswith("Повернути")
    page.keyboard.press("Enter")
    says(window, ON_SERVER)
    go_to(".save-bar button[value=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/results/$"))
    window.open(f"{window.address}stages/")
    titles = page.locator("[data-items] input[type=text][name$='/title']")
    assert [field.input_value() for field in titles.all()] == ["Перша", "Друга"]
    assert window.complaints == []
