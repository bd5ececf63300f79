"""How the secretariat makes this year's call out of last year's."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.whole_contest import EDITION, PUBLIC, SECRETARIAT, SLUG, send

KYIV = ZoneInfo("Europe/Kyiv")
# By tab of the form: which rows of each kind the copy keeps.
KEPT = {
    "Категорії та критерії": {"categories": [1], "special_awards": [], "criteria": [0, 1]},
    "Форма": {"questions": [2]},
    "Перевірка": {"checklist": [0]},
    "Правила й матеріали": {"frequent_questions": [0]},
}  # fmt: skip
# In days from today.
DATES = {"closes_at": 7, "judging_opens_at": 8, "judging_closes_at": 15, "results_at": 20}


def open_call(contest):
    """Make an edition, copy the example's call for it, make it small and publish it; returns what its page says."""
    window = contest.at_desk(SECRETARIAT)
    make_edition(window)
    contest.facts["call"] = copy_call(window)
    leave_little(window.page)
    set_dates(window.page)
    publish(window.page)
    public = contest.open_window(PUBLIC)
    public.open(f"/uk/contest/{SLUG}/")
    ways_in = public.page.locator(f"main a[href='/uk/apply/{SLUG}/']")
    return " ".join(public.page.locator("h1").inner_text().split()), ways_in.count()


def make_edition(window):
    window.open("/cms/editions/new/")
    page = window.page
    fields = {"slug": SLUG, "number": "4", "name_uk": EDITION, "name_en": "Whole contest"}
    for name, value in fields.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Створити").click()
    page.wait_for_url(re.compile("/cms/editions/$"))


def copy_call(window):
    """Copy the call of the example; returns the key of the copy."""
    page = window.page
    window.open("/cms/contest/calls/")
    example = page.locator("main a", has_text="(приклад)").get_attribute("href")
    window.open(example.replace("edit/", "").rstrip("/") + "/copy/")
    page.locator("#id_edition").select_option(label=EDITION)
    give_date(page, "opens_on", day(-1))
    send(page, "Копіювати")
    page.wait_for_url(re.compile(r"/contest/calls/edit/\d+/"))
    return int(re.search(r"edit/(\d+)/", page.url).group(1))


def leave_little(page):
    for tab, relations in KEPT.items():
        page.get_by_role("tab", name=tab).click()
        for relation, kept in relations.items():
            rows = int(page.locator(f"#id_{relation}-TOTAL_FORMS").input_value())
            # The last first: questions may wait for answers to those before them.
            for number in sorted(set(range(rows)) - set(kept), reverse=True):
                page.locator(f"#id_{relation}-{number}-DELETE-button").click()


def set_dates(page):
    page.get_by_role("tab", name="Дати").click()
    for name, days in DATES.items():
        give_date(page, name, f"{day(days)} 12:00")


def publish(page):
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile("/contest/calls/$"))


def give_date(page, name, text):
    """Type the date into its field and put the calendar away, which opens a moment later."""
    page.locator(f"#id_{name}").fill(text)
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    calendar.wait_for()
    page.locator("main").click(position={"x": 2, "y": 2})
    calendar.wait_for(state="hidden")


def day(days):
    return f"{datetime.now(KYIV) + timedelta(days=days):%Y-%m-%d}"
