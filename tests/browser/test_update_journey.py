"""A community's officer tells what is new in its story by a private link: on a telephone, with and without JavaScript."""

import hashlib

import pytest
from axe_playwright_python.sync_playwright import Axe

SECRET = "a-secret-of-this-file"
STORY = "/uk/stories/mariupol-i-mariupol/"


@pytest.fixture(scope="module")
def site(own_site):
    """A site of this file's own, in which the community has a mailbox, and a link to tell by."""
    own_site.write(
        "INSERT INTO stories_storyofficer (story_key, email, language, proof, secret_sha256, asked_at, is_reminder,"
        " invited_by_name, expires_at) SELECT translation_key, 'rada@example.org', 'uk', 'mailbox', ?,"
        " '2026-01-01 00:00:00', 0, '', '2099-01-01 00:00:00' FROM wagtailcore_page p JOIN wagtailcore_locale l"
        " ON l.id = p.locale_id WHERE slug = 'mariupol-i-mariupol' AND language_code = 'uk'",
        hashlib.sha256(SECRET.encode()).hexdigest(),
    )
    own_site.write(
        "UPDATE stories_storypage SET contact_email = 'rada@example.org'"
        " WHERE page_ptr_id IN (SELECT id FROM wagtailcore_page WHERE slug = 'mariupol-i-mariupol')"
    )
    return own_site


def barriers(window):
    """What stands in somebody's way, with everything unfolded."""
    window.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found = Axe().run(window.page).response["violations"]
    is_wide = window.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], is_wide


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_of_a_community_have_no_barriers_and_fit(reader, site, width, dark):
    window = reader(width=width, dark=dark)
    for language in ("uk", "en"):
        for path in (f"/{language}/updates/{SECRET}/", STORY.replace("/uk/", f"/{language}/") + "update/"):
            window.open(path)
            assert (path, barriers(window), window.complaints) == (path, ([], False), [])


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_officer_corrects_what_is_marked_sends_and_takes_it_back(reader, site, script):
    window = reader(width=360, script=script)
    page = window.page
    window.open(f"/uk/updates/{SECRET}/")
    page.get_by_role("textbox", name="Що нового").fill("Відкрили другий центр.")
    if script:
        assert page.locator("[data-counts=id_text]").inner_text() == "22"
    figure = page.locator(".update-figure").first
    figure.locator("summary").click()
    figure.get_by_label("Нове число").fill("багато")
    page.get_by_role("button", name="Надіслати редакції").click()
    # What is wrong is unfolded, and everything typed is still there.
    assert figure.get_by_label("Нове число").input_value() == "багато"
    assert figure.locator(".field__error").inner_text() == "Введіть число."
    assert page.get_by_role("textbox", name="Що нового").input_value() == "Відкрили другий центр."
    if script:
        assert barriers(window) == ([], False)
    figure.get_by_label("Нове число").fill("1 500")
    figure.get_by_label("Станом на який місяць").fill("2026-01")
    page.get_by_role("button", name="Надіслати редакції").click()
    assert page.locator(".told__update .tag").first.inner_text() == "чекає на редактора"
    proposed = (
        "stories_proposedfigure f JOIN stories_storyupdate u ON u.id = f.update_id WHERE state = 'proposed'"
    )
    assert site.read(f"SELECT value, as_of FROM {proposed}") == [(1500, "2026-01-01")]
    page.get_by_role("button", name="Відкликати").click()
    assert page.locator(".told__update .tag").first.inner_text() == "відкликано"
    assert site.read("SELECT count(*) FROM stories_storyupdate WHERE state = 'proposed'") == [(0,)]
