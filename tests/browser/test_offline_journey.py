"""An applicant whose connection goes: the form opens, takes text and a photo, and sends both by itself on return."""

import re

import pytest

from tests.browser.applicants import OFFLINE, ON_SERVER, break_save, kept, new_applicant, opened_before, says
from tests.contest.file_samples import photo

TEXT = "Громада відкрила кухню, коли зникло світло."


@pytest.fixture
def applicant(reader):
    return new_applicant(reader)


def test_section_opens_takes_text_and_sends_it_when_the_connection_is_back(applicant):
    page = applicant.page
    opened_before(applicant, "story")
    page.context.set_offline(True)
    page.reload()
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, OFFLINE)
    # The laptop dies: another window of the same device, still without a connection.
    page.close()
    applicant.page = page = page.context.new_page()
    applicant.open(f"{applicant.address}story/")
    page.wait_for_function("text => document.querySelector('[name=challenge]').value === text", arg=TEXT)
    page.context.set_offline(False)
    says(applicant, ON_SERVER)
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
    # Soon the page tries again by itself, so what it says meanwhile may pass unseen.
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/save/")):
        challenge.fill(TEXT)
    challenge.fill(f"{TEXT} І пекарню.")
    says(applicant, ON_SERVER)
    assert [change["value"] for change in lost[0]["changes"]] == [TEXT]
    applicant.open(f"{applicant.address}story/?fresh=1")
    assert page.locator("textarea[name=challenge]").input_value() == f"{TEXT} І пекарню."


def test_text_whose_answer_was_lost_is_no_conflict_after_the_page_is_loaded_again(applicant, site):
    page = applicant.page
    applicant.open(f"{applicant.address}story/")
    break_save(page, taken=True)
    challenge = page.locator("textarea[name=challenge]")
    challenge.fill(TEXT)
    says(applicant, OFFLINE)
    page.route(re.compile("/save/$"), lambda route: route.abort())
    challenge.fill(f"{TEXT} І пекарню.")
    page.wait_for_timeout(300)
    page.unroute_all()
    page.reload()
    says(applicant, ON_SERVER)
    assert kept(applicant, site)["challenge"] == (f"{TEXT} І пекарню.", 2)


def test_item_added_filled_in_moved_and_removed_without_a_connection_is_sent_later(applicant, site):
    page = applicant.page
    opened_before(applicant, "stages")
    page.context.set_offline(True)
    page.reload()
    for title in ("Перший", "Зайвий", "Другий"):
        page.locator("button[value='add:stages']").click()
        page.keyboard.type(title)
    headings = page.locator(".item:visible .item__heading")
    assert headings.all_inner_texts() == ["Етап 1", "Етап 2", "Етап 3"]
    page.locator("button[value^='remove:']").nth(1).click()
    page.locator("button[value^='down:']:visible").first.click()
    says(applicant, OFFLINE)
    # The page is loaded again from the device, which must remember the items too.
    page.reload()
    titles = page.locator(".item:visible input[type=text][name$='/title']")
    titles.nth(1).wait_for()
    assert [field.input_value() for field in titles.all()] == ["Другий", "Перший"]
    page.context.set_offline(False)
    says(applicant, ON_SERVER)
    # The page may need two saves; the last of them says which item was taken out.
    for _turn in range(100):
        if "" in [
            row[0] for path, row in kept(applicant, site).items() if re.fullmatch("stages/[0-9a-f]+", path)
        ]:
            break
        page.wait_for_timeout(200)
    else:
        raise AssertionError(kept(applicant, site))
    assert sorted(row[0] for path, row in kept(applicant, site).items() if path.endswith("/title")) == [
        "Другий", "Зайвий", "Перший",
    ]  # fmt: skip
    applicant.open(f"{applicant.address}stages/?fresh=1")
    assert [field.input_value() for field in titles.all()] == ["Другий", "Перший"]
    assert applicant.page.locator("summary", has_text="Вилучен").inner_text().endswith("1")


def test_list_of_applications_sends_what_waits_too(applicant):
    page = applicant.page
    opened_before(applicant, "story")
    page.context.set_offline(True)
    page.locator("textarea[name=challenge]").fill(TEXT)
    says(applicant, OFFLINE)
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
    says(applicant, ON_SERVER)
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
    says(applicant, OFFLINE)
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
