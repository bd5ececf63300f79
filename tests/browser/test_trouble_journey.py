"""What goes wrong while somebody writes: the server dies, its disk is full, the session ends. Nothing typed is lost."""

import re

import pytest

from tests.browser.applicants import OFFLINE, ON_SERVER, break_save, kept, new_applicant, says, sign_in
from tests.browser.conftest import Reader
from tests.browser.people import give_password
from tests.browser.site_process import NO_LIMIT
from tests.contest.file_samples import photo

TEXT = "Пекарня працює від генератора."
FULL = "Сервер зараз не може нічого зберегти"
SESSION = "sessionid"


@pytest.fixture
def applicant(reader):
    return new_applicant(reader)


def test_server_killed_between_the_save_and_its_answer_loses_nothing_and_saves_once(applicant, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    break_save(page, taken=True, meanwhile=site.kill)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, OFFLINE)
    assert kept(applicant, site)["challenge"] == (TEXT, 1)
    page.locator("textarea[name=solution]").fill("Печемо вночі.")
    site.start()
    says(applicant, ON_SERVER)
    found = kept(applicant, site)
    assert (found["challenge"], found["solution"]) == ((TEXT, 1), ("Печемо вночі.", 1))


def test_server_killed_before_it_saved_gets_the_text_once_it_is_back(applicant, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    break_save(page, taken=False, meanwhile=site.kill)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, OFFLINE)
    # The tablet is switched off too.
    page.close()
    site.start()
    assert "challenge" not in kept(applicant, site)
    applicant.page = page = page.context.new_page()
    applicant.open(f"{applicant.address}story/")
    says(applicant, ON_SERVER)
    assert kept(applicant, site)["challenge"] == (TEXT, 1)


def test_save_that_nobody_answers_is_given_up_and_sent_again(applicant, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    page.route(re.compile("/save/$"), lambda _route: None, times=1)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, OFFLINE)
    says(applicant, ON_SERVER)
    assert kept(applicant, site)["challenge"] == (TEXT, 1)


def test_full_disk_is_told_and_what_was_typed_is_saved_when_there_is_room(applicant, site, tmp_path):
    page = applicant.page
    applicant.open(f"{applicant.address}files/")
    page.locator("button[value='add:photos']").click()
    says(applicant, ON_SERVER)
    before = kept(applicant, site)
    files = sorted((site.folder / "media" / "private").rglob("*"))
    site.limit_files(0)
    try:
        credit = page.locator("input[type=text][name$='/credit']")
        with page.expect_response(re.compile("/save/")) as saved:
            credit.fill("Олена")
        assert (saved.value.status, saved.value.json()["error"].startswith(FULL)) == (507, True)
        says(applicant, FULL)
        picture = tmp_path / "Пекарня.jpg"
        picture.write_bytes(photo(size=(900, 600)))
        page.locator("input[type=file]").set_input_files(picture)
        page.locator("[data-file-state]", has_text=FULL).wait_for()
        assert kept(applicant, site) == before
        assert sorted((site.folder / "media" / "private").rglob("*")) == files
    finally:
        site.limit_files(NO_LIMIT)
    says(applicant, ON_SERVER)
    page.locator("[data-file-state]", has_text="збережений").wait_for(timeout=70_000)
    found = kept(applicant, site)
    assert next(row for path, row in found.items() if path.endswith("/credit")) == ("Олена", 1)
    assert next(row for path, row in found.items() if path.endswith("/file"))[1] == 1


def test_full_disk_without_javascript_gives_the_form_back_with_what_was_typed(reader, site):
    window = new_applicant(reader, script=False)
    window.open(f"{window.address}story/")
    page = window.page
    page.locator("textarea[name=challenge]").fill(TEXT)
    site.limit_files(0)
    try:
        page.locator(".save-bar button[value=save]").click()
        assert page.locator("[role=alert]").inner_text().startswith(FULL)
        assert page.locator("textarea[name=challenge]").input_value() == TEXT
    finally:
        site.limit_files(NO_LIMIT)
    page.locator(".save-bar button[value=save]").click()
    page.get_by_text("Збережено на сервері.").wait_for()
    assert kept(window, site)["challenge"] == (TEXT, 1)


def test_session_that_ended_while_typing_is_told_and_the_same_person_loses_nothing(applicant, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    page.context.clear_cookies(name=SESSION)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, "Ви вийшли")
    with page.context.expect_page() as opened:
        page.locator("[data-save-state] a").click()
    tab = opened.value
    give_password(tab, "publisher@example.org")
    tab.wait_for_url(re.compile("/uk/my/$"))
    says(applicant, ON_SERVER)
    page.locator("textarea[name=challenge]").press_sequentially("!")
    page.wait_for_function("() => document.querySelector('[data-save-state]').dataset.state === 'here'")
    says(applicant, ON_SERVER)
    assert kept(applicant, site)["challenge"] in {(f"{TEXT}!", 2), (f"!{TEXT}", 2)}


def test_another_person_at_the_device_neither_sees_nor_sends_what_was_typed(applicant, reader, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    page.context.clear_cookies(name=SESSION)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, "Ви вийшли")
    # The first one's page stays open in its tab.
    applicant.page = page.context.new_page()
    sign_in(applicant, "editor", following="/uk/my/")
    assert applicant.page.locator(".application-row").count() == 0
    says(Reader(page, applicant.server), "інша людина")
    applicant.open(f"{applicant.address}story/")
    assert applicant.page.locator("textarea[name=challenge]").count() == 0
    names = "async () => (await indexedDB.databases()).map((row) => row.name)"
    key = applicant.page.locator("meta[name=device-key]")
    seen = key.get_attribute("content") if key.count() else ""
    assert [name for name in applicant.page.evaluate(names) if seen and seen in name] == []
    assert "challenge" not in kept(applicant, site)
    # The first one comes back and finds it.
    page.close()
    applicant.page.context.clear_cookies(name=SESSION)
    sign_in(applicant, "publisher", following=f"{applicant.address}story/")
    says(applicant, ON_SERVER)
    assert kept(applicant, site)["challenge"] == (TEXT, 1)
