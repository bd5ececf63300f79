"""The secretariat writes to an applicant: from one application to a letter on its way, at a desk and on a phone."""

import re

from axe_playwright_python.sync_playwright import Axe

from tests.browser.applicants import STANDS_STILL, wait_until
from tests.browser.people import sign_in_at_desk
from tests.browser.test_reader_journey import WCAG, WIDTHS, is_wider_than_the_window

OUTBOX = "/cms/contest/letters/"


def check(window):
    """The page as it stands, at both widths."""
    page = window.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # A message that is still fading in has too little contrast.
        page.wait_for_timeout(500)
        wait_until(page, STANDS_STILL)
        found = Axe().run(page, options=WCAG).response["violations"]
        faults = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
        assert (window.path, width, faults, is_wider_than_the_window(page)) == (window.path, width, [], False)


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def enter_an_application(window):
    """The key of an application that the secretariat has begun for somebody."""
    page = window.page
    window.open("/cms/contest/applications/new/")
    # Others may have brought calls of their own into the site.
    call = page.locator("#id_call option", has_text="(приклад)")
    page.locator("#id_call").select_option(call.get_attribute("value"))
    page.locator("#id_applicant").fill("Вербівська громада")
    page.locator("#id_way").fill("Телефоном")
    press(page, "Почати заявку")
    page.wait_for_url(re.compile("/uk/my/"))
    return re.search(r"[0-9a-f-]{36}", page.url).group()


def test_secretariat_writes_to_an_applicant_and_lets_the_letter_go(reader):
    window = reader()
    page = sign_in_at_desk(window, "secretariat")
    window.open(OUTBOX)
    check(window)
    key = enter_an_application(window)
    for path in (
        "overview/",
        "extensions/",
        "applications/",
        "applications/?status=draft",
        f"applications/{key}/",
    ):
        window.open(f"/cms/contest/{path}")
        check(window)

    page.get_by_role("link", name="Написати заявникові").click()
    page.locator("#id_body_uk").fill("Вітаємо, {persn}!")
    press(page, "Переглянути")
    assert "Може, {person}?" in page.locator("main").inner_text()
    check(window)
    page.locator("#id_body_uk").fill("Вітаємо, {person}! Чекаємо на вашу заявку.")
    press(page, "Переглянути")
    assert "Вітаємо, Софія Секретарка!" in page.locator(".desk__letter").inner_text()
    check(window)
    press(page, "Покласти до відправлення")
    assert window.path.startswith(f"{OUTBOX}?batch=")
    check(window)

    page.locator("#listing-results tbody a").first.click()
    page.locator("#id_subject").fill("Ми чекаємо на вас")
    check(window)
    press(page, "Зберегти")
    window.open(f"{OUTBOX}?state=waiting")
    page.locator("#listing-results tbody input[type=checkbox]").first.check()
    page.get_by_role("link", name="Відправити").click()
    page.wait_for_url(re.compile("/approve/"))
    assert page.locator(".desk__letter strong").inner_text() == "Ми чекаємо на вас"
    check(window)
    press(page, "Відправити їх")
    window.open(f"{OUTBOX}?q=Ми+чекаємо")
    assert page.locator("#listing-results tbody .w-status").inner_text().casefold() in {
        "надіслано",
        "надсилається",
    }
    assert window.complaints == []


def test_words_of_a_letter_are_changed_without_javascript(reader):
    window = reader(script=False)
    page = sign_in_at_desk(window, "secretariat")
    window.open("/cms/contest/calls/1/letters/")
    page.get_by_role("link", name="Переможець").click()
    page.locator("#id_subject_uk").fill("{reference} перемагає")
    press(page, "Переглянути")
    shown = page.locator("section[aria-label] strong").first.inner_text()
    assert re.fullmatch(r"\d{4}-[A-Z]{2}-\d{4} перемагає", shown)
    press(page, "Зберегти")
    row = page.locator("tr", has_text="Переможець")
    assert ("змінений" in row.inner_text().casefold(), window.complaints) == (True, [])


def test_pages_of_the_words_have_no_accessibility_violation(reader):
    window = reader()
    sign_in_at_desk(window, "secretariat")
    for path in ("letters/", "letters/reminder/", "release/"):
        window.open(f"/cms/contest/calls/1/{path}")
        check(window)
