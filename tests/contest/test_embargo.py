"""Before the hour a site with results answers as one without: every address that can be found or guessed, byte for byte."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.citations import write_citation
from contest.domain.declaring import declare_ranking
from contest.domain.publication import schedule_publication
from contest.domain.publishing_results import publish_results
from contest.models import Application, Certificate
from stories.models import StoryPage
from tests.contest.rankings import make_scored
from tests.contest.tellings import make_ready, pages_of
from tests.factories import make_user

LINK = re.compile(rb"""(?:href|src|action)="([^"#]+)|<loc>([^<]+)|"url": ?"([^"]+)""")
# What is new in every answer, whatever it shows: keys of forms, and the instant at which it was given.
FRESH = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]+"|nonce-[^"\']+|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?'
)
OPEN = (
    "/uk/", "/en/", "/sitemap.xml", "/robots.txt", "/uk/feed/", "/en/feed/", "/uk/contest/", "/en/contest/",
    "/data/stories.json", "/data/stories.csv", "/data/catalogue.jsonld", "/api/v1/openapi.json", "/api/v1/stories",
    "/api/v1/editions", "/api/v1/communities", "/uk/stories/?award=winner", "/uk/stories/?q=молоді", "/uk/suggestions/?q=прост",
)  # fmt: skip


@pytest.fixture
def people(indexes, english, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return [make_user(f"{name}@example.org", groups=["Secretariat"]) for name in ("editor", "reviewer")]


def crawl(client, starts, *, under=("/uk/", "/en/", "/data/", "/api/")):
    """Every answer that can be reached from these addresses: {address: (status, where it leads, what it says)}."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        found[address] = (response.status_code, response.headers.get("Location", ""), FRESH.sub(b"", body))
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/xml")):
            links = [within(next(filter(None, match)).decode()) for match in LINK.findall(body)]
            waiting += [link for link in links if link.startswith(under) and link not in found]
    return found


def within(link):
    """The address on this site; "" for another choice of a list, and for tables whose file says when it was made."""
    path = link.replace("&amp;", "&").removeprefix("http://localhost").removeprefix("http://testserver")
    return "" if "?" in path or path.endswith(".xlsx") else path


def answers(winner, other, guesses):
    """What everybody sees, and the people of both applications; the winner's own page tells of the letter they answered."""
    seen = {"anyone": crawl(Client(), (*OPEN, *guesses))}
    for name, application, under in (
        ("winner", winner, ("/uk/contest/",)),
        ("other", other, ("/uk/my/", "/en/my/")),
    ):
        browser = Client()
        browser.force_login(application.memberships.get().user)
        seen[name] = crawl(browser, ("/uk/my/", "/en/my/", *guesses), under=under)
    return seen


def guesses(call, winner):
    """Addresses under which something will be found once the results are out."""
    edition, stories = f"/uk/contest/{call.edition.slug}/", [page.url for page in pages_of(winner).values()]
    files = [f"{edition}{name}" for name in ("protocol.json", "verify_protocol.py", "jurors.json")]
    numbered = [f"/uk/certificates/{row.public_id}/" for row in Certificate.objects.all()]
    keys = StoryPage.objects.values_list("pk", flat=True)
    return (edition, *files, *stories, *numbered, *(f"/api/v1/stories/{key}" for key in keys))


def test_results_are_nowhere_before_the_hour_and_everywhere_after(people):
    editor, reviewer = people
    call, entries, _jurors = make_scored([[5, 5], [3, 3]])
    winner, other = entries
    # The addresses of what will come, found on the same site after everything was made, then asked for without it.
    before = answers(winner, other, guesses(call, winner))
    declare_ranking(call, by=editor, at=call.judging_closes_at + timedelta(days=1))
    winner, other = (Application.objects.get(pk=entry.pk) for entry in entries)
    write_citation(
        winner, award=None, text_uk="Варте уваги.", text_en="Worth a look.", by=editor, at=timezone.now()
    )
    make_ready(winner, by=editor, reviewer=reviewer)
    schedule_publication(call, due_at=timezone.now() + timedelta(hours=1), by=editor, at=timezone.now())
    later = guesses(call, winner)
    under_embargo = answers(winner, other, later)
    new = {
        name: {key: seen.pop(key) for key in set(seen) - set(before[name])}
        for name, seen in under_embargo.items()
    }
    assert {name: differing(before[name], under_embargo[name]) for name in before} == {
        name: [] for name in before
    }
    # What exists only now answers as if it did not.
    assert {answer[0] for seen in new.values() for answer in seen.values()} <= {404}
    publish_results(call, by=editor, at=timezone.now())
    after = answers(winner, other, guesses(call, winner))
    shown = {
        address
        for address, (status, _to, body) in after["anyone"].items()
        if status == 200 and winner.title.encode() in body
    }
    assert {f"/uk/contest/{call.edition.slug}/", pages_of(winner)["uk"].url, "/data/stories.json"} <= shown


def differing(one, another):
    """The addresses whose answers differ."""
    return sorted(address for address in set(one) | set(another) if one.get(address) != another.get(address))
