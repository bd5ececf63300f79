"""Browsers as Django's tests know them: without a window."""

from django.test import Client


def browser_of(user=None, *, language="en"):
    """Return a browser that asks for pages in the language; the user, if there is one, is signed in as `user` of it."""
    browser = Client(headers={"accept-language": language})
    browser.user = user
    if user is not None:
        browser.force_login(user)
    return browser
