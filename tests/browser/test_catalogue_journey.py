"""A reader looks for a story: with filters, words, the map and suggestions, with and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_reader_journey import WCAG, WIDTHS, is_wider_than_the_window

STATES = {
    "plain": "stories/",
    "filtered": "stories/?category=public-spaces&region=UA-71&region=UA-30&status=ongoing",
    "empty": "stories/?category=public-spaces&region=UA-63&year=1999",
    "search": "stories/?q=хаб&category=public-spaces",
    "corrected": "stories/?q=ветиран",
    "nothing": "stories/?q=щщщщ",
    "values": "filters/community/?status=ongoing&find=ська",
    "figures": "figures/",
}


def count_of(page):
    return page.locator("#results").inner_text()


def expect_list(window, count, path):
    """Wait for the list that a script asks for."""
    expect(window.page.locator("#results")).to_have_text(count)
    expect(window.page).to_have_url(f"{window.server}{path}")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", WIDTHS)
def test_state_of_the_list_has_no_accessibility_violation_and_fits(reader, state, width):
    for language, dark in (("uk", False), ("en", True)):
        window = reader(width=width, dark=dark)
        window.open(f"/{language}/{STATES[state]}")
        window.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found = Axe().run(window.page, options=WCAG)
        violations = [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found.response["violations"]
        ]
        assert (violations, is_wider_than_the_window(window.page), window.complaints) == ([], False, [])


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_boxes_and_a_button_narrow_the_list(reader, width):
    window = reader(width=width, script=False)
    page = window.page
    window.open("/uk/stories/")
    if width < 1024:
        page.locator(".drawer__title").click()
    page.get_by_label("Публічні простори").check()
    page.get_by_role("button", name="Показати історії").click()
    assert count_of(page) == "3 історії"
    if width < 1024 and page.locator(".drawer:not([open])").count():
        page.locator(".drawer__title").click()
    # By keyboard: the middle of a region's box may lie in its neighbour.
    page.locator("a.region[href*='UA-71']").press("Enter")
    assert (count_of(page), re.findall(r"region=UA-\d+", window.path)) == ("1 історія", ["region=UA-71"])
    page.locator(".chip", has_text="Публічні простори").click()
    assert (count_of(page), window.path) == ("1 історія", "/uk/stories/?region=UA-71")
    page.get_by_role("link", name="English").click()
    assert (count_of(page), window.path) == ("1 story", "/en/stories/?region=UA-71")
    page.locator("#catalogue-q").fill("cooking school")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=re.compile("^without")).first.click()
    assert window.complaints == []


def test_with_javascript_a_box_changes_the_list_in_its_place(reader):
    window = reader()
    page = window.page
    window.open("/uk/stories/")
    page.evaluate("window.stayed = true")
    page.locator("#facet-status summary").click()
    page.get_by_label("Публічні простори").focus()
    page.keyboard.press("Space")
    expect_list(window, "3 історії", "/uk/stories/?category=public-spaces")
    expect(page).to_have_title("Історії · Публічні простори — Стійкі громади")
    # What the reader had opened stays open, and the keyboard stays on the box.
    assert page.locator("#facet-status").evaluate("fold => fold.open") is True
    expect(page.get_by_label("Публічні простори")).to_be_focused()
    expect(page.locator("#catalogue-status")).to_have_text("3 історії")
    page.locator(".chip").first.click()
    expect_list(window, "11 історій", "/uk/stories/")
    expect(page.locator("#results")).to_be_focused()
    assert page.evaluate("window.stayed") is True
    page.go_back()
    expect_list(window, "3 історії", "/uk/stories/?category=public-spaces")
    assert page.get_by_label("Публічні простори").is_checked()
    assert window.complaints == []


def test_without_a_connection_the_list_stays_and_says_why(reader):
    window = reader()
    page = window.page
    window.open("/uk/stories/")
    page.context.set_offline(True)
    page.get_by_label("Публічні простори").check()
    expect(page.locator("#catalogue-status")).to_have_text("Немає звʼязку, тож список не змінився.")
    assert (count_of(page), window.path) == ("11 історій", "/uk/stories/")


def test_two_boxes_ticked_in_a_row_both_count(reader):
    window = reader()
    window.open("/uk/stories/")
    window.page.get_by_label("Публічні простори").check()
    window.page.get_by_label("Залучення молоді").check()
    expect_list(window, "7 історій", "/uk/stories/?category=youth-engagement&category=public-spaces")


def test_region_on_the_map_is_chosen_and_given_back_in_its_place(reader):
    window = reader()
    page = window.page
    window.open("/uk/stories/")
    page.evaluate("window.stayed = true")
    page.locator("#map-UA-71-link").click(force=True)
    expect_list(window, "1 історія", "/uk/stories/?region=UA-71")
    expect(page.locator("#map-UA-71-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect_list(window, "11 історій", "/uk/stories/")
    assert page.evaluate("window.stayed") is True


def test_on_a_telephone_the_filters_open_and_their_button_leads_to_the_stories(reader):
    window = reader(width=360)
    page = window.page
    window.open("/uk/stories/")
    assert page.get_by_label("Публічні простори").is_visible() is False
    page.locator(".drawer__title").click()
    page.get_by_label("Публічні простори").check()
    expect_list(window, "3 історії", "/uk/stories/?category=public-spaces")
    assert page.locator("#drawer").evaluate("fold => fold.open") is True
    page.get_by_role("button", name="Показати історії").click()
    expect(page.locator("#drawer")).not_to_have_attribute("open", "")
    assert page.locator(".drawer__title").inner_text().split() == ["Фільтри", "1", "обрано"]
    assert page.locator("#results").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("path", "box"), [("/uk/", "#home-q"), ("/uk/about/", "#site-q"), ("/uk/stories/", "#catalogue-q")]
)
def test_suggestions_come_while_typing_and_are_chosen_by_keyboard(reader, path, box, width):
    window = reader(width=width)
    page = window.page
    window.open(path)
    field = page.locator(box)
    field.click()
    page.keyboard.type("тернопіль", delay=20)
    page.locator("[role=listbox] [role=option]").first.wait_for()
    status = field.locator("xpath=ancestor::*[@data-suggest]").locator("[data-suggest-status]")
    assert re.fullmatch(r"\d+ підказ\w+\. Обирайте стрілками\.", status.inner_text())
    assert (field.get_attribute("role"), field.get_attribute("aria-expanded")) == ("combobox", "true")
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert (active.get_attribute("aria-selected"), "Терноп" in active.inner_text()) == ("true", True)
    found = Axe().run(page, options=WCAG)
    assert [rule["id"] for rule in found.response["violations"]] == []
    address = active.get_attribute("data-url")
    page.keyboard.press("Escape")
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "тернопіль")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    assert window.complaints == []


def test_enter_without_a_choice_searches(reader):
    window = reader()
    page = window.page
    window.open("/uk/about/")
    page.locator("#site-q").click()
    page.keyboard.type("ветерани", delay=20)
    page.keyboard.press("Enter")
    page.wait_for_url("**/uk/stories/?q=*")
    assert page.locator("mark").first.is_visible()


def test_bar_of_a_chart_leads_to_its_stories(reader):
    window = reader()
    page = window.page
    window.open("/uk/figures/")
    page.get_by_role("link", name="2022: 7 історій").click()
    assert (count_of(page), window.path) == ("7 історій", "/uk/stories/?year=2022")
    assert window.complaints == []
