"""An editor's way in the real admin: write, preview, be refused, be reviewed, publish, translate."""

import re

import pytest

from tests.browser.people import sign_in_at_desk

TITLE = "Кухня, що нагодувала Шептицьку громаду"
INDEX_ID = """async () => {
  const answer = await (await fetch("/cms/api/main/pages/?slug=stories")).json();
  return answer.items.find((page) => page.meta.html_url.endsWith("/uk/stories/")).id;
}"""
PUBLISH = "button[name=action-publish]"


def choose_community(page, query):
    page.locator("#id_lead_community-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal-content input[name=q]").fill(query)
    page.locator(".modal-content tbody a", has_text="Шептицька громада").first.click()
    page.locator("#id_lead_community-chooser", has_text="Шептицька громада").wait_for()


def publish(window, address):
    window.open(address)
    page = window.page
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator(PUBLISH).click()
    page.locator(".messages").wait_for()
    return page.locator(".messages").inner_text()


@pytest.fixture
def draft(reader):
    """The address of a new story's edit page, as the editor left it."""
    window = reader()
    page = sign_in_at_desk(window, "editor")
    index = page.evaluate(INDEX_ID)
    window.open(f"/cms/pages/add/stories/storypage/{index}/")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Мешканки відкрили кухню для переселенців.")
    choose_community(page, "червоноград")
    page.locator("#id_category").select_option(index=2)
    page.locator("#id_start_month").fill("2023-07")
    page.get_by_role("button", name="Зберегти чернетку").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    return page.url.removeprefix(window.server)


def test_story_goes_from_draft_to_both_languages(reader, draft):
    number = re.search(r"\d+", draft).group()
    publisher = reader()
    sign_in_at_desk(publisher, "publisher")
    assert "ще не пройшла перевірки безпеки" in publish(publisher, draft)

    public = reader()
    public.open("/uk/stories/kukhnia-shcho-nahoduvala-sheptytsku-hromadu/")
    assert public.page.locator("h1").inner_text() != TITLE

    reviewer = reader()
    desk = sign_in_at_desk(reviewer, "reviewer")
    reviewer.open("/cms/reviews/")
    desk.get_by_role("link", name=TITLE).click()
    story = desk.frame_locator(".review__story iframe")
    assert " ".join(story.locator("h1").inner_text().split()) == TITLE
    for box in desk.locator("form input[type=checkbox]").all():
        box.check()
    desk.get_by_role("button", name="Перевірено").click()
    desk.wait_for_url(re.compile("/cms/reviews/$"))

    assert "опубліковано" in publish(publisher, draft)
    public.page.reload()
    assert " ".join(public.page.locator("h1").inner_text().split()) == TITLE

    translator = reader()
    page = sign_in_at_desk(translator, "editor")
    translator.open(f"/cms/localize/submit/page/{number}/")
    page.locator("input[name=locales]").first.check()
    page.locator("input[type=submit]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    page.get_by_text(TITLE).first.wait_for()
    assert page.url != f"{translator.server}{draft}"

    public.open("/en/stories/kukhnia-shcho-nahoduvala-sheptytsku-hromadu/")
    assert "has not been translated into English yet" in public.page.locator("main").inner_text()


def test_mistakes_are_named_at_their_fields_and_nothing_is_lost(reader, draft):
    window = reader()
    page = sign_in_at_desk(window, "editor")
    window.open(draft)
    page.locator("#id_end_month").fill("2023-01")
    page.get_by_role("button", name="Зберегти чернетку").click()
    page.get_by_text("Робота завершується раніше, ніж починається.").first.wait_for()
    assert page.locator("#id_end_month").input_value() == "2023-01"
    assert page.locator("#id_title").input_value() == TITLE


def test_preview_shows_the_unsaved_story(reader, draft):
    window = reader()
    page = sign_in_at_desk(window, "editor")
    window.open(draft)
    page.locator("#id_summary").fill("Новий короткий опис, ще не збережений.")
    page.get_by_role("button", name="Показати або сховати перегляд").click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.get_by_text("Новий короткий опис, ще не збережений.").first.wait_for()
