"""The secretariat's own pages: the form as an applicant will see it, and next year's call."""

import re

import pytest

from contest.models import Call, CallCategory
from tests.contest.factories import at, make_call, make_condition, make_question
from tests.factories import make_category, make_edition


@pytest.fixture
def call(db):
    youth, spaces = make_category(short_uk="Молодь"), make_category("public-spaces", short_uk="Простори")
    questions = [
        make_question("visit", "yes_no", required=True),
        make_question("when", "date", shown_if_question="visit", shown_if_value="yes", sort_order=1),
        make_question("where", "long_text", categories=[spaces], max_words=150, sort_order=2),
    ]
    call = make_call(live=False, questions=questions, opens_at=at("2026-03-01 08:00"))
    call.categories = [CallCategory(category=youth), CallCategory(category=spaces, sort_order=1)]
    call.eligibility_questions = [make_condition()]
    call.save()
    return call


def labels(answer):
    html = answer.content.decode().replace("\u00a0", " ")
    return re.findall(r'class="field__label"[^>]*>([^<]+?)\s*<', html)


def test_form_is_shown_with_conditions_first(secretary, call):
    answer = secretary.get(f"/cms/contest/calls/{call.pk}/form/")
    assert labels(answer) == ["Ви з громади?", "Запитання visit", "Запитання when", "Запитання where"]


def test_form_is_shown_in_english_when_asked(secretary, call):
    answer = secretary.get(f"/cms/contest/calls/{call.pk}/form/?language=en")
    assert (labels(answer)[0], '<html lang="en">' in answer.content.decode()) == (
        "Are you of a community?",
        True,
    )


@pytest.mark.parametrize(
    ("category", "asked"), [("youth-engagement", 2), ("public-spaces", 3), ("no-such", 3), ("", 3)]
)
def test_form_of_a_category_shows_what_is_asked_there(secretary, call, category, asked):
    answer = secretary.get(f"/cms/contest/calls/{call.pk}/form/", {"category": category})
    assert len(labels(answer)) == 1 + asked


def test_form_says_when_a_question_is_asked(secretary, call):
    text = re.sub(r"<[^>]+>|\s+", " ", secretary.get(f"/cms/contest/calls/{call.pk}/form/").content.decode())
    text = re.sub(r"\s+", " ", text)
    assert "Запитуємо, лише якщо на «Запитання visit» відповіли «Так»." in text
    assert "Лише в категоріях: Простори" in text


def test_form_can_only_be_looked_at(secretary, call):
    html = secretary.get(f"/cms/contest/calls/{call.pk}/form/").content.decode()
    form = re.search(r'<form class="question-form">.*?</form>', html, re.DOTALL).group()
    assert ("<fieldset disabled>" in form, "<button" in form, 'type="submit"' in form) == (True, False, False)
    assert secretary.post(f"/cms/contest/calls/{call.pk}/form/").status_code == 405


@pytest.mark.parametrize("language", ["de", "<script>", "uk:page", ""])
def test_unknown_language_is_answered_in_ukrainian(secretary, call, language):
    answer = secretary.get(f"/cms/contest/calls/{call.pk}/form/", {"language": language})
    assert '<html lang="uk">' in answer.content.decode()


def test_newest_draft_is_shown_rather_than_what_is_public(secretary, call):
    call.questions = []
    call.save_revision(clean=False)
    assert labels(secretary.get(f"/cms/contest/calls/{call.pk}/form/")) == ["Ви з громади?"]


@pytest.mark.parametrize("page", ["form", "copy"])
def test_call_that_is_not_there_is_not_found(secretary, page):
    assert secretary.get(f"/cms/contest/calls/999/{page}/").status_code == 404


def test_call_is_copied_for_the_chosen_edition_and_opened_for_editing(secretary, call):
    edition = make_edition(4)
    answer = secretary.post(
        f"/cms/contest/calls/{call.pk}/copy/", {"edition": edition.pk, "opens_on": "2027-03-01"}
    )
    copy = Call.objects.get(edition=edition)
    assert answer.headers["Location"] == f"/cms/contest/calls/edit/{copy.pk}/"
    assert (copy.live, copy.opens_at, copy.questions.count()) == (False, at("2027-03-01 08:00"), 3)
    assert secretary.get(answer.headers["Location"]).status_code == 200


def test_edition_with_a_call_is_not_offered(secretary, call):
    answer = secretary.post(
        f"/cms/contest/calls/{call.pk}/copy/", {"edition": call.edition_id, "opens_on": ""}
    )
    assert (answer.status_code, list(answer.context["form"].errors), Call.objects.count()) == (
        200,
        ["edition"],
        1,
    )


def test_page_of_copying_brings_what_its_calendar_needs(secretary, call):
    page = secretary.get(f"/cms/contest/calls/{call.pk}/copy/").content.decode()
    assert (page.count("initDateChooser("), page.count("js/date-time-chooser.js")) == (1, 1)


def test_copying_needs_a_post(secretary, call):
    edition = make_edition(4)
    secretary.get(f"/cms/contest/calls/{call.pk}/copy/", {"edition": edition.pk})
    assert Call.objects.count() == 1


@pytest.mark.parametrize("day", ["31.02.2027", "tomorrow", "0000-00-00"])
def test_day_that_is_none_is_told(secretary, call, day):
    answer = secretary.post(
        f"/cms/contest/calls/{call.pk}/copy/", {"edition": make_edition(4).pk, "opens_on": day}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["opens_on"])
