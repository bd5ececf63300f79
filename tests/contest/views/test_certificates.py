"""Certificates for everybody and for their people: who gets which address, and what the page and the badge say."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.story_of_application import story_key
from contest.models import Certificate, Publication
from stories.domain.withdrawal import withdraw_story
from tests.contest.certificates import make_certificate, make_honoured
from tests.contest.factories import make_call, make_submitted
from tests.factories import make_story, make_user

HOSTILE = '<script>alert(1)</script> & "Молодь"'
OWN_QUERIES = 20
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


def page_of(certificate, language="uk"):
    return f"/{language}/certificates/{certificate.public_id}/"


def badge_of(certificate, language="uk"):
    return f"{page_of(certificate, language)}badge.svg"


def paper_of(certificate, language="uk"):
    return f"/{language}/my/{certificate.application.public_id}/certificates/{certificate.public_id}.pdf"


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def honoured(db):
    return make_honoured(make_call())


def test_anyone_confirms_and_only_its_people_take_the_paper(honoured, signed_in, secretary):
    application, certificate = honoured
    colleague = make_user("colleague@example.org")
    application.memberships.create(user=colleague, role="reader", joined_at=timezone.now())
    owner = browser_of(application.memberships.get(role="owner").user)
    people = {"owner": owner, "colleague": browser_of(colleague)}
    others = {
        "applicant": browser_of(make_submitted(application.call).members.get()), "editor": signed_in("Editors"),
        "secretary": secretary,
    }  # fmt: skip
    everybody = people | others | {"stranger": Client()}
    for address in (page_of(certificate), badge_of(certificate, "en")):
        assert {who: browser.get(address).status_code for who, browser in everybody.items()} == dict.fromkeys(
            everybody, 200
        )
    for browser in people.values():
        answer = browser.get(paper_of(certificate, "en"))
        assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"], answer["Content-Disposition"]) == (
            200, "application/pdf", NEVER, f'attachment; filename="{certificate.number}-en.pdf"',
        )  # fmt: skip
    assert {
        who: browser.get(paper_of(certificate)).status_code for who, browser in others.items()
    } == dict.fromkeys(others, 404)
    assert Client().get(paper_of(certificate)).headers["Location"].split("?")[0] == "/accounts/login/"
    assert [
        Client().post(address).status_code for address in (page_of(certificate), badge_of(certificate))
    ] == [405, 405]
    # The paper of one application is not found under another.
    other = make_submitted(application.call, owner=application.memberships.get(role="owner").user)
    found = paper_of(certificate).replace(str(application.public_id), str(other.public_id))
    assert owner.get(found).status_code == 404
    page = owner.get(f"/uk/my/{application.public_id}/").content.decode()
    assert [address in page for address in (page_of(certificate), paper_of(certificate), paper_of(certificate, "en"))] == [
        True, True, True,
    ]  # fmt: skip


def test_before_the_results_are_out_there_is_nothing(honoured):
    application, certificate = honoured
    Publication.objects.all().delete()
    owner = browser_of(application.members.get())
    addresses = (page_of(certificate), badge_of(certificate), paper_of(certificate))
    assert [owner.get(address).status_code for address in addresses] == [404, 404, 404]
    assert owner.get(f"/uk/my/{application.public_id}/").context["certificates"] == []


def test_revoked_certificate_says_so_and_gives_nothing_away(honoured):
    application, certificate = honoured
    Certificate.objects.update(
        revoked_at=timezone.now(), revoked_reason="Внутрішня причина", revoked_by_name="Софія Секретарка"
    )
    answer, owner = Client().get(page_of(certificate, "en")), browser_of(application.members.get())
    text = answer.content.decode()
    told = ("This certificate is void", certificate.number, "Внутрішня причина", "Секретарка", "badge.svg")
    assert [words in text for words in told] == [True, True, False, False, False]
    assert "Секретарка" not in owner.get(f"/en/my/{application.public_id}/").content.decode()
    assert [owner.get(address).status_code for address in (badge_of(certificate), paper_of(certificate))] == [
        404,
        404,
    ]


def test_page_leads_to_the_story_until_it_is_withdrawn(honoured, uk, client, settings):
    application, certificate = honoured
    address = page_of(certificate, "en")
    before = client.get(address)
    assert (before.context["story"].page, certificate.title in before.content.decode()) == (None, True)
    assert f"&lt;a href=&quot;{settings.SITE_URL}{address}&quot;" in before.content.decode()
    story = make_story(uk, title="Простір", translation_key=story_key(application))
    told = client.get(address).content.decode()
    assert told.count(f'href="{story.url}" hreflang="uk"') == 1
    assert f"{story.url}&quot;&gt;&lt;img src=" in told
    withdraw_story(story, by=make_user("guard@example.org", is_superuser=True), reason="Небезпечно")
    hidden = client.get(address).content.decode()
    assert (story.url in hidden, certificate.title in hidden) == (False, False)


def test_badge_is_a_drawing_with_a_name_that_other_sites_may_show(honoured):
    _application, certificate = honoured
    Certificate.objects.update(honour_uk=HOSTILE, edition_uk="Конкурс " * 20, community_uk="<b>Громада</b>")
    answer = Client().get(badge_of(certificate))
    root = ET.fromstring(answer.content)  # noqa: S314 - our own drawing
    name = "{http://www.w3.org/2000/svg}"
    assert (root.tag, root.findtext(f"{name}title")) == (f"{name}svg", f"{HOSTILE} — <b>Громада</b>")
    assert root.findtext(f"{name}desc").endswith(page_of(certificate))
    assert (root.findall(f".//{name}script"), len(answer.content) < 12_000) == ([], True)
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"], answer["X-Content-Type-Options"]) == (
        "image/svg+xml; charset=utf-8", "*", "nosniff",
    )  # fmt: skip
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    again = Client().get(badge_of(certificate), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    page = Client().get(page_of(certificate)).content.decode()
    assert [words in page for words in ("<script>alert", 'name="robots" content="noindex"', 'rel="canonical"')] == [
        False, True, False,
    ]  # fmt: skip


def test_own_page_lists_three_certificates_for_the_queries_of_one(honoured, django_assert_num_queries):
    application, _certificate = honoured
    owner, address = browser_of(application.members.get()), f"/uk/my/{application.public_id}/"
    owner.get(address)
    with django_assert_num_queries(OWN_QUERIES):
        owner.get(address)
    for number in (900, 901):
        make_certificate(
            application,
            number=f"2026-C-0{number}",
            revoked_at=timezone.now(),
            revoked_reason="Хиба",
            revoked_by_name="Софія",
        )
    with django_assert_num_queries(OWN_QUERIES):
        assert len(owner.get(address).context["certificates"]) == 3
