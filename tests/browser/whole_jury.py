"""How the jury comes together, reads and scores; the chair parts a tie and the ranking is declared."""

import re

from tests.browser.applicants import ON_SERVER, says
from tests.browser.people import QUEUE
from tests.browser.test_juror_journey import score_by_keyboard
from tests.browser.whole_applying import APPLICANTS, make_account
from tests.browser.whole_contest import send

CHAIR, COLLEAGUE = "olena@jury.example.net", "petro@jury.example.net"
JURORS = {CHAIR: "Олена", COLLEAGUE: "Петро"}
WINNER, SECOND, THIRD = APPLICANTS
# Both jurors agree, so the first two are tied for the only prize.
SCORES = {WINNER: "54", SECOND: "54", THIRD: "31"}
RULES = {"evaluations_per_entry": "2", "quorum": "2"}
TIE_MINUTES = "Перша справа триває довше."
CITATION = "Журі переконала простота."


def form_jury(contest):
    """Invite the jurors; they join by their letters. Returns what the page of the judging says of them."""
    for mailbox, name in JURORS.items():
        invite(contest, mailbox, name)
        join(contest, mailbox)
    page = contest.judging("jury/")
    return page.locator(".jury-list tbody tr td:nth-child(2)", has_text="у складі журі").count()


def invite(contest, mailbox, name):
    page = contest.judging("jury/invite/")
    page.locator("#id_name").fill(name)
    page.locator("#id_email").fill(mailbox)
    if mailbox == CHAIR:
        page.locator("#id_is_chair").check()
    send(page, "Надіслати запрошення")


def join(contest, mailbox):
    """Follow the letter, make an account and take the seat."""
    window = contest.open_window(mailbox)
    invitation = contest.site.in_letter(mailbox, r"/uk/jury/join/[-\w]+/")
    make_account(contest.site, window, mailbox, following=invitation)
    send(window.page, "Долучитися до журі")
    window.page.wait_for_url(re.compile(f"{QUEUE}$"))


def open_judging(contest):
    """Set the rules, freeze them once the day has come, and give every application to both jurors."""
    page = contest.judging("rules/")
    for name, value in RULES.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_label("Переможців щонайбільше").fill("1")
    page.locator("#id_jurors_public").check()
    send(page, "Зберегти правила")
    contest.pass_time("judging_opens_at")
    page = contest.judging("open/")
    send(page, "Зафіксувати правила й відкрити суддівство")
    page = contest.judging("assignment/")
    send(page, "Записати цей розподіл")
    page.wait_for_url(re.compile("/board/"))
    return page.locator(".board-cell__sign--assigned").count()


def score(contest):
    """Each juror follows the letter to the queue, scores all applications and submits; returns how far they are then."""
    return [score_all(contest, mailbox) for mailbox in JURORS]


def score_all(contest, mailbox):
    window = contest.windows[mailbox]
    page = window.page
    queue = contest.site.in_letter(mailbox, r"/uk/jury/\?call=[-\w]+")
    for applicant, figures in SCORES.items():
        window.open(queue)
        page.locator(".jury-row a", has_text=APPLICANTS[applicant][1]).first.click()
        page.wait_for_url(re.compile(r"/uk/jury/[-0-9a-f]{36}/$"))
        score_by_keyboard(page, figures)
        says(window, ON_SERVER)
    window.open(f"{QUEUE}submit/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(f"{QUEUE}$"))
    return page.locator("#jury-progress").inner_text()


def conclude(contest):
    """Close the judging, let the chair decide the tie, declare; returns the first words of the check of the protocol."""
    contest.pass_time("judging_closes_at")
    send(contest.judging("close/"), "Закрити суддівство остаточно")
    page = contest.judging("deliberation/")
    for place, mailbox in ((1, WINNER), (2, SECOND)):
        page.get_by_label(f"Номер для {contest.reference(mailbox)}").select_option(str(place))
    page.get_by_label("Протокольний запис").fill(TIE_MINUTES)
    send(page, "Записати рішення голови")
    page = contest.judging("deliberation/")
    send(page, "Оголосити рейтинг")
    page.get_by_text("Рейтинг оголошено").first.wait_for()
    page = contest.judging("protocol/")
    return page.locator(".judging-report").inner_text().split(".")[0]
