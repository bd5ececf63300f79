"""How people come in: at the page they want, in windows of their own."""

import re

from tests.browser.conftest import PASSWORD

DESK, QUEUE = "/cms/", "/uk/jury/"


def sign_in(window, email, *, following):
    """Sign in with the mailbox and arrive at the page; returns the window's page."""
    window.open(f"/accounts/login/?next={following}")
    give_password(window.page, email)
    window.page.wait_for_url(re.compile(f"^{re.escape(window.server + following)}"))
    return window.page


def give_password(page, email):
    """Fill in the form by which one signs in, and send it."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def sign_in_at_desk(window, role):
    """Sign in as one of the staff; returns the window's page."""
    return sign_in(window, f"{role}@example.org", following=DESK)


def juror_window(reader, email, *, width=1440, following=QUEUE):
    """A window of their own in which a juror is signed in and sees the page."""
    window = reader(width=width)
    sign_in(window, email, following=following)
    return window
