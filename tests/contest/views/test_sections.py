"""The form's pages without a script: saving, lists, searching the community, two writers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import start_application
from contest.models import Application, ApplicationMember
from tests.browsers import browser_of
from tests.contest.factories import make_application, make_call, make_question, make_submitted
from tests.factories import make_community, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(indexes):
    return make_user("owner@example.org", first_name="Оксана", language="en")


@pytest.fixture
def browser(owner):
    return browser_of(owner)


@pytest.fixture
def application(owner):
    return make_application(owner=owner, answers={})


def address(application, section="about", language="en"):
    return f"/{language}/my/{application.public_id}/{section}/"


def form_of(browser, where):
    """What a browser would send of the page if its person typed nothing."""
    html = browser.get(where).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(base:[^"]+)" value="([^"]*)"', html))


def answers(application):
    return application.answers.values_by_path()


def test_section_keeps_what_was_typed_right_or_wrong(browser, application):
    where = address(application)
    sent = {**form_of(browser, where), "title": " Простір ", "contact_email": "no address", "do": "save"}
    assert browser.post(where, sent).headers["Location"] == where
    assert answers(application) == {"title": " Простір ", "contact_email": "no address"}
    html = browser.get(where).content.decode()
    assert re.findall(r'id="f-([\w/]+)-error"', html) == ["contact_email"]


def test_what_is_missing_is_told_only_on_the_way_from_the_check(browser, application):
    plain, checked = (browser.get(address(application, "story") + query) for query in ("", "?gaps=1"))
    errors = [re.findall(r'id="f-([\w/]+)-error"', page.content.decode()) for page in (plain, checked)]
    assert errors == [[], ["challenge", "solution"]]


def test_form_goes_from_section_to_section_without_a_script(browser, application):
    visited, where = [], address(application)
    while "/check/" not in where:
        visited.append(where.split("/")[-2])
        where = browser.post(where, {**form_of(browser, where), "do": "next"}).headers["Location"]
    assert visited == [
        "about", "story", "stages", "results", "partners", "resources", "lessons", "files", "declarations"
    ]  # fmt: skip


def test_items_are_added_moved_removed_and_put_back(browser, application):
    where = address(application, "stages")

    def press(button, **typed):
        return browser.post(where, {**form_of(browser, where), **typed, "do": button}).headers["Location"]

    first, second = (press("add:stages").rpartition("-")[2] for _ in range(2))
    press(f"up:stages/{second}", **{f"stages/{first}/title": "Перший", f"stages/{second}/title": "Другий"})
    press(f"remove:stages/{first}", **{f"stages/{first}/title": "Перший", f"stages/{second}/title": "Другий"})
    kept = answers(application)
    assert [kept[f"stages/{item}"] for item in (first, second)] == ["", "0"]
    press(f"restore:stages/{first}", **{f"stages/{second}/title": "Другий"})
    kept = answers(application)
    assert [kept[f"stages/{item}"] for item in (first, second)] == ["1", "0"]
    assert kept[f"stages/{first}/title"] == "Перший"


def test_community_is_found_by_name_and_chosen_without_a_script(browser, application):
    community = make_community("Ірпінська", "Ірпінь")
    where = address(application)
    found = browser.post(
        where, {**form_of(browser, where), "find:community": "ірпін", "do": "find:community"}
    ).headers["Location"]
    html = browser.get(found).content.decode()
    assert re.findall(r'type="radio" name="community" value="(\w+)"', html) == [community.code]
    browser.post(where, {**form_of(browser, where), "community": community.code, "do": "save"})
    application.refresh_from_db()
    assert application.community == community


def test_field_that_was_not_touched_is_not_written_over(browser, application, owner):
    where = address(application)
    shown = form_of(browser, where)
    save_answers(application, [Change("title", "Інша")], by=owner, at=timezone.now())
    answer = browser.post(where, {**shown, "summary": "Підсумок", "do": "save"})
    assert (answer.status_code, answers(application)) == (302, {"title": "Інша", "summary": "Підсумок"})


@pytest.mark.parametrize(("choice", "left"), [("yours", "Моя"), ("theirs", "Їхня <b>"), ("merged", "Разом")])
def test_two_texts_are_shown_and_one_is_chosen(browser, application, choice, left):
    colleague, where = make_user("colleague@example.org", first_name="Петро"), address(application)
    shown = form_of(browser, where)
    save_answers(application, [Change("title", "Їхня <b>")], by=colleague, at=timezone.now())
    page = browser.post(where, {**shown, "title": "Моя", "summary": "Підсумок", "do": "save"})
    assert (page.status_code, answers(application)) == (409, {"title": "Їхня <b>", "summary": "Підсумок"})
    html = page.content.decode()
    assert [words in html for words in ("Моя", "Їхня &lt;b&gt;", "Петро", "<b>")] == [True, True, True, False]
    sent = dict(re.findall(r'<input type="hidden" name="((?:over|yours):[^"]+)" value="([^"]*)"', html))
    browser.post(where, {**sent, "chosen:title": choice, "merged:title": "Разом", "do": "save"})
    assert answers(application)["title"] == left


def test_text_that_cannot_be_kept_is_shown_again(browser, application):
    where = address(application, "story")
    page = browser.post(where, {**form_of(browser, where), "challenge": "Ї" * 40_001, "do": "save"})
    assert (page.status_code, page.content.decode().count("Ї" * 40_001)) == (400, 1)


def test_after_the_deadline_what_was_typed_is_shown_but_not_saved(browser, owner):
    call = make_call(opens_at=timezone.now() - timedelta(days=31))
    application = start_application(call, by=owner, at=call.opens_at, language="en")
    where = address(application)
    page = browser.post(where, {"base:title": "0.x", "title": "Запізно", "do": "save"})
    assert (page.status_code, "Запізно" in page.content.decode(), answers(application)) == (403, True, {})


def test_question_that_waits_is_asked_once_its_answer_is_there(browser, owner):
    yes_no = make_question("visit", "yes_no")
    waiting = make_question("when", "short_text", shown_if_question="visit", shown_if_value="yes")
    application = make_application(make_call(questions=[yes_no, waiting]), owner=owner, answers={})
    where = address(application, "questions")
    hidden = re.compile(r'data-field="question/when"[^>]*\shidden')
    before = bool(hidden.search(browser.get(where).content.decode()))
    browser.post(where, {**form_of(browser, where), "question/visit": "yes", "do": "save"})
    assert (before, bool(hidden.search(browser.get(where).content.decode()))) == (True, False)


def test_questions_have_no_page_where_the_call_asks_none(browser, application):
    assert browser.get(address(application, "questions")).status_code == 404


def test_hostile_text_is_shown_as_text(browser, application, owner):
    text = '"><script>alert(1)</script>'
    item = "stages/0123456789ab"
    changes = [
        Change("title", text),
        Change("community", text),
        Change(item, "0"),
        Change(f"{item}/title", text),
    ]
    save_answers(application, changes, by=owner, at=timezone.now())
    for page in ("about", "stages", "check"):
        assert ("<script>alert" in browser.get(address(application, page)).content.decode()) is False


@pytest.fixture(params=[1, 3])
def filled(request, owner):
    application = make_application(owner=owner)
    changes = []
    for number in range(request.param):
        item = f"{number:012x}"
        for name, field in (("stages", "title"), ("partners", "name"), ("indicators", "unit")):
            changes += [Change(f"{name}/{item}", str(number)), Change(f"{name}/{item}/{field}", "Слово")]
    save_answers(application, changes, by=owner, at=timezone.now())
    return application


@pytest.mark.parametrize("section", ["stages", "partners", "results"])
def test_section_needs_the_same_queries_for_1_and_3_items(
    browser, filled, section, django_assert_num_queries
):
    browser.get(address(filled, section))
    with django_assert_num_queries(17):
        assert browser.get(address(filled, section)).status_code == 200


def test_reader_reads_and_cannot_save(application):
    reader = make_user("reader@example.org", language="en")
    ApplicationMember.objects.create(
        application=application, user=reader, role="reader", joined_at=timezone.now()
    )
    browser, where = browser_of(reader), address(application)
    assert (
        "<button" in browser.get(where).content.decode().partition("answers-form")[2].partition("</form>")[0]
    ) is False
    assert browser.post(where, {"base:title": "0.x", "title": "Ні", "do": "save"}).status_code == 403
    assert Application.objects.get(pk=application.pk).title == ""


def test_submitted_application_is_changed_until_the_deadline(browser, owner):
    application = make_submitted(owner=owner)
    where = address(application)
    browser.post(where, {**form_of(browser, where), "title": "Нова назва", "do": "save"})
    application.refresh_from_db()
    assert (application.title, application.unsent_changes) == ("Нова назва", True)


def test_text_that_could_not_be_kept_is_saved_when_it_is_sent_again(browser, application):
    where = address(application)
    sent = {**form_of(browser, where), "title": "Назва", "summary": "х" * 40_001, "do": "save"}
    refused = browser.post(where, sent)
    assert (refused.status_code, answers(application)) == (400, {})
    html = refused.content.decode()
    assert re.findall(r'data-field="(\w+)" data-unkept', html) == ["title", "summary"]
    # What the page that came back would send, with the long text made shorter.
    bases = dict(re.findall(r'<input type="hidden" name="(base:[^"]+)" value="([^"]*)"', html))
    browser.post(where, {**bases, "title": "Назва", "summary": "Коротко", "do": "save"})
    assert answers(application) == {"title": "Назва", "summary": "Коротко"}


def test_item_made_by_the_script_of_the_page_is_saved_by_its_buttons_too(browser, application):
    where, item = address(application, "stages"), "stages/0123456789ab"
    sent = {
        f"base:{item}": "0.x",
        item: "0",
        f"base:{item}/title": "0.x",
        f"{item}/title": "Толока",
        "do": "save",
    }
    browser.post(where, sent)
    assert answers(application) == {item: "0", f"{item}/title": "Толока"}
    shown = browser.get(where).content.decode()
    assert re.findall(r'<input type="hidden" name="(stages/[0-9a-f]{12})" value="(\d+)"', shown) == [
        (item, "0")
    ]


def test_button_pressed_after_an_answer_was_lost_shows_no_conflict_with_oneself(browser, application, owner):
    save_answers(application, [Change("title", "Пек")], by=owner, at=timezone.now())
    where = address(application)
    sent = {"base:title": "0.x", "title": "Пекарня", "do": "save"}
    assert browser.post(where, sent).status_code == 409
    assert browser.post(where, {**sent, "own:title": ['"Пек"', "no JSON"]}).status_code == 302
    assert answers(application) == {"title": "Пекарня"}
