"""How communities take part: each makes an account, fills in the form, one of them without a connection for a while."""

import re

from tests.browser.applicants import (
    OFFLINE,
    ON_SERVER,
    begin,
    fill_in,
    opened_before,
    save,
    says,
    section_of,
)
from tests.browser.conftest import PASSWORD
from tests.browser.whole_contest import SLUG

APPLYING = f"/uk/apply/{SLUG}/"
# The community that applies by this mailbox, and the title of its story.
APPLICANTS = {
    "ternopil@hromada.example": ("Тернопіль", "Млин, що дав світло"),
    "poltava@hromada.example": ("Полтава", "Двір без парканів"),
    "lutsk@hromada.example": ("Луцьк", "Бібліотека під землею"),
}
TYPED = "Коли зникло світло, вулиця лишилася без води й тепла."
CODE = r"\d{4}-\d{4}"


def apply(contest):
    """Three communities apply; returns the references on their receipts without the year."""
    for mailbox in APPLICANTS:
        window = contest.open_window(mailbox, width=360)
        make_account(contest.site, window, mailbox, following=APPLYING)
        begin(window, applying=APPLYING)
        contest.facts[mailbox] = {"address": window.address}
    write_without_connection(contest.windows["ternopil@hromada.example"])
    for mailbox in APPLICANTS:
        contest.facts[mailbox]["reference"] = submit(contest.windows[mailbox], mailbox)
    return [contest.reference(mailbox)[5:] for mailbox in APPLICANTS]


def make_account(site, window, mailbox, *, following):
    """Sign up with the code from the letter and arrive at the page."""
    page = window.page
    window.open(f"/accounts/signup/?next={following}")
    page.locator("input[name=email]").fill(mailbox)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/accounts/confirm-email/"))
    page.locator("input[name=code]").fill(site.in_letter(mailbox, CODE))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(f"{following}$"))


def write_without_connection(window):
    """Write the problem while the connection is gone; it is sent once it is back."""
    page = window.page
    opened_before(window, "story")
    page.context.set_offline(True)
    page.reload()
    page.locator("textarea[name=challenge]").fill(TYPED)
    says(window, OFFLINE)
    page.context.set_offline(False)
    says(window, ON_SERVER)


def submit(window, mailbox):
    """Walk through the form to its end and submit; returns the reference on the receipt."""
    page, (community, title) = window.page, APPLICANTS[mailbox]
    window.open(f"{window.address}about/")
    while (section := section_of(page)) != "check":
        fill_in(page, community=community, title=title, contact_email=mailbox, challenge=TYPED)
        save(page)
        page.wait_for_url(lambda url, left=section: f"/{left}/" not in url)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/receipt/$"))
    return re.search(r"\d{4}-PS-\d{4}", page.locator("main").inner_text()).group()
