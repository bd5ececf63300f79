"""The desk's page on which an application is excluded: who may, what it shows first, what it changes."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from contest.domain.releasing import ForeseenLetters
from contest.models import Application, Letter
from tests.contest.factories import make_call, make_letter, make_submitted

pytestmark = pytest.mark.django_db
REASON = "Фото <b>чужі</b>."


@pytest.fixture
def application():
    return make_submitted(make_call())


def page_of(application):
    return f"/cms/contest/applications/{application.public_id}/disqualify/"


def desk_of(application):
    return f"/cms/contest/applications/{application.public_id}/"


def posted(**changes):
    return {"reason": REASON, "expected": "submitted", "seen_version": "1", **changes}


def status():
    return Application.objects.get().status


def permission(codename):
    return Permission.objects.get(codename=codename, content_type__app_label="contest")


def test_what_will_change_is_shown_and_done_with_the_reason(secretary, application):
    make_letter(application, kind="eligible", state="waiting")
    page = secretary.get(page_of(application))
    assert ([(row.pk, str(becomes)) for row, becomes in page.context["rows"]], page.context["dropped"]) == (
        [(application.pk, "disqualified")], 1,
    )  # fmt: skip
    assert page.context["letters"] == ForeseenLetters(waiting=1)
    assert status() == "submitted"
    answer = secretary.post(page_of(application), posted())
    assert (answer["Location"], status()) == (desk_of(application), "disqualified")
    assert sorted(Letter.objects.exclude(kind="receipt").values_list("kind", "state")) == [
        ("disqualified", "waiting"), ("eligible", "cancelled"),
    ]  # fmt: skip
    html = secretary.get(desk_of(application)).content.decode()
    assert ("Фото &lt;b&gt;чужі&lt;/b&gt;." in html, REASON in html) == (True, False)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"reason": " "}, ["reason"]),
        ({"seen_version": "0"}, ["__all__"]),
        ({"expected": "eligible"}, ["__all__"]),
        ({"expected": ""}, ["expected"]),
    ],
)
def test_gap_or_something_newer_is_told_and_nothing_typed_is_lost(secretary, application, changes, wrong):
    answer = secretary.post(page_of(application), posted(**changes))
    assert (answer.status_code, list(answer.context["form"].errors), status()) == (200, wrong, "submitted")
    assert answer.context["form"]["reason"].value() == changes.get("reason", REASON)


def test_second_press_is_told_that_it_is_done(secretary, application):
    secretary.post(page_of(application), posted())
    answers = [
        secretary.get(page_of(application), follow=True),
        secretary.post(page_of(application), posted(), follow=True),
    ]
    for answer in answers:
        assert answer.redirect_chain == [(desk_of(application), 302)]
        assert "The application is “disqualified” and cannot be excluded." in answer.content.decode()
    assert Letter.objects.filter(kind="disqualified").count() == 1


@pytest.mark.parametrize(
    ("roles", "may"),
    [(("Secretariat",), True), (("Editors",), False), (("Reviewers",), False), (("Publishers",), False)],
    ids=str,
)
def test_only_the_secretariat_excludes(signed_in, application, roles, may):
    browser = signed_in(*roles)
    answers = [browser.get(page_of(application)), browser.post(page_of(application), posted())]
    expected = [(200, None), (302, desk_of(application))] if may else [(302, "/cms/")] * 2
    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers] == expected
    assert status() == ("disqualified" if may else "submitted")


def test_who_screens_but_publishes_no_calls_is_neither_let_in_nor_shown_the_way(signed_in, application):
    browser = signed_in("Editors")
    browser.user.user_permissions.add(permission("change_application"))
    desk = browser.get(desk_of(application))
    assert (desk.status_code, page_of(application) in desk.content.decode()) == (200, False)
    answers = [browser.get(page_of(application)), browser.post(page_of(application), posted())]
    assert [answer.headers["Location"] for answer in answers] == ["/cms/", "/cms/"]
    browser.user.user_permissions.add(permission("publish_call"))
    assert page_of(application) in browser.get(desk_of(application)).content.decode()


def test_applicant_account_and_stranger_stay_outside(signed_in, application):
    applicant = Client()
    applicant.force_login(application.members.get())
    for browser in (applicant, signed_in()):
        answers = [browser.get(page_of(application)), browser.post(page_of(application), posted())]
        assert [answer.status_code for answer in answers] == [403, 403]
    stranger = Client().get(page_of(application))
    assert stranger.headers["Location"].split("?")[0] == "/accounts/login/"
    assert status() == "submitted"


def test_application_that_cannot_be_excluded_shows_no_way_there(secretary, application):
    assert page_of(application) in secretary.get(desk_of(application)).content.decode()
    Application.objects.update(status="withdrawn", released_status="withdrawn")
    assert page_of(application) not in secretary.get(desk_of(application)).content.decode()
    address = page_of(application).replace(
        str(application.public_id), "0" * 8 + "-0000-0000-0000-" + "0" * 12
    )
    assert secretary.get(address).status_code == 404


def test_exclusion_is_taken_back_with_a_reason_on_a_page_of_its_own(secretary, application):
    page = f"/cms/contest/applications/{application.public_id}/reinstate/"
    assert secretary.get(page)["Location"] == desk_of(application)
    secretary.post(page_of(application), posted())
    shown = secretary.get(page)
    assert ([(row.pk, str(becomes)) for row, becomes in shown.context["rows"]], status()) == (
        [(application.pk, "submitted")], "disqualified",
    )  # fmt: skip
    assert page in secretary.get(desk_of(application)).content.decode()
    assert secretary.post(page, {"reason": " ", "expected": "disqualified"}).status_code == 200
    answer = secretary.post(page, {"reason": "Помилка.", "expected": "disqualified"})
    assert (answer["Location"], status()) == (desk_of(application), "submitted")
