"""The people of one whole contest, each in a window of their own, and what they know of it."""

from dataclasses import dataclass, field
from typing import Any

from tests.browser.conftest import Reader
from tests.browser.people import sign_in_at_desk
from tests.browser.whole_site import WholeSite

SLUG = "whole-contest"
EDITION = "Наскрізний конкурс"
SECRETARIAT, EDITOR, REVIEWER, PUBLIC = "secretariat", "editor", "reviewer", "public"
# A machine that does much else besides may take its time for a page.
PATIENCE = 90_000
# What a browser says of a connection that was taken from it, and of an automatic save that a press of a button overtook.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "400 (Bad Request)")

PASSING = """
from datetime import timedelta
from django.utils import timezone
from contest.models import Call
from contest.models.call import DATES
call = Call.objects.get(edition__slug="{slug}")
shift = timezone.now() - timedelta(minutes=10) - call.{date}
Call.objects.filter(pk=call.pk).update(**{{name: getattr(call, name) + shift for name in DATES}})
"""


@dataclass
class Contest:
    """One contest on one site. `facts` are what the story has brought forth so far: keys, addresses, words."""

    site: WholeSite
    reader: Any
    facts: dict[str, Any] = field(default_factory=dict)
    windows: dict[str, Reader] = field(default_factory=dict)

    def open_window(self, name, *, width=1440):
        """Open a window that is found again by the name of whoever sits before it."""
        window = self.windows[name] = self.reader(width=width)
        window.page.set_default_timeout(PATIENCE)
        return window

    def at_desk(self, role):
        """The window of one of the staff."""
        if role not in self.windows:
            sign_in_at_desk(self.open_window(role), role)
        return self.windows[role]

    def judging(self, path=""):
        """The secretariat's window at a page of the call's judging."""
        window = self.at_desk(SECRETARIAT)
        window.open(f"/cms/contest/calls/{self.facts['call']}/judging/{path}")
        return window.page

    @property
    def board(self):
        """The address at which editors see the stories of the result, too."""
        return f"/cms/contest/calls/{self.facts['call']}/judging/stories/"

    def reference(self, mailbox):
        return self.facts[mailbox]["reference"]

    def pass_time(self, date):
        """Let the time come that is one of the call's dates: all of them move back by as much."""
        self.site.change(PASSING.format(slug=SLUG, date=date))

    def complaints(self):
        """What browsers said that nobody expected, by window."""
        return {
            name: found
            for name, window in self.windows.items()
            if (found := [text for text in window.complaints if not any(known in text for known in EXPECTED)])
        }


def send(page, name):
    """Press the button and wait for what comes of it."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()
