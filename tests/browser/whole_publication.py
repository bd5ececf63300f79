"""How the results come out at their hour, and what the public then finds, takes away and checks."""

import subprocess
import sys

from tests.browser.whole_applying import APPLICANTS
from tests.browser.whole_call import day, give_date
from tests.browser.whole_contest import EDITION, PUBLIC, SLUG, send
from tests.browser.whole_jury import CITATION, WINNER
from tests.browser.whole_screening import let_letters_go, status_read_by
from tests.browser.whole_stories import TITLES

STORY = "mlyn-shcho-dav-svitlo"
# Behind each of them the title of the winner's story stands once the results are out.
DOORS = (
    f"/uk/stories/{STORY}/", f"/en/stories/{STORY}/", "/uk/stories/?q=млином", f"/uk/contest/{SLUG}/", "/uk/", "/uk/feed/",
    "/data/stories.json", "/data/stories.csv", "/api/v1/stories?q=млином",
)  # fmt: skip
# These are not there at all before.
FILES = tuple(f"/uk/contest/{SLUG}/{name}" for name in ("protocol.json", "verify_protocol.py", "jurors.json"))
HOUR = """
from datetime import timedelta
from django.utils import timezone
from contest.models import Publication
Publication.objects.filter(call__edition__slug="{slug}").update(due_at=timezone.now() - timedelta(minutes=1))
"""


def schedule_results(contest):
    """Set the results to an hour to come; returns whether anything is missing until then."""
    contest.pass_time("results_at")
    page = contest.judging("publication/")
    give_date(page, "due_at", f"{day(1)} 12:00")
    send(page, "Призначити цю годину")
    page.get_by_text("Результати буде оприлюднено").first.wait_for()
    return page.locator(".judging-faults").count()


def open_doors(contest):
    """The doors behind which a stranger finds the winner, and the files that are there."""
    window = contest.windows[PUBLIC]
    found = []
    for door in (*DOORS, *FILES):
        answer = window.page.request.get(f"{window.server}{door}")
        text = answer.text().replace("\u00a0", " ")
        if answer.ok and (door in FILES or any(title in text for title in TITLES)):
            found.append(door)
    return found


def let_the_hour_come(contest):
    """Time passes, and the timer brings the results out; the letters go once they were read."""
    contest.site.change(HOUR.format(slug=SLUG))
    told = contest.site.command("publish_results").strip()
    let_letters_go(contest)
    return told


def known_outcomes(contest):
    return [status_read_by(contest, mailbox) for mailbox in APPLICANTS]


def read_results(contest):
    """A stranger reads the page of the contest; returns who won and what the jury says of it."""
    window = contest.windows[PUBLIC]
    window.open("/uk/contest/")
    page = window.page
    page.locator("main").get_by_role("link", name=EDITION).first.click()
    page.wait_for_url(f"**/uk/contest/{SLUG}/")
    honoured = page.locator("main").get_by_role("link", name=TITLES[0])
    return honoured.count(), page.get_by_text(CITATION).count()


def find_by_search(contest):
    """They look for the story by another form of its word and open it; returns its heading."""
    window = contest.windows[PUBLIC]
    page = window.page
    window.open("/uk/")
    page.locator("#home-q").fill("млином")
    page.locator("#home-q").press("Enter")
    page.locator("main").get_by_role("link", name=TITLES[0]).first.click()
    page.wait_for_url(f"**/uk/stories/{STORY}/")
    return " ".join(page.locator("h1").inner_text().split())


def take_booklet(contest):
    """They take the booklet from the page of the results; returns its first bytes."""
    window = contest.windows[PUBLIC]
    window.open(f"/uk/contest/{SLUG}/")
    link = window.page.locator("#files ~ ul a[href$='.pdf']").first
    return window.page.request.get(f"{window.server}{link.get_attribute('href')}").body()[:4]


def confirm_certificate(contest):
    """The winner passes on the address of the certificate; returns what a stranger reads under it."""
    winner = contest.windows[WINNER]
    winner.open(contest.facts[WINNER]["address"])
    address = winner.page.locator("a[href*='/uk/certificates/']").first.get_attribute("href")
    window = contest.windows[PUBLIC]
    window.open(address)
    return window.page.locator(".certificate__state").inner_text().split(".")[0]


def verify_protocol(contest, folder):
    """They check the judging with what stands beside the results, by nothing but Python; returns the first words."""
    window = contest.windows[PUBLIC]
    window.open(f"/uk/contest/{SLUG}/")
    for name in ("protocol.json", "verify_protocol.py"):
        with window.page.expect_download() as downloaded:
            window.page.locator(f"#protocol ~ ul a[href$='{name}']").click()
        downloaded.value.save_as(folder / name)
    # -I and -S: neither the site's packages nor its folders are within reach.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify_protocol.py", "protocol.json"],
        cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout.split(".")[0]
