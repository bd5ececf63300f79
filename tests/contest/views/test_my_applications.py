"""A person's applications: who may open which address, what is told, taking back and deleting."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.status import Actor, change_status, release_status
from contest.models import Application, ApplicationMember
from tests.browsers import browser_of
from tests.contest.factories import make_application, make_call, make_condition, make_submitted
from tests.factories import make_community, make_user

pytestmark = pytest.mark.django_db


def make_person(name):
    return make_user(f"{name}@example.org", language="en")


@pytest.fixture
def people(indexes):
    """A browser for each way of standing to an application."""
    owner = make_person("owner")
    application = make_submitted(owner=owner)
    members = {"owner": owner}
    for role in ("editor", "reader"):
        members[role] = make_person(role)
        ApplicationMember.objects.create(
            application=application, user=members[role], role=role, joined_at=timezone.now()
        )
    members["stranger"] = make_person("stranger")
    browsers = {name: browser_of(user) for name, user in members.items()}
    return application, {**browsers, "anonymous": browser_of()}


WHO = ("anonymous", "stranger", "reader", "editor", "owner")
READS = {
    "": (302, 404, 200, 200, 200),
    "about/": (302, 404, 200, 200, 200),
    "story/": (302, 404, 200, 200, 200),
    "files/": (302, 404, 200, 200, 200),
    "nothing/": (302, 404, 404, 404, 404),
    "check/": (302, 404, 200, 200, 200),
    "receipt/": (302, 404, 200, 200, 200),
    "versions/1/": (302, 404, 200, 200, 200),
    "versions/1/print/": (302, 404, 200, 200, 200),
    "versions/2/": (302, 404, 404, 404, 404),
    "withdraw/": (302, 404, 403, 403, 200),
    "delete/": (302, 404, 403, 403, 403),
    "submit/": (302, 405, 405, 405, 405),
    "save/": (405, 405, 405, 405, 405),
}
WRITES = {
    "about/": (302, 404, 403, 302, 302),
    "submit/": (302, 404, 403, 302, 302),
    "delete/": (302, 404, 403, 403, 403),
    "withdraw/": (302, 404, 403, 403, 302),
    "check/": (302, 405, 405, 405, 405),
}


def test_each_address_opens_for_whom_it_is(people):
    application, browsers = people
    start = f"/en/my/{application.public_id}/"
    opened = {path: tuple(browsers[who].get(start + path).status_code for who in WHO) for path in READS}
    assert opened == READS
    written = {path: tuple(browsers[who].post(start + path).status_code for who in WHO) for path in WRITES}
    assert written == WRITES
    application.refresh_from_db()
    assert (application.status, application.versions.count()) == ("withdrawn", 1)


def test_decision_is_not_told_before_it_is_made_known(people):
    application, browsers = people
    now = timezone.now()
    change_status(application, to="ineligible", actor=Actor.SECRETARIAT, by=None, at=now, reason="Не громада")
    address = f"/en/my/{application.public_id}/"
    pages = [browsers["owner"].get(where).content.decode() for where in ("/en/my/", address)]
    assert ["not eligible" in page or "Не громада" in page for page in pages] == [False, False]
    release_status(application, by=None, at=now)
    assert "not eligible" in browsers["owner"].get(address).content.decode()


def test_draft_is_deleted_after_asking():
    owner = make_person("owner")
    application, browser = make_application(owner=owner), browser_of(owner)
    address = f"/en/my/{application.public_id}/delete/"
    assert (browser.get(address).status_code, Application.objects.count()) == (200, 1)
    assert (browser.post(address).headers["Location"], Application.objects.count()) == ("/en/my/", 0)


def test_version_tells_what_changed():
    owner = make_person("owner")
    application = make_submitted(owner=owner)
    save_answers(application, [Change("title", "Нова назва", 1)], by=owner, at=timezone.now())
    submit_application(application, by=owner, at=timezone.now())
    page = browser_of(owner).get(f"/en/my/{application.public_id}/versions/2/")
    assert [row.label for row in page.context["differences"]] == ["Title of the story"]


def test_check_names_every_gap_and_leads_to_its_field():
    owner = make_person("owner")
    application = make_application(owner=owner)
    save_answers(application, [Change("summary", "", 1)], by=owner, at=timezone.now())
    browser, start = browser_of(owner), f"/en/my/{application.public_id}/"
    html = browser.get(f"{start}check/").content.decode()
    assert (f"{start}about/?gaps=1#f-summary" in html, "application_submit" in html) == (True, False)
    assert browser.post(f"{start}submit/").headers["Location"] == f"{start}check/"
    assert 'id="f-summary"' in browser.get(f"{start}about/").content.decode()


def test_submitting_twice_shows_one_receipt():
    owner = make_person("owner")
    application, browser = make_application(owner=owner), browser_of(owner)
    start = f"/en/my/{application.public_id}/"
    ways = [browser.post(f"{start}submit/").headers["Location"] for _click in range(2)]
    version = application.versions.get()
    assert ways == [f"{start}receipt/"] * 2
    application.refresh_from_db()
    html = browser.get(f"{start}receipt/").content.decode()
    assert [words in html for words in (application.reference, version.sha256)] == [True, True]


def test_conditions_answered_before_signing_in_are_kept(indexes):
    call = make_call()
    call.eligibility_questions = [make_condition()]
    call.save()
    question, browser = call.eligibility_questions.get(), browser_of()
    address = f"/en/apply/{call.edition.slug}/"
    refused = browser.post(address, {"eligibility-eligible_0": "no"}, follow=True)
    assert "Communities only." in refused.content.decode()
    browser.post(address, {"eligibility-eligible_0": "yes"})
    browser.force_login(make_person("owner"))
    form = browser.get(address).context["form"]
    assert form.data == {"eligibility-eligible_0": "yes"}
    begun = browser.post(address, {"eligibility-eligible_0": "yes", "begin": "1"})
    application = Application.objects.get()
    assert begun.headers["Location"] == f"/en/my/{application.public_id}/about/"
    assert application.answers.values_by_path() == {f"eligible/{question.pk}": "yes"}


def test_closed_call_takes_no_new_application(indexes):
    call = make_call(opens_at=timezone.now() - timedelta(days=60))
    browser = browser_of(make_person("owner"))
    address = f"/en/apply/{call.edition.slug}/"
    assert "Applications are closed" in browser.get(address).content.decode()
    assert "cannot be begun now" in browser.post(address, {"begin": "1"}, follow=True).content.decode()
    assert Application.objects.count() == 0


def test_call_of_no_such_address_is_not_found(indexes):
    assert browser_of().get("/en/apply/nothing/").status_code == 404


def test_drafts_are_never_promised_to_be_kept_longer_than_personal_data(indexes):
    call = make_call(drafts_kept_months=9, personal_data_kept_months=3)
    html = Client().get(f"/en/apply/{call.edition.slug}/").content.decode()
    assert re.findall(r"(\d+) months? after the results", html) == ["3", "3"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_needs_the_same_queries_for_1_and_3(number, django_assert_num_queries):
    owner, call = make_person("owner"), make_call()
    for _number in range(number):
        make_application(call, owner=owner)
    browser = browser_of(owner)
    with django_assert_num_queries(4):
        assert browser.get("/en/my/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_application_needs_the_same_queries_for_1_and_3_versions(number, django_assert_num_queries):
    owner = make_person("owner")
    application = make_submitted(owner=owner)
    for version in range(1, number):
        save_answers(application, [Change("title", f"Назва {version}", version)], by=owner, at=timezone.now())
        submit_application(application, by=owner, at=timezone.now())
    browser = browser_of(owner)
    with django_assert_num_queries(22):
        assert browser.get(f"/en/my/{application.public_id}/").status_code == 200


def test_communities_are_offered_by_former_names_too(client, community_with_alias):
    html = client.get("/en/my/communities/?q=комсом").content.decode()
    assert f'data-value="{community_with_alias.code}"' in html


@pytest.fixture
def community_with_alias(db):
    community = make_community("Горішньоплавнівська", "Горішні Плавні")
    community.aliases.create(name_uk="Комсомольськ", name_en="Komsomolsk")
    community.save()
    return community
