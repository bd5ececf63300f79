"""Two write in the same field: the second sees both texts side by side and chooses."""

import re

import pytest

from tests.browser.applicants import ON_SERVER, kept, new_applicant, says, sign_in
from tests.browser.conftest import Reader


@pytest.fixture
def applicant(reader):
    return new_applicant(reader)


def both_write(first, second):
    """Both open the section, then write one after the other in the same two fields."""
    for window in (first, second):
        window.open(f"{first.address}story/")
    first.page.locator("textarea[name=challenge]").fill("Перший про біду.")
    first.page.locator("textarea[name=solution]").fill("Перший про справу.")
    says(first, ON_SERVER)
    second.page.locator("textarea[name=challenge]").fill("Другий про біду.")
    second.page.locator("textarea[name=solution]").fill("Другий про справу.")
    second.page.locator("[data-save-state] button").wait_for()
    second.page.locator("[data-save-state] button").click()
    second.page.locator("[data-conflict]").first.wait_for()


def texts(window, path):
    return window.page.locator(f"[data-conflict={path}] .conflict__words").all_inner_texts()


def test_second_tab_shows_both_texts_of_each_field_and_takes_the_choice(applicant, site):
    second = Reader(applicant.page.context.new_page(), applicant.server)
    both_write(applicant, second)
    assert texts(second, "challenge") == ["Другий про біду.", "Перший про біду."]
    assert texts(second, "solution") == ["Другий про справу.", "Перший про справу."]
    page = second.page
    page.locator("input[name='chosen:challenge'][value=theirs]").check()
    page.locator("input[name='chosen:solution'][value=merged]").check()
    page.locator("textarea[name='merged:solution']").fill("Разом про справу.")
    page.locator("main button[value=save]").click()
    page.get_by_text("Збережено на сервері.").wait_for()
    found = kept(applicant, site)
    assert (found["challenge"], found["solution"]) == (("Перший про біду.", 1), ("Разом про справу.", 2))
    # The device remembers nothing that would come up again.
    second.open(f"{applicant.address}story/?fresh=1")
    assert page.locator("textarea[name=challenge]").input_value() == "Перший про біду."
    page.wait_for_timeout(2500)
    assert kept(applicant, site) == found


def test_colleague_is_named_beside_the_text_and_nothing_is_overwritten(applicant, reader, site):
    page = applicant.page
    applicant.open(f"{applicant.address}people/")
    page.locator("input[name=email]").fill("editor@example.org")
    page.locator("button[value=invite], form:has(input[value=invite]) button").last.click()
    page.locator(".people__name", has_text="editor@example.org").wait_for()
    letters = sorted((site.folder / "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    address = re.search(r"/uk/my/join/[-\w]+/", letters[-1].read_text()).group()
    colleague = reader(width=1440)
    sign_in(colleague, "editor", following="/uk/my/")
    colleague.open(address)
    colleague.page.locator("main form button[type=submit]").first.click()
    colleague.page.wait_for_url(re.compile("/uk/my/"))
    both_write(applicant, colleague)
    assert texts(colleague, "challenge") == ["Другий про біду.", "Перший про біду."]
    assert "Тарас Видавець, " in colleague.page.locator("[data-conflict=challenge]").inner_text()
    assert kept(applicant, site)["challenge"] == ("Перший про біду.", 1)
    # By default one's own text stands.
    colleague.page.locator("main button[value=save]").click()
    colleague.page.get_by_text("Збережено на сервері.").wait_for()
    found = kept(applicant, site)
    assert (found["challenge"], found["solution"]) == (("Другий про біду.", 2), ("Другий про справу.", 2))
