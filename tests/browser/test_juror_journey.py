"""A juror at work: by the keyboard, without a connection, in two windows, and on a telephone; no barriers on the way."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.applicants import IS_KEPT, OFFLINE, ON_SERVER, says, wait_until
from tests.browser.judged_call import COLLEAGUE, CRITERIA, JUROR, plant
from tests.browser.people import juror_window
from tests.browser.site_process import environment_of

RADIOS = ".criterion input[type=radio]"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of this file's own: the call that is brought into it would be on everybody's pages."""
    return own_site


@pytest.fixture(scope="module")
def entries(site):
    """The addresses of the juror's applications in the order of the queue."""
    return plant(environment_of(site.folder, site.address))


@pytest.fixture
def juror(reader, entries):
    """Opens windows in which a juror is signed in and sees the queue."""

    def open_window(*, width=1440, email=JUROR):
        return juror_window(reader, email, width=width)

    return open_window


def score_by_keyboard(page, figures):
    """Go from criterion to criterion with Tab and give each a figure."""
    page.locator(RADIOS).first.focus()
    for place, figure in enumerate(figures):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.press(figure)


def is_save(answer):
    return answer.request.method == "POST" and answer.url.endswith("/save/")


def submitted(site):
    """What the protocol has of evaluations, in its order."""
    return site.read(
        "SELECT kind, json_extract(data, '$.revision') FROM contest_protocolevent"
        " WHERE kind LIKE 'evaluation%' ORDER BY number"
    )


def barriers(window):
    found = Axe().run(window.page).response["violations"]
    return [(row["id"], [node["target"] for node in row["nodes"]]) for row in found]


def test_juror_scores_by_keyboard_goes_offline_submits_all_and_changes_one(juror, site, entries):
    window = juror()
    page = window.page
    page.locator(".jury-row a").first.click()
    page.wait_for_url(re.compile(entries[0]))
    score_by_keyboard(page, "435")
    says(window, ON_SERVER)
    # In a text the same keys only write.
    page.locator("textarea[name=note]").focus()
    page.keyboard.type("n 5 p")
    says(window, ON_SERVER)
    page.locator(RADIOS).first.focus()
    page.keyboard.press("n")
    page.wait_for_url(re.compile(entries[1]))
    score_by_keyboard(page, "203")
    says(window, ON_SERVER)
    # The connection goes: the third application opens all the same, because it was opened before.
    window.open(entries[2])
    wait_until(page, IS_KEPT)
    page.context.set_offline(True)
    page.reload()
    score_by_keyboard(page, "555")
    says(window, OFFLINE)
    page.close()
    page.context.set_offline(False)
    window.page = page = page.context.new_page()
    with page.expect_response(is_save) as saved:
        window.open("/uk/jury/")
    assert saved.value.status == 200
    window.open("/uk/jury/submit/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/uk/jury/$"))
    assert page.locator("#jury-progress").inner_text() == "Подано 3 з 4"
    assert submitted(site) == [("evaluation_submitted", 1)] * 3
    window.open(entries[0])
    assert page.locator("textarea[name=note]").input_value() == "n 5 p"
    score_by_keyboard(page, "5")
    says(window, ON_SERVER)
    page.locator("textarea[name=reason]").fill("Перечитала документи.")
    page.locator("button[value=change]").click()
    page.wait_for_load_state()
    assert submitted(site)[-1] == ("evaluation_changed", 2)
    # Each of these is one question that met no connection.
    assert [each for each in window.complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_the_jury_have_no_barriers_and_fit(juror, entries, width):
    window = juror(width=width)
    ids = [address.split("/")[-2] for address in entries]
    addresses = [
        "/uk/jury/", entries[3], f"{entries[3]}?missing=1", f"{entries[3]}flag/", f"{entries[3]}recuse/",
        f"{entries[3]}print/", "/uk/jury/submit/", "/uk/jury/scores/",
        f"/uk/jury/compare/?entry={ids[0]}&entry={ids[1]}",
    ]  # fmt: skip
    for address in addresses:
        window.open(address)
        for summary in window.page.locator("main summary").all():
            summary.click()
        assert (address, barriers(window)) == (address, [])
        assert (address, window.page.evaluate("document.documentElement.scrollWidth")) == (address, width)


def test_keys_can_be_switched_off_and_stay_so(juror, entries):
    window = juror()
    page = window.page
    window.open(entries[3])
    page.locator(".jury-keys summary").click()
    page.locator("[data-jury-keys] input").uncheck()
    page.reload()
    page.locator(RADIOS).first.focus()
    page.keyboard.press("4")
    page.keyboard.press("p")
    assert page.locator(f"{RADIOS}:checked").evaluate_all("all => all.map((each) => each.value)") == [
        ""
    ] * len(CRITERIA)
    assert window.path == entries[3]


def test_colleague_without_applications_sees_none(juror, entries):
    window = juror(email=COLLEAGUE)
    assert window.page.locator(".jury-row").count() == 0
    assert window.page.request.get(f"{window.server}{entries[0]}").status == 404


def test_application_that_is_taken_back_leaves_the_device(juror, site, entries):
    window = juror()
    page = window.page
    window.open(entries[3])
    wait_until(page, IS_KEPT)
    public_id = entries[3].split("/")[-2].replace("-", "")
    site.write(
        "UPDATE contest_assignment SET state = 'removed', ended_at = assigned_at WHERE public_id = ?",
        public_id,
    )
    assert page.reload().status == 404
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        window.open(entries[3])
