"""How the winner's application becomes a story: cited, edited, translated, checked for safety, agreed to."""

import re

import polib

from tests.browser.whole_contest import EDITOR, REVIEWER, send
from tests.browser.whole_jury import CITATION, WINNER

TITLES = ("Млин, що дав світло", "The mill that gave light")
SUMMARY = "Громада запустила старий млин, і вулиця знову має світло."
ENGLISH = {TITLES[0]: TITLES[1], SUMMARY: "A community restarted an old mill."}


def prepare_story(contest):
    """Bring the story of the winner to where nothing is missing; returns what the board says of it."""
    make_draft(contest)
    edit(contest)
    translate(contest)
    for _language in ("uk", "en"):
        review(contest)
    ask_applicant(contest)
    agree(contest)
    page = contest.judging("stories/")
    return page.locator(".stories-ready").inner_text()


def make_draft(contest):
    """Write what the jury says of the winner, and make the draft of the story."""
    page = contest.judging("stories/citations/")
    page.locator("textarea[name$=text_uk]").fill(CITATION)
    page.locator("textarea[name$=text_en]").fill("The jury was convinced by its simplicity.")
    send(page, "Зберегти слова журі")
    send(page, "Створити чернетки за всіма відзначеними заявками")
    page.locator(".stories-board__story").wait_for()


def edit(contest):
    """Open the draft from the board and give it another summary."""
    window = contest.at_desk(EDITOR)
    page = window.page
    window.open(contest.board)
    page.get_by_role("link", name="Редагувати: українська").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    page.locator("#id_summary").fill(SUMMARY)
    with page.expect_navigation():
        page.get_by_role("button", name="Зберегти чернетку").click()


def translate(contest):
    """Have a draft in English made, translate it in a file and bring it back."""
    window = contest.at_desk(EDITOR)
    page = window.page
    window.open(contest.board)
    page.get_by_role("button", name="Створити чернетку перекладу").click()
    page.get_by_role("link", name="Редагувати: англійська").click()
    form = page.locator("form[action$='/pofile/upload/']").first
    with page.expect_download() as downloaded:
        page.locator("a[href$='/pofile/download/']").first.click()
    file = {"name": "story.po", "mimeType": "text/x-gettext", "buffer": translated(downloaded.value.path())}
    # It is sent as soon as it is chosen.
    with page.expect_navigation():
        form.locator("input[type=file]").set_input_files(file)


def translated(path):
    """The file with words in English at every place."""
    words = polib.pofile(str(path))
    for message in words:
        message.msgstr = ENGLISH.get(message.msgid, f"In English: {len(message.msgid)} signs.")
    return str(words).encode()


def review(contest):
    """Look at the first text that waits for it, and say that it is safe."""
    window = contest.at_desk(REVIEWER)
    page = window.page
    window.open("/cms/reviews/")
    page.locator("main").get_by_role("link", name=re.compile("|".join(TITLES))).first.click()
    page.wait_for_url(re.compile(r"/cms/reviews/\d+/"))
    for box in page.locator("form input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Перевірено").click()
    page.wait_for_url(re.compile("/cms/reviews/$"))


def ask_applicant(contest):
    page = contest.judging("stories/")
    page.get_by_role("button", name="Попросити погодження").click()
    page.locator(".messages .success").wait_for()


def agree(contest):
    """Follow the private link of the letter, read the edited text and agree."""
    window = contest.open_window("whoever has the link", width=360)
    window.open(contest.site.in_letter(WINNER, r"/uk/approve/[-\w]+/"))
    page = window.page
    assert page.get_by_text(SUMMARY).count() == 1
    page.get_by_role("button", name="Погоджую цей текст").click()
    page.locator(".message--success").wait_for()
