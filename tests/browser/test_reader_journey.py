"""A reader's way through the site: with and without JavaScript, on a phone and at a desk, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = [360, 1440]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    "/uk/", "/uk/stories/", "/uk/stories/?category=public-spaces&sort=title", "/uk/stories/?region=UA-05",
    "/uk/stories/mariupol-i-mariupol/", "/uk/stories/mariupol-i-mariupol/update/", "/uk/categories/",
    "/uk/categories/open-government/", "/uk/regions/",
    "/uk/regions/UA-61/", "/uk/regions/UA-05/", "/uk/communities/ternopil/", "/uk/contest/", "/uk/contest/second/",
    "/uk/contest/third-example/",
    "/uk/about/", "/uk/accessibility/", "/uk/privacy/", "/uk/nothing/", "/accounts/login/",
]  # fmt: skip


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_reader_walks_from_home_to_a_community(reader, width, script):
    window = reader(width=width, script=script)
    page = window.page
    window.open("/uk/")
    page.get_by_role("link", name="Залучення молоді").first.click()
    assert window.path == "/uk/categories/youth-engagement/"
    page.locator("article h3 a").first.click()
    assert page.locator("h1").count() == 1
    story = window.path
    assert story.startswith("/uk/stories/")
    page.get_by_role("link", name="English").click()
    assert window.path == story.replace("/uk/", "/en/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Regions").click()
    page.locator("a.region[href='/en/regions/UA-61/']").first.click(force=True)
    assert window.path == "/en/regions/UA-61/"
    page.get_by_role("link", name="Ternopil community").first.click()
    assert window.path == "/en/communities/ternopil/"
    assert page.locator("h1").inner_text() == "Ternopil community"
    assert window.complaints == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_page_has_no_accessibility_violation_and_fits(reader, path, width):
    for address in (path, path.replace("/uk/", "/en/")):
        window = reader(width=width)
        window.open(address)
        found = Axe().run(window.page, options=WCAG)
        violations = [
            (rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found.response["violations"]
        ]
        assert (address, violations, is_wider_than_the_window(window.page)) == (address, [], False)
        assert [text for text in window.complaints if "404" not in text] == []


@pytest.mark.parametrize(
    "path", ["/uk/", "/uk/stories/mariupol-i-mariupol/", "/en/stories/?category=public-spaces"]
)
def test_dark_page_has_no_accessibility_violation(reader, path):
    window = reader(dark=True)
    window.open(path)
    found = Axe().run(window.page, options=WCAG)
    assert [rule["id"] for rule in found.response["violations"]] == []


def test_keyboard_alone_reaches_the_content(reader):
    window = reader()
    window.open("/uk/")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "main"


def test_citation_is_copied_by_the_button(reader):
    window = reader()
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.open("/en/stories/mariupol-i-mariupol/")
    window.page.get_by_role("button", name="Copy the citation").click()
    copied = window.page.evaluate("navigator.clipboard.readText()")
    assert copied == window.page.locator("#citation").inner_text().strip()
