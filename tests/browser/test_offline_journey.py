"""An applicant whose connection goes: the form opens, takes text and a photo, and sends both by itself on return."""

import re

import pytest

from tests.browser.conftest import PASSWORD
from tests.contest.file_samples import photo

TEXT = "Громада відкрила кухню, коли зникло світло."
IS_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("applications-"));
  const cache = names.length ? await caches.open(names[0]) : undefined;
  return Boolean(await cache?.match(window.location.href.split("#")[0])) && Boolean(navigator.serviceWorker.controller);
}"""


@pytest.fixture
def applicant(reader):
    """A narrow window in which an applicant has just begun an application; `address` is where its pages stand."""
    window = reader(width=360)
    page = window.page
    window.open("/accounts/login/?next=/uk/apply/third-example/")
    page.locator("input[name=login]").fill("publisher@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/apply/third-example/"))
    for question, answer in enumerate(("yes", "yes", "no")):
        page.locator(f"input[name$='eligible_{question}'][value={answer}]").check()
    page.locator("main button[name=begin]").click()
    page.wait_for_url(re.compile(r"/uk/my/[-0-9a-f]{36}/about/"))
    window.address = page.url.removeprefix(window.server).removesuffix("about/")
    return window


def opened_before(window, section):
    """Open the section once with a connection, until the device has kept it."""
    window.open(f"{window.address}{section}/")
    window.page.wait_for_function(IS_KEPT)


def test_section_opens_takes_text_and_sends_it_when_the_connection_is_back(applicant):
    page = applicant.page
    opened_before(applicant, "story")
    page.context.set_offline(True)
    page.reload()
    page.locator("textarea[name=challenge]").fill(TEXT)
    page.locator("[data-save-state]", has_text="Немає звʼязку").wait_for()
    # The laptop dies: another window of the same device, still without a connection.
    page.close()
    applicant.page = page = page.context.new_page()
    applicant.open(f"{applicant.address}story/")
    assert page.locator("textarea[name=challenge]").input_value() == TEXT
    page.context.set_offline(False)
    page.locator("[data-save-state]", has_text="Збережено на сервері").wait_for(timeout=70_000)
    applicant.open(f"{applicant.address}story/?fresh=1")
    assert page.locator("textarea[name=challenge]").input_value() == TEXT


def test_text_typed_after_an_answer_was_lost_is_no_conflict_with_oneself(applicant):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    lost = []

    def lose(route):
        route.fetch()
        lost.append(route.request.post_data_json)
        route.abort()

    page.route(re.compile("/save/$"), lose, times=1)
    challenge = page.locator("textarea[name=challenge]")
    challenge.fill(TEXT)
    page.locator("[data-save-state]", has_text="Немає звʼязку").wait_for()
    challenge.fill(f"{TEXT} І пекарню.")
    page.locator("[data-save-state]", has_text="Збережено на сервері").wait_for(timeout=70_000)
    assert [change["value"] for change in lost[0]["changes"]] == [TEXT]
    applicant.open(f"{applicant.address}story/?fresh=1")
    assert page.locator("textarea[name=challenge]").input_value() == f"{TEXT} І пекарню."


def test_list_of_applications_sends_what_waits_too(applicant):
    page = applicant.page
    opened_before(applicant, "story")
    page.context.set_offline(True)
    page.locator("textarea[name=challenge]").fill(TEXT)
    page.locator("[data-save-state]", has_text="Немає звʼязку").wait_for()
    page.close()
    page.context.set_offline(False)
    applicant.page = page = page.context.new_page()
    with page.expect_response(re.compile("/save/")) as saved:
        applicant.open("/uk/my/")
    assert saved.value.status == 200
    applicant.open(f"{applicant.address}story/?fresh=1")
    assert page.locator("textarea[name=challenge]").input_value() == TEXT


def test_photo_chosen_without_a_connection_arrives_later_without_its_place(applicant, tmp_path):
    page = applicant.page
    applicant.open(f"{applicant.address}files/")
    page.locator("button[value='add:photos']").click()
    page.locator("input[type=file]").wait_for()
    opened_before(applicant, "files")
    page.context.set_offline(True)
    picture = tmp_path / "Кухня.jpg"
    picture.write_bytes(photo(size=(3000, 1500)))
    page.locator("input[type=file]").set_input_files(picture)
    page.locator("[data-file-state]", has_text="Немає звʼязку").wait_for()
    page.reload()
    page.context.set_offline(False)
    page.locator("[data-file-state]", has_text="збережений").wait_for(timeout=70_000)
    page.reload()
    shown = page.locator("[data-file-current] img")
    shown.wait_for()
    assert page.locator("[data-file-current]").inner_text().split()[0] == "Кухня.jpg"
    shown.scroll_into_view_if_needed()
    size = shown.evaluate(
        "async (image) => { await image.decode(); return [image.naturalWidth, image.naturalHeight]; }"
    )
    assert size == [480, 240]


def test_next_person_at_the_device_finds_nothing(applicant):
    page = applicant.page
    opened_before(applicant, "story")
    page.context.set_offline(True)
    page.locator("textarea[name=challenge]").fill(TEXT)
    page.locator("[data-save-state]", has_text="Немає звʼязку").wait_for()
    # The window is closed, so nothing is sent: who signs out now is warned.
    page.close()
    page.context.set_offline(False)
    applicant.page = page = page.context.new_page()
    applicant.open("/accounts/logout/")
    page.locator("[data-unsent-delete]").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/uk/$"))
    left = page.evaluate(
        "async () => [await caches.keys(), (await indexedDB.databases()).map((row) => row.name)]"
    )
    assert left == [[], []]
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        applicant.open(f"{applicant.address}story/")
