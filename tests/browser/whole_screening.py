"""How the secretariat screens what came in: one application goes back with a question and is answered."""

import re

from tests.browser.applicants import fill_in, save
from tests.browser.whole_applying import APPLICANTS
from tests.browser.whole_call import day, give_date
from tests.browser.whole_contest import SECRETARIAT, send

ASKED = "poltava@hromada.example"
QUESTION = "Скільки людей приходить щотижня?"
ANSWER = "Щотижня приходять двісті людей, із них сорок переселенців."


def screen(contest):
    """Ask one community, admit all three and tell them; returns how each of them then reads its status."""
    contest.pass_time("closes_at")
    return_application(contest, ASKED)
    answer_question(contest, ASKED)
    for mailbox in APPLICANTS:
        admit(contest, mailbox)
    tell_outcomes(contest)
    return [status_read_by(contest, mailbox) for mailbox in APPLICANTS]


def at_application(contest, mailbox):
    """The secretariat's page of the community's application, reached from the list."""
    window = contest.at_desk(SECRETARIAT)
    window.open(f"/cms/contest/applications/?call={contest.facts['call']}")
    window.page.locator("#listing-results").get_by_role("link", name=contest.reference(mailbox)).first.click()
    window.page.locator("#decision-heading").wait_for()
    return window.page


def return_application(contest, mailbox):
    page = at_application(contest, mailbox)
    page.locator("input[name=outcome][value=returned]").check()
    page.locator("#id_reason").fill(QUESTION)
    page.locator("input[name=sections][value=results]").check()
    give_date(page, "until", f"{day(3)} 12:00")
    send(page, "Зберегти рішення")
    page.get_by_text("чекаємо відповіді").wait_for()


def answer_question(contest, mailbox):
    """Follow the letter to the application, change what is open and submit again."""
    window = contest.windows[mailbox]
    assert contest.site.in_letter(mailbox, re.escape(QUESTION)) == QUESTION
    address = contest.site.in_letter(mailbox, r"/uk/my/[-0-9a-f]{36}/")
    window.open(f"{address}results/")
    page = window.page
    fill_in(page, results=ANSWER)
    save(page)
    window.open(f"{address}check/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/receipt/$"))


def admit(contest, mailbox):
    page = at_application(contest, mailbox)
    for condition in page.locator("input[name=ticks]").all():
        condition.check()
    page.locator("input[name=outcome][value=eligible]").check()
    send(page, "Зберегти рішення")


def tell_outcomes(contest):
    """Make the decisions known and let the letters about them go."""
    window = contest.at_desk(SECRETARIAT)
    window.open(f"/cms/contest/calls/{contest.facts['call']}/release/")
    send(window.page, "Повідомити")
    let_letters_go(contest)


def let_letters_go(contest):
    """Read the letters that wait, and send them."""
    window = contest.at_desk(SECRETARIAT)
    page = window.page
    window.open("/cms/contest/letters/?state=waiting")
    page.locator("#listing-results thead input[type=checkbox]").check()
    page.get_by_role("link", name="Відправити").click()
    page.wait_for_url(re.compile("/approve/"))
    send(page, "Відправити їх")


def status_read_by(contest, mailbox):
    window = contest.windows[mailbox]
    window.open("/uk/my/")
    return window.page.locator(".application-row__state .tag").first.inner_text()
