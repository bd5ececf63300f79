"""The jury's pages: who finds what, scoring without a script, and looking back at one's own scores."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from contest.domain.answers import Change
from contest.domain.evaluations import save_evaluation, submit_evaluation
from contest.domain.judging import close_judging
from contest.enums import ConflictState
from contest.models import Assignment, ConflictOfInterest, EvaluationRevision
from tests.browsers import browser_of
from tests.contest.juries import make_conflict, make_entry
from tests.contest.sittings import faults_of, give, make_reader, make_sitting, score, scored
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = "score/vzaiemodiia-en", "score/dokazy-en"


@pytest.fixture
def sitting(indexes):
    return make_sitting()


@pytest.fixture
def browser(sitting):
    return browser_of(sitting.juror.user)


def address(assignment, page="", language="en"):
    return f"/{language}/jury/{assignment.public_id}/{page}"


def sheet_in(browser, where):
    """What a browser would send of the page's sheet if its person typed nothing."""
    html = browser.get(where).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(base:[^"]+)" value="([^"]*)"', html))
    sent |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked', html))
    return sent | dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', html))


def post(browser, assignment, do="save", scores=(), **fields):
    """Type the scores and texts on the page and press the button."""
    where = address(assignment)
    return browser.post(where, {**sheet_in(browser, where), **dict(scores), **fields, "do": do})


def words_of(browser, where):
    return re.findall(
        r'<p class="message message--\w+"[^>]*>([^<]*)</p>', browser.get(where).content.decode()
    )


def refusal_in(answer):
    return re.findall(r'class="message message--error" role="alert">([^<]*)<', answer.content.decode())


PAGES = ("", "save/", "print/", "flag/", "recuse/")
ROLES = {
    # Who, and what they get of an entry's pages: signed out leads to signing in, and a save is told so as JSON.
    "juror": [200] * 5,
    "anonymous": [302, 401, 302, 302, 302],
    "applicant": [404] * 5,
    "juror of another entry": [404] * 5,
    "juror in conflict": [404] * 5,
    "juror who recused": [404] * 5,
    "juror who left": [404] * 5,
    "editor": [404] * 5,
    "secretariat": [404] * 5,
}


@pytest.mark.parametrize("role", ROLES)
def test_entry_exists_for_those_alone_who_read_it(sitting, role):
    browser = browser_of(someone(sitting, role)) if role != "anonymous" else Client()
    assert [browser.get(address(sitting.first, page)).status_code for page in PAGES] == ROLES[role]


@pytest.mark.parametrize("role", [role for role, statuses in ROLES.items() if statuses[0] == 404])
def test_entry_of_others_answers_as_one_that_does_not_exist(sitting, role):
    browser = browser_of(someone(sitting, role))
    nothing = "/en/jury/00000000-0000-4000-8000-000000000000/"
    for page in PAGES:
        theirs, none = browser.get(address(sitting.first, page)), browser.get(f"{nothing}{page}")
        assert (theirs.status_code, plain(theirs)) == (404, plain(none))


def plain(answer):
    """The answer without what names its address or is random."""
    text = re.sub(r"[0-9a-f]{8}-[-0-9a-f]{27}", "ID", answer.content.decode())
    return re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", text)


def someone(sitting, role):
    if role == "juror":
        return sitting.juror.user
    if role == "applicant":
        return sitting.entries[0].members.get()
    if role == "juror of another entry":
        other = make_reader(sitting.call)
        give(other, make_entry(sitting.call), at=timezone.now())
        return other.user
    if role == "juror in conflict":
        make_conflict(sitting.juror, sitting.entries[0])
    elif role == "juror who recused":
        Assignment.objects.update(state="recused", ended_at=timezone.now())
    elif role == "juror who left":
        sitting.juror.left_at = timezone.now()
        sitting.juror.save()
    if role.startswith("juror"):
        return sitting.juror.user
    return make_user("staff@example.org", groups=[{"editor": "Editors"}.get(role, role.capitalize())])


@pytest.mark.parametrize("page", ["submit/", "compare/", "scores/", "pack.pdf"])
@pytest.mark.parametrize(("role", "status"), [("anonymous", 302), ("applicant", 404), ("secretariat", 404)])
def test_pages_of_the_queue_exist_for_jurors_alone(sitting, page, role, status):
    browser = browser_of(someone(sitting, role)) if role != "anonymous" else Client()
    assert browser.get(f"/en/jury/{page}").status_code == status


def test_start_page_says_to_whoever_holds_no_seat_that_they_hold_none(sitting):
    html = browser_of(someone(sitting, "applicant")).get("/en/jury/").content.decode()
    assert "You are on no jury." in html
    assert sitting.call.edition.name not in html


def test_before_judging_opens_the_queue_says_when_and_entries_are_not_there(sitting, browser):
    policy = sitting.call.judging_policy
    policy.frozen_at, policy.frozen, policy.fingerprint = None, "", ""
    policy.save()
    assert "Your applications will stand here then." in browser.get("/en/jury/").content.decode()
    assert browser.get(address(sitting.first)).status_code == 404
    assert browser.get("/en/jury/scores/").status_code == 404


def test_entry_in_conflict_leaves_no_trace_on_the_jurors_pages(indexes):
    sitting = make_sitting(entries=3)
    for row in sitting.assignments:
        score(row, 4, 3)
    hidden = sitting.assignments[1]
    browser = browser_of(sitting.juror.user)
    make_conflict(sitting.juror, hidden.application)
    pages = ["/en/jury/", "/en/jury/submit/", "/en/jury/scores/", "/en/jury/?state=complete"]
    for page in [*pages, address(sitting.first)]:
        html = browser.get(page).content.decode()
        assert (hidden.application.reference in html, str(hidden.public_id) in html) == (False, False)
    assert browser.get("/en/jury/").context["progress"].total == 2
    assert [tally.number for tally in browser.get("/en/jury/scores/").context["tallies"]] == [2, 2]
    compared = browser.get(f"/en/jury/compare/?entry={hidden.public_id}&entry={sitting.first.public_id}")
    assert compared.status_code == 404


def test_sheet_is_saved_without_a_script_and_shown_again(sitting, browser):
    answer = post(browser, sitting.first, scores={FIRST: "4"}, note="Рядок\r\nдругий")
    assert (answer.status_code, answer["Location"]) == (302, address(sitting.first))
    assert scored(sitting.first) == {FIRST: "4", "note": "Рядок\nдругий"}
    html = browser.get(address(sitting.first)).content.decode()
    assert re.findall(r'name="(score/[^"]+)" value="([^"]*)" checked', html) == [(FIRST, "4"), (SECOND, "")]
    # Untouched fields are left out, and another form's save in between is not overwritten.
    assert post(browser, sitting.first).status_code == 302
    assert sitting.first.evaluation.fields.get(path=FIRST).version == 1


def test_submitting_with_a_missing_score_says_which_and_keeps_the_rest(sitting, browser):
    answer = post(browser, sitting.first, "submit", {FIRST: "4"})
    assert (answer.status_code, refusal_in(answer)) == (400, ["No score yet: “Докази (en)”."])
    assert re.findall(r'id="f-([^"]+)-error"', answer.content.decode()) == [SECOND]
    assert scored(sitting.first) == {FIRST: "4"}


def test_submitting_leads_to_the_next_open_entry_and_at_the_end_to_the_queue(indexes):
    sitting = make_sitting(entries=2)
    browser = browser_of(sitting.juror.user)
    first, second = sorted(sitting.assignments, key=lambda row: row.public_id.hex)
    whole = {FIRST: "4", SECOND: "0"}
    assert post(browser, second, "submit", whole)["Location"] == address(first)
    assert post(browser, first, "submit", whole)["Location"] == "/en/jury/"
    assert EvaluationRevision.objects.count() == 2
    assert faults_of(sitting.call) == []


def test_change_after_submitting_asks_for_a_reason_and_can_be_taken_back(sitting, browser):
    whole = {FIRST: "4", SECOND: "0"}
    post(browser, sitting.first, "submit", whole)
    refused = post(browser, sitting.first, "change", {FIRST: "5"}, reason=" ")
    assert (refused.status_code, refusal_in(refused)) == (
        400, ["Say why the scores change: the reason stays on record."],
    )  # fmt: skip
    assert "changed since it was submitted" in browser.get("/en/jury/").content.decode()
    post(browser, sitting.first, "restore", {FIRST: "5"})
    assert scored(sitting.first) == {FIRST: "4", SECOND: "0"}
    assert post(browser, sitting.first, "change", {FIRST: "5"}, reason="Перечитала.").status_code == 302
    assert list(EvaluationRevision.objects.values_list("number", "reason")) == [(1, ""), (2, "Перечитала.")]
    assert faults_of(sitting.call) == []


def test_judging_that_closes_before_a_save_keeps_what_was_typed_on_the_page(sitting, browser):
    where = address(sitting.first)
    form = sheet_in(browser, where)
    close_judging(sitting.call, by=make_user("s@example.org"), at=timezone.now())
    answer = browser.post(where, {**form, FIRST: "4", SECOND: "", "note": "Сильна", "do": "submit"})
    html = answer.content.decode()
    assert (answer.status_code, refusal_in(answer)) == (
        403,
        [
            "Judging is closed: scores can no longer be changed. What you typed stands below, but is not saved."
        ],
    )
    assert re.findall(r'name="(score/[^"]+)" value="([^"]+)" checked', html) == [(FIRST, "4")]
    assert (">Сильна</textarea>" in html, hasattr(sitting.first, "evaluation")) == (True, False)


def test_two_windows_show_both_texts_and_take_the_choice(sitting, browser):
    where = address(sitting.first)
    form = sheet_in(browser, where)
    save_evaluation(
        sitting.first, [Change("note", "З телефону"), Change(FIRST, "2")], at=timezone.now()
    )  # fmt: skip
    answer = browser.post(where, {**form, FIRST: "5", SECOND: "3", "note": "Тут", "do": "submit"})
    html = answer.content.decode()
    assert (answer.status_code, re.findall(r'data-conflict="([^"]+)"', html)) == (409, [FIRST, "note"])
    assert scored(sitting.first) == {FIRST: "2", "note": "З телефону", SECOND: "3"}
    over = dict(re.findall(r'name="(over:[^"]+)" value="([^"]*)"', html))
    chosen = {
        f"chosen:{FIRST}": "yours",
        f"yours:{FIRST}": "5",
        "chosen:note": "merged",
        "merged:note": "Обидва",
    }
    assert browser.post(where, {**over, **chosen, "do": "save"}).status_code == 302
    assert scored(sitting.first) == {FIRST: "5", "note": "Обидва", SECOND: "3"}


def test_all_complete_ones_are_submitted_at_once_and_the_others_told(indexes):
    sitting = make_sitting(entries=3)
    browser = browser_of(sitting.juror.user)
    score(sitting.assignments[0], 4, 3)
    score(sitting.assignments[1], 4)
    assert browser.get("/en/jury/submit/").context["number"] == 1
    assert browser.post("/en/jury/submit/")["Location"] == "/en/jury/"
    title = sitting.entries[1].title
    assert words_of(browser, "/en/jury/") == [
        "1 evaluation is submitted.", f"{title}: No score yet: “Докази (en)”.",
    ]  # fmt: skip
    assert faults_of(sitting.call) == []


def test_flag_is_kept_for_the_secretariat_and_an_empty_one_refused(sitting, browser):
    assert browser.post(address(sitting.first, "flag/"), {"text": " "}).status_code == 400
    assert browser.post(address(sitting.first, "flag/"), {"text": "Торішня?"}).status_code == 302
    assert sitting.first.flags.get().text == "Торішня?"
    assert "Торішня?" in browser.get(address(sitting.first)).content.decode()


def test_standing_back_needs_a_reason_and_takes_the_entry_away(sitting, browser):
    where = address(sitting.first, "recuse/")
    for words in ("", "a\x00", "x" * 4_001):
        assert browser.post(where, {"text": words}).status_code == 400
    assert browser.post(where, {"text": "Моя сестра."})["Location"] == "/en/jury/"
    assert browser.get(address(sitting.first)).status_code == 404
    conflict = ConflictOfInterest.objects.get()
    assert (conflict.state, conflict.reason) == (ConflictState.DECLARED, "Моя сестра.")
    assert faults_of(sitting.call) == []


def test_two_are_compared_criterion_by_criterion_with_notes(indexes):
    sitting = make_sitting(entries=4)
    browser = browser_of(sitting.juror.user)
    score(sitting.assignments[0], 4, 3)
    score(sitting.assignments[1], 5)
    save_evaluation(sitting.assignments[1], [Change("note", "Сильна")], at=timezone.now())
    ids = [row.public_id for row in sitting.assignments]
    context = browser.get(f"/en/jury/compare/?entry={ids[0]}&entry={ids[1]}").context
    assert [(each.code, scores) for each, scores in context["criteria"]] == [
        ("vzaiemodiia-en", ["4", "5"]), ("dokazy-en", ["3", ""]),
    ]  # fmt: skip
    assert context["notes"][0] == ("My notes", ["", "Сильна"])
    for query in (f"entry={ids[0]}", "&".join(f"entry={each}" for each in ids)):
        assert browser.get(f"/en/jury/compare/?{query}").status_code == 302
    assert browser.get("/en/jury/compare/?entry=x").status_code == 404


def test_how_one_has_scored_leaves_out_the_entry_before_ones_eyes(indexes):
    sitting = make_sitting(entries=3)
    browser = browser_of(sitting.juror.user)
    for row, given in zip(sitting.assignments, (5, 5, 2), strict=True):
        score(row, given, 3)
    other = make_reader(sitting.call)
    score(give(other, sitting.entries[0], at=timezone.now()), 0, 0)
    tally = browser.get("/en/jury/scores/").context["tallies"][0]
    assert (tally.counts, tally.mean) == (((0, 0), (1, 0), (2, 1), (3, 0), (4, 0), (5, 2)), 4.0)
    beside = browser.get(address(sitting.assignments[2])).context["tallies"][0]
    assert beside.counts == ((0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 2))


QUERIES = {"/en/jury/": 13, "/en/jury/submit/": 11, "/en/jury/scores/": 12, "entry": 24, "print": 18}


@pytest.mark.parametrize("page", QUERIES)
def test_pages_cost_the_same_for_one_and_for_three(indexes, page, django_assert_num_queries):
    sitting = make_sitting(entries=1)
    browser = browser_of(sitting.juror.user)
    for number in (1, 3):
        while len(sitting.assignments) < number:
            sitting.assignments.append(give(sitting.juror, make_entry(sitting.call), at=timezone.now()))
        for row in sitting.assignments:
            score(row, 4, 3)
        where = {"entry": address(sitting.first), "print": address(sitting.first, "print/")}.get(page, page)
        browser.get(where)
        with django_assert_num_queries(QUERIES[page]):
            assert browser.get(where).status_code == 200


def test_print_pack_holds_what_is_open_and_nothing_that_was_submitted(indexes):
    sitting = make_sitting(entries=2)
    browser = browser_of(sitting.juror.user)
    score(sitting.first, 4, 3)
    answer = browser.get("/en/jury/pack.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    for part in ("2", "0", "x", "-1", "99999"):
        assert browser.get(f"/en/jury/pack.pdf?part={part}").status_code == 404
    for row in sitting.assignments:
        score(row, 4, 3)
        submit_evaluation(row, at=timezone.now())
    assert browser.get("/en/jury/pack.pdf").status_code == 404


def test_list_of_ones_applications_leads_jurors_and_nobody_else_to_the_jury(sitting, browser):
    applicant = browser_of(sitting.entries[0].members.get())
    led = [
        re.findall('href="(/en/jury/)"', each.get("/en/my/").content.decode())
        for each in (browser, applicant)
    ]
    assert led == [["/en/jury/"], []]
