"""The secretariat's desk in the admin: who may enter, what the pages show and what they change."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.releasing import ForeseenLetters
from contest.domain.status import record
from contest.enums import EntryKind
from contest.models import Application, ChecklistItem, Letter, SavedView, StaffNote
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_user

HOSTILE = "<script>alert(1)</script>"
LIST = "/cms/contest/applications/"
ADDRESSES = {
    "overview": "/cms/contest/overview/",
    "list": LIST,
    "results": f"{LIST}results/",
    "csv": f"{LIST}export.csv",
    "xlsx": f"{LIST}export.xlsx",
    "zip": f"{LIST}export.zip",
    "new": f"{LIST}new/",
    "application": LIST + "{key}/",
    "release": "/cms/contest/calls/{call}/release/",
    "bulk": "/cms/bulk/contest/application/eligible/?id={pk}&next=/cms/contest/applications/",
}
CHANGES = {
    "screen": LIST + "{key}/screen/",
    "note": LIST + "{key}/notes/",
    "save": f"{LIST}lists/",
    "enter": f"{LIST}new/",
    "release": "/cms/contest/calls/{call}/release/",
    "bulk": "/cms/bulk/contest/application/eligible/?id={pk}&next=/cms/contest/applications/",
    "export": "/cms/bulk/contest/application/export/?id={pk}&next=/cms/contest/applications/",
}
OTHERS = [("Editors",), ("Reviewers",), ("Publishers",)]


@pytest.fixture
def call(db):
    return make_call()


@pytest.fixture
def application(call):
    return make_submitted(call)


def at(address, application):
    return address.format(key=application.public_id, pk=application.pk, call=application.call_id)


def text_of(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def decision(application, **changes):
    return {"expected": application.status, "seen_version": "1", "reason": "", **changes}


@pytest.mark.parametrize("address", ADDRESSES)
def test_secretariat_opens_every_address(secretary, application, address):
    assert secretary.get(at(ADDRESSES[address], application)).status_code == 200


@pytest.mark.parametrize("roles", OTHERS, ids="-".join)
def test_other_roles_open_none_and_change_nothing(signed_in, application, roles):
    browser = signed_in(*roles)
    answers = [browser.get(at(address, application)) for address in ADDRESSES.values()]
    answers += [browser.post(at(address, application), decision(application)) for address in CHANGES.values()]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/cms/")}
    assert (Application.objects.get().status, StaffNote.objects.count()) == ("submitted", 0)


def test_applicant_and_stranger_stay_outside(application):
    applicant = Client()
    applicant.force_login(application.members.get())
    addresses = [at(address, application) for address in ADDRESSES.values()]
    assert {applicant.get(address).status_code for address in addresses} == {403}
    assert {Client().get(address).headers["Location"].split("?")[0] for address in addresses} == {
        "/accounts/login/"
    }


@pytest.mark.parametrize(("roles", "shown"), [(("Secretariat",), True), (("Editors",), False)])
def test_desk_stands_in_the_menu_of_the_secretariat_alone(signed_in, db, roles, shown):
    assert (LIST in signed_in(*roles).get("/cms/").content.decode()) is shown


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_three(
    secretary, call, number, django_assert_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(number):
            make_submitted(call)
    secretary.get(LIST)
    with django_assert_num_queries(14):
        answer = secretary.get(LIST)
    assert len(answer.context["object_list"]) == number


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("status=submitted", ["Простір для молоді"]),
        ("status=draft", ["Стара", "Нова"]),
        ("stalled=yes", ["Стара"]),
        ("community=терноп", ["Простір для молоді"]),
        ("community=львів", []),
        ("asked=open", []),
        ("punctuality=in_time&q=простір", ["Простір для молоді"]),
        ("first_submitted_at_from=2020-01-01&first_submitted_at_to=2020-02-01", []),
    ],
)
def test_list_is_narrowed(secretary, call, query, titles):
    make_submitted(call)
    make_application(call, answers={"title": "Стара"}, at=timezone.now() - timedelta(days=8))
    make_application(call, answers={"title": "Нова"})
    answer = secretary.get(f"{LIST}?{query}&ordering=-title")
    assert sorted(row.title for row in answer.context["object_list"]) == sorted(titles)
    rows = csv.DictReader(
        StringIO(text_of(secretary.get(f"{LIST}export.csv?{query}")).removeprefix("\ufeff"))
    )
    assert sorted(row["Title of the story"] for row in rows) == sorted(titles)


def test_words_of_applicants_are_shown_and_never_run(secretary, call):
    link = {"links/aaaaaaaa": "0", "links/aaaaaaaa/url": "javascript:alert(1)", "links/aaaaaaaa/title": "x"}
    application = make_application(call, answers={"title": HOSTILE, "challenge": HOSTILE, **link})
    for address in ("list", "application", "overview"):
        html = secretary.get(at(ADDRESSES[address], application)).content.decode()
        assert (HOSTILE in html, 'href="javascript' in html) == (False, False)


def test_decision_is_kept_with_its_ticks(secretary, application):
    item = ChecklistItem.objects.create(
        call=application.call, text_uk="Є результат", text_en="There is a result"
    )
    data = decision(application, outcome="eligible", ticks=[item.pk])
    answer = secretary.post(at(CHANGES["screen"], application), data)
    assert (answer.status_code, Application.objects.get().status) == (302, "eligible")
    assert [row.ticks for row in application.screenings.all()] == [[["Є результат", True]]]


def test_second_tab_is_told_and_loses_nothing(secretary, application):
    address = at(CHANGES["screen"], application)
    secretary.post(address, decision(application, outcome="eligible"))
    answer = secretary.post(address, decision(application, outcome="ineligible", reason="Пізня думка"))
    html = answer.content.decode()
    assert (answer.status_code, "has become “eligible” meanwhile" in html, "Пізня думка" in html) == (
        200,
        True,
        True,
    )
    assert Application.objects.get().status == "eligible"


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"outcome": "ineligible"}, ["reason"]),
        ({"outcome": "returned", "reason": "Що?"}, ["sections", "until"]),
        (
            {"outcome": "returned", "reason": "Що?", "sections": ["story"], "until": "2020-01-01 10:00"},
            ["__all__"],
        ),
        ({"outcome": "winner"}, ["outcome"]),
        ({}, ["outcome"]),
    ],
)
def test_decision_with_gaps_says_where(secretary, application, data, wrong):
    answer = secretary.post(at(CHANGES["screen"], application), decision(application, **data))
    assert (sorted(answer.context["screening"].errors), Application.objects.get().status) == (
        wrong,
        "submitted",
    )


def test_application_is_returned_until_the_hour_in_the_zone_of_the_call(secretary, application):
    until = (timezone.now() + timedelta(days=40)).strftime("%Y-%m-%d 18:00")
    data = decision(application, outcome="returned", reason="Додайте.", sections=["story"], until=until)
    assert secretary.post(at(CHANGES["screen"], application), data).status_code == 302
    asked = application.clarifications.get()
    assert (asked.sections, f"{asked.until.astimezone(application.call.zone):%Y-%m-%d %H:%M}") == (
        ["story"],
        until,
    )


def test_note_is_added_and_shown(secretary, application):
    secretary.post(at(CHANGES["note"], application), {"text": "Зателефонувати"})
    assert [(note.text, note.by) for note in application.notes.all()] == [("Зателефонувати", secretary.user)]
    assert "Зателефонувати" in secretary.get(at(ADDRESSES["application"], application)).content.decode()


def test_outcomes_of_a_call_are_released_together_after_a_recap(secretary, call):
    first, second = make_submitted(call), make_submitted(call)
    secretary.post(at(CHANGES["screen"], first), decision(first, outcome="eligible"))
    address = at(ADDRESSES["release"], first)
    page = secretary.get(address)
    assert ([(row.pk, told) for row, told in page.context["rows"]], page.context["undecided"]) == (
        [(first.pk, "eligible")], 1,
    )  # fmt: skip
    assert page.context["letters"] == ForeseenLetters(waiting=1, leaving=0)
    secretary.post(address, {"seen": page.context["form"].initial["seen"]})
    assert [letter.application for letter in Letter.objects.filter(kind="eligible", state="waiting")] == [
        first
    ]
    assert [row.released_status for row in Application.objects.order_by("pk")] == ["eligible", "submitted"]
    assert second.history.filter(kind="released").count() == 0


def test_list_is_saved_under_a_name_and_forgotten_by_its_owner_alone(secretary, signed_in):
    secretary.post(CHANGES["save"], {"name": "Чернетки", "query": "status=draft&q=<x>"})
    saved = SavedView.objects.get()
    assert (saved.user, saved.query) == (secretary.user, "status=draft&q=%3Cx%3E")
    forget = f"{LIST}lists/{saved.pk}/delete/"
    assert signed_in("Secretariat", email="other@example.org").post(forget).status_code == 404
    secretary.post(forget)
    assert SavedView.objects.count() == 0


def test_application_is_entered_on_behalf_of_somebody(secretary, call):
    data = {"call": call.pk, "language": "uk", "applicant": "Рада", "way": "папером 12 березня"}
    answer = secretary.post(ADDRESSES["new"], data)
    application = Application.objects.get()
    assert answer.headers["Location"] == f"/en/my/{application.public_id}/"
    assert (application.members.get(), application.history.last().reason) == (
        secretary.user, "Рада: папером 12 березня",
    )  # fmt: skip


def test_late_paper_is_begun_and_needs_more_time(secretary):
    call = make_call(opens_at=timezone.now() - timedelta(days=35))
    data = {"call": call.pk, "language": "uk", "applicant": "Рада", "way": "поштою"}
    answer = secretary.post(ADDRESSES["new"], data)
    assert answer.headers["Location"] == f"{LIST}{Application.objects.get().public_id}/"


def test_versions_show_what_changed(secretary, application):
    owner, now = application.members.get(), timezone.now()
    save_answers(application, [Change("title", "Інша назва", 1)], by=owner, at=now)
    submit_application(application, by=owner, at=now)
    versions = secretary.get(at(ADDRESSES["application"], application)).context["versions"]
    assert [(version.number, differences and [row.after for row in differences]) for version, differences in versions] == [
        (2, ["Інша назва"]), (1, None),
    ]  # fmt: skip


def test_overview_counts_what_there_is(secretary, call):
    make_submitted(call)
    make_application(call, at=timezone.now() - timedelta(days=8))
    overview = secretary.get(ADDRESSES["overview"]).context["overview"]
    assert (overview.total, overview.submitted, overview.stalled_count) == (2, 1, 1)
    assert [(row.name, row.count) for row in overview.statuses] == [("draft", 1), ("submitted", 1)]
    assert [count for _day, count in overview.days] == [1]


def test_history_tells_what_the_applicant_said_of_the_story(application, secretary):
    staff, now = make_user("asks@example.org", first_name="Софія"), timezone.now()
    record(application, EntryKind.ASKED, by=staff, at=now, for_applicant=False)
    record(application, EntryKind.CHANGES, by=None, at=now, reason=HOSTILE, for_applicant=False)
    record(application, EntryKind.AGREED, by=None, at=now, for_applicant=False)
    address = at(ADDRESSES["application"], application)
    for language, words in {
        "en": [
            "applicant asked to agree to the story’s text", "changes to the story’s text asked for, through the private link",
            "the story’s text agreed to, through the private link",
        ],
        "uk": [
            "заявника попросили погодити текст історії", "за приватним посиланням попросили змінити текст історії",
            "текст історії погодили за приватним посиланням",
        ],
    }.items():  # fmt: skip
        page = secretary.get(address, headers={"accept-language": language})
        told = [(entry.by_name, told) for entry, told in page.context["history"]][-3:]
        assert told == [("Софія", words[0]), ("", words[1]), ("", words[2])]
        assert (HOSTILE in page.content.decode(), "&lt;script&gt;" in page.content.decode()) == (False, True)
