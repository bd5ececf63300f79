"""Who may open which page of ranking, deliberation and protocol, and at how many queries."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from contest.domain.motions import propose_motion
from contest.enums import MotionOutcome
from contest.models import Evaluation, JudgingPolicy, Motion
from tests.browsers import browser_of
from tests.contest.juries import make_conflict, make_judged_call, make_juror
from tests.contest.rankings import make_scored
from tests.factories import make_edition, make_user

PAGES = ("rules/", "open/", "close/", "ranking/", "ranking/ranking.csv", "deliberation/", "protocol/", "protocol/protocol.json",
         "protocol/verify_protocol.py")  # fmt: skip
CONCLUDING = {"open/", "close/"}
FILES = ("protocol.json", "verify_protocol.py", "jurors.json")


@pytest.fixture
def judged(db):
    """A call whose results are not out, its entries and jurors; the second juror has a conflict with the first entry."""
    call, entries, jurors = make_scored([[5, 5], [4, 4]], jurors_public=True)
    make_conflict(jurors[1], entries[0])
    return call, entries, jurors


def desk(call, page):
    return f"/cms/contest/calls/{call.pk}/judging/{page}"


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_the_desk_are_the_secretariats(judged, secretary, signed_in, page):
    call, entries, jurors = judged
    applicant = browser_of(entries[0].members.get())
    answers = [
        browser.get(desk(call, page)).status_code
        for browser in (secretary, signed_in("Editors"), browser_of(jurors[0].user), applicant, Client())
    ]
    assert answers == [200, 302, 403, 403, 302]
    assert secretary.get(desk(call, page).replace(f"/{call.pk}/", "/999999/")).status_code == 404


def test_secretariat_without_the_right_to_publish_reads_but_concludes_nothing(judged, signed_in):
    call, *_rest = judged
    Group.objects.get(name="Secretariat").permissions.remove(
        Permission.objects.get(codename="publish_call", content_type__app_label="contest")
    )
    browser = signed_in("Secretariat")
    answers = {page: browser.get(desk(call, page)).status_code for page in PAGES}
    assert answers == {page: 302 if page in CONCLUDING else 200 for page in PAGES}
    answer = browser.post(desk(call, "deliberation/"), {"action": "declare", "seen": "x"})
    assert (answer.status_code, JudgingPolicy.objects.get().declared_at) == (302, None)


@pytest.mark.parametrize("page", ["ranking/", "ranking/ranking.csv"])
def test_scores_stay_hidden_until_judging_closes(secretary, db, page):
    call, (entry,), _jurors = make_scored([[5]], jurors=1, closed=False)
    answer = secretary.get(desk(call, page))
    text = "" if answer.streaming else answer.content.decode()
    assert (answer.status_code, entry.reference in text) == (200 if page == "ranking/" else 302, False)


@pytest.mark.parametrize("action", ["tie", "shortlist", "close", "withdraw", "declare", "unknown"])
def test_nothing_is_decided_before_judging_closes_nor_opens(secretary, db, action):
    call = make_judged_call()
    data = {
        "action": action,
        "motion": "1",
        "tie": "youth:1",
        "category": "youth",
        "number": "3",
        "seen": "x",
    }
    assert secretary.post(desk(call, "deliberation/"), data).status_code == 302
    assert JudgingPolicy.objects.filter(declared_at__isnull=False).count() == 0


def test_table_of_a_ranking_that_is_not_there_leads_to_the_reason(secretary, db):
    call = make_judged_call()
    JudgingPolicy.objects.create(call=call, scores_shown_early=True)
    answer = secretary.get(desk(call, "ranking/ranking.csv"), follow=True)
    assert answer.context["refusal"] == "Judging has not been opened yet."


def test_deliberation_of_the_jury_is_its_own(judged, signed_in, secretary):
    call, _entries, jurors = judged
    elsewhere, *_rest = make_scored([[1]], jurors=1, call=_another())
    stranger = elsewhere.jurors.get().user
    left = make_juror(call, user=make_user("left@jury.example"), left_at=call.judging_closes_at)
    answers = [
        browser.get("/en/jury/deliberation/").status_code
        for browser in (
            browser_of(jurors[0].user), browser_of(jurors[1].user), browser_of(stranger), browser_of(left.user), secretary,
            signed_in(), Client(),
        )
    ]  # fmt: skip
    assert answers == [200, 200, 200, 404, 404, 404, 302]
    assert browser_of(stranger).get("/en/jury/deliberation/?call=third").context["call"] == elsewhere


def _another():
    return make_judged_call(edition=make_edition(4, slug="fourth"))


def test_conflicted_juror_sees_nothing_of_the_entry(judged):
    call, (first, second), (juror, conflicted) = judged
    at = call.judging_closes_at
    for entry in (first, second):
        propose_motion(entry, MotionOutcome.WINNER, by=juror, at=at, reason="Так.")
    pages = {
        seat.pk: browser_of(seat.user).get("/en/jury/deliberation/").content.decode()
        for seat in (juror, conflicted)
    }
    assert [first.reference in pages[seat.pk] for seat in (juror, conflicted)] == [True, False]
    assert [second.reference in pages[seat.pk] for seat in (juror, conflicted)] == [True, True]


def test_motion_and_note_about_an_entry_in_conflict_are_refused(judged):
    call, (first, _second), (juror, conflicted) = judged
    motion = propose_motion(first, MotionOutcome.WINNER, by=juror, at=call.judging_closes_at)
    browser, page = browser_of(conflicted.user), "/en/jury/deliberation/"
    move = {"action": "motion", "application": first.pk, "outcome": "winner", "reason": "Так."}
    note = {"action": "note", "category": "youth", "about": first.pk, "text": "Знаю їх."}
    nowhere = {**move, "application": 999_999}
    answers = [browser.post(page, data).context for data in (move, nowhere)]
    assert [context["motion_form"].errors for context in answers] == [answers[0]["motion_form"].errors] * 2
    assert "about" in browser.post(page, note).context["note_form"].errors
    vote = {"action": "vote", "motion": motion.pk, "choice": "for"}
    assert [browser.post(page, {**vote, "motion": key}).status_code for key in (motion.pk, 999_999)] == [
        404
    ] * 2


def test_juror_moves_votes_and_speaks(judged):
    _call, (_first, second), (juror, other) = judged
    page, browser = "/en/jury/deliberation/", browser_of(juror.user)
    move = {"action": "motion", "application": second.pk, "outcome": "winner"}
    assert browser.post(page, {**move, "reason": ""}).context["motion_form"].non_field_errors() == [
        "The motion differs from the ranking: give the reason, which stays on record."
    ]
    browser.post(page, {**move, "reason": "Сталість."})
    motion = juror.motions.get()
    browser_of(other.user).post(page, {"action": "vote", "motion": motion.pk, "choice": "against"})
    browser.post(page, {"action": "vote", "motion": motion.pk, "choice": "for"})
    browser.post(page, {"action": "vote", "motion": motion.pk, "choice": "abstained"})
    assert sorted(motion.votes.values_list("juror__code", "choice")) == [
        ("J01", "abstained"),
        ("J02", "against"),
    ]
    browser.post(page, {"action": "note", "category": "youth", "about": "", "text": "<b>Так</b>"})
    shown = browser.get(page)
    assert [note.text for note in shown.context["notes"]] == ["<b>Так</b>"]
    assert ("&lt;b&gt;Так&lt;/b&gt;" in shown.content.decode(), shown.context["open_motions"][0].own) == (
        True,
        "abstained",
    )


def test_chair_closes_a_vote_and_no_other_juror(judged):
    call, (_first, second), (chair, other) = judged
    motion = propose_motion(second, MotionOutcome.NOT_AWARDED, by=chair, at=call.judging_closes_at)
    page, key = "/en/jury/deliberation/", {"motion": motion.pk}
    for juror in (chair, other):
        browser_of(juror.user).post(page, {"action": "vote", "choice": "for", **key})
    assert browser_of(other.user).post(page, {"action": "close", **key}).status_code == 403
    assert Motion.objects.get().state == "open"
    assert browser_of(chair.user).post(page, {"action": "close", **key}).status_code == 302
    assert Motion.objects.get().state == "carried"


def test_notes_for_the_panel_are_read_by_it_without_entries_in_conflict(judged, secretary):
    call, (first, second), (juror, conflicted) = judged
    for entry, text in ((first, "Перша."), (second, "Друга.")):
        row = Evaluation.objects.get(assignment__juror=juror, assignment__application=entry)
        row.fields.create(path="panel_note", value=text, saved_at=call.judging_closes_at)
        row.fields.create(path="note", value="Лише для себе.", saved_at=call.judging_closes_at)
    page = "/en/jury/deliberation/"
    shown = [
        [text for _entry, _name, text in browser.get(address).context["panel_notes"]]
        for browser, address in (
            (browser_of(juror.user), page), (browser_of(conflicted.user), page), (secretary, desk(call, "deliberation/")),
        )
    ]  # fmt: skip
    assert shown == [["Перша.", "Друга."], ["Друга."], ["Перша.", "Друга."]]


def test_deliberation_has_not_begun_before_judging_closes(db):
    _call, _entries, (juror,) = make_scored([[5]], jurors=1, closed=False)
    answer = browser_of(juror.user).get("/en/jury/deliberation/")
    assert (answer.status_code, "motion_form" in answer.context) == (200, False)


@pytest.mark.parametrize("name", FILES)
def test_files_are_nobodys_but_the_secretariats_before_results(judged, secretary, signed_in, name):
    _call, _entries, jurors = judged
    address = f"/en/contest/third/{name}"
    answers = [
        browser.get(address)
        for browser in (secretary, signed_in("Editors"), browser_of(jurors[0].user), Client())
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
    assert answers[0].headers["Cache-Control"] == "private, no-store"


QUERIES = {"ranking/": 21, "deliberation/": 31, "protocol/": 16, "rules/": 16}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", QUERIES)
def test_desk_takes_as_many_queries_for_one_as_for_three(secretary, number, page, django_assert_num_queries):
    call, entries, jurors = make_scored([[5 - row, 5 - row] for row in range(number)])
    for entry in entries:
        propose_motion(entry, MotionOutcome.WINNER, by=jurors[0], at=call.judging_closes_at, reason="Так.")
    secretary.get(desk(call, page))
    with django_assert_num_queries(QUERIES[page]):
        assert secretary.get(desk(call, page)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_jurys_page_takes_as_many_queries_for_one_as_for_three(db, number, django_assert_num_queries):
    call, entries, jurors = make_scored([[5 - row, 5 - row] for row in range(number)])
    for entry in entries:
        propose_motion(entry, MotionOutcome.WINNER, by=jurors[0], at=call.judging_closes_at, reason="Так.")
    browser = browser_of(jurors[0].user)
    browser.get("/en/jury/deliberation/")
    with django_assert_num_queries(17):
        assert len(browser.get("/en/jury/deliberation/").context["open_motions"]) == number
