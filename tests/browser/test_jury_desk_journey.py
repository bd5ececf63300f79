"""A jury comes together and stays fair: invited, stood back, blacked out; and nothing is lost when judging closes."""

import hashlib
import re

import pytest

from tests.browser.applicants import LONG, OFFLINE, ON_SERVER, says
from tests.browser.judged_call import plant
from tests.browser.jury_desk_call import CLUE, NEWCOMER, READER
from tests.browser.people import juror_window, sign_in, sign_in_at_desk
from tests.browser.site_process import environment_of
from tests.browser.test_letters_journey import check, press

SECRET = "a-secret-that-only-the-letter-knows"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of this file's own: the call that is brought into it would be on everybody's pages."""
    return own_site


@pytest.fixture(scope="module")
def jury(site):
    """The call's key, its applications, and the addresses under which a juror reads them."""
    return plant(environment_of(site.folder, site.address), "tests.browser.jury_desk_call")


def test_juror_is_invited_stands_back_and_reads_nothing_that_was_blacked_out(reader, site, jury):
    desk = f"/cms/contest/calls/{jury['call']}/judging/"
    window = reader()
    page = sign_in_at_desk(window, "secretariat")
    window.open(f"{desk}jury/invite/")
    check(window)
    page.locator("#id_name").fill("Галина Запрошена")
    page.locator("#id_email").fill(NEWCOMER)
    for name in ("panels", "languages"):
        page.locator(f"input[name={name}]").first.check()
    press(page, "Надіслати запрошення")
    # The letter alone has the secret; this one is written into its place.
    site.write(
        "UPDATE contest_juror SET secret_sha256 = ? WHERE email = ?",
        hashlib.sha256(SECRET.encode()).hexdigest(), NEWCOMER,
    )  # fmt: skip
    invited = reader()
    sign_in(invited, NEWCOMER, following=f"/uk/jury/join/{SECRET}/")
    check(invited)
    press(invited.page, "Долучитися до журі")
    invited.page.wait_for_url(re.compile("/uk/jury/$"))

    window.open(f"{desk}redactions/{jury['entries'][0]}/")
    field = page.locator("section.redaction", has=page.locator("input[name=path][value=challenge]"))
    text = field.locator("textarea").input_value()
    field.locator("textarea").fill(text.replace(CLUE, "████"))
    field.get_by_role("button", name="Зберегти", exact=True).click()
    page.wait_for_load_state()
    window.open(f"{desk}redactions/{jury['entries'][0]}/")
    check(window)

    juror = juror_window(reader, READER)
    juror.open(jury["reading"][0])
    read = juror.page.locator(".jury-desk__text").inner_text()
    assert ("████ чекала." in read, CLUE in read) == (True, False)
    juror.open(f"{jury['reading'][0]}recuse/")
    check(juror)
    juror.page.locator("#step-text").fill("Там працює моя сестра.")
    press(juror.page, "Взяти самовідвід")
    assert juror.page.request.get(f"{juror.server}{jury['reading'][0]}").status == 404

    window.open(f"{desk}conflicts/?state=declared")
    check(window)
    press(page, "Підтвердити")
    window.open(f"{desk}conflicts/?state=confirmed")
    assert "Там працює моя сестра." in page.locator("#conflicts").inner_text()
    assert (window.complaints, invited.complaints, juror.complaints) == ([], [], [])


def test_one_press_keeps_the_queue_for_the_time_without_a_connection(reader, jury):
    juror = juror_window(reader, READER, width=360)
    page = juror.page
    page.locator(".jury__keeping button").click()
    page.get_by_text("Тепер усі вони відкриваються на цьому пристрої без звʼязку.").wait_for(timeout=LONG)
    check(juror)
    page.context.set_offline(True)
    juror.open(jury["reading"][1])
    page.locator("textarea[name=note]").fill("Без звʼязку.")
    says(juror, OFFLINE)
    page.context.set_offline(False)
    says(juror, ON_SERVER)


def test_juror_whose_judging_closes_between_two_saves_sees_what_is_kept(reader, site, jury):
    juror = juror_window(reader, READER)
    page = juror.page
    juror.open(jury["reading"][1])
    page.locator("textarea[name=note]").fill("Перше.")
    says(juror, ON_SERVER)
    site.write("UPDATE contest_judgingpolicy SET closed_at = frozen_at WHERE call_id = ?", jury["call"])
    page.locator("textarea[name=note]").fill("Перше. Друге.")
    says(juror, "Збережене раніше лишається.")
    assert page.locator("textarea[name=note]").input_value() == "Перше. Друге."
    check(juror)
    # Its buttons give back what was typed as well, and say that it was not saved.
    page.locator(".answers-form button[name=do][value=submit]").click()
    page.wait_for_load_state()
    assert "не збережен" in page.locator("main [role=alert]").inner_text()
    assert page.locator("textarea[name=note]").input_value() == "Перше. Друге."
    juror.open(jury["reading"][1])
    assert page.locator("textarea[name=note]").input_value() == "Перше."
    check(juror)
