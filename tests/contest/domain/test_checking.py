"""Every gap of an application, each with its place."""

import pytest

from contest.domain.checking import asked_questions, gaps_of, words_of
from contest.enums import QuestionKind, Section
from contest.models import ApplicationFile, CallCategory
from tests.contest.factories import (
    complete_answers,
    in_order,
    make_application,
    make_call,
    make_condition,
    make_question,
)
from tests.factories import make_category, make_community

pytestmark = pytest.mark.django_db

ITEM = "0a1b2c3d"


@pytest.fixture
def application():
    return make_application()


def gaps(application, **changes):
    values = {**application.answers.values_by_path(), **changes}
    return [(gap.section.value, gap.path) for gap in gaps_of(application, values=values)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", ""), ("title", "я" * 161), ("summary", "я" * 281), ("category", "no-such"), ("community", "UA00"),
        ("start", "колись"), ("start", "2024-13"), ("contact_email", "oksana"), ("contact_phone", "подзвоніть"),
        ("end", "2024-05"), ("ongoing", ""), ("title", ["a"]), ("community", ["a"]), ("start", ["2024-03"]),
    ],
)  # fmt: skip
def test_wrong_answer_about_the_story_is_one_gap(application, path, value):
    assert gaps(application, **{path: value}) == [("about", "end" if path == "ongoing" else path)]


def test_work_that_ends_before_it_starts_is_told(application):
    assert gaps(application, ongoing="", end="2024-02") == [("about", "end")]
    assert gaps(application, ongoing="", end="2024-03") == []


@pytest.mark.parametrize(
    ("section", "name", "fields", "wrong"),
    [
        ("stages", "stages", {"text": "Без назви"}, ["title"]),
        ("stages", "stages", {"title": "Назва", "start": "2024", "end": "05.2024"}, ["start"]),
        ("results", "indicators", {"value": "багато", "unit": "осіб", "label": "Учасники"}, ["value"]),
        ("results", "indicators", {"value": "1 234,5", "unit": "осіб", "label": "Учасники"}, []),
        ("partners", "partners", {"name": "Рада"}, ["sector", "role"]),
        ("files", "links", {"url": "javascript:alert(1)", "title": "Відео"}, ["url"]),
        ("files", "links", {"url": "https://example.org/x", "title": "Відео"}, []),
        ("files", "photos", {"file": "x", "alt_uk": "А", "credit": "Б", "consent": "missing"}, ["file", "consent"]),
        ("lessons", "lessons", {}, []),
    ],
)  # fmt: skip
def test_item_is_checked_field_by_field(application, section, name, fields, wrong):
    values = {f"{name}/{ITEM}": "1", **{f"{name}/{ITEM}/{field}": value for field, value in fields.items()}}
    assert gaps(application, **values) == [(section, f"{name}/{ITEM}/{field}") for field in wrong]


@pytest.mark.usefixtures("english")
def test_gap_of_an_item_names_its_place(application):
    values = {
        **application.answers.values_by_path(),
        "stages/aaaaaaaa": "2",
        "stages/bbbbbbbb": "1",
        "stages/bbbbbbbb/title": "Є",
    }
    (gap,) = gaps_of(application, values=values)
    assert str(gap) == "Stages · Stage 2, Name of the stage: This field is required."


def test_removed_item_is_no_gap(application):
    assert gaps(application, **{f"stages/{ITEM}": "", f"stages/{ITEM}/text": "Без назви"}) == []


def test_list_holds_no_more_than_it_may(application):
    values = {f"links/{number:08x}": str(number) for number in range(21)}
    for item in list(values):
        values |= {f"{item}/url": "https://example.org", f"{item}/title": "Посилання"}
    assert gaps(application, **values) == [("files", "links")]


def test_file_must_be_one_of_the_application(application):
    photo = {f"photos/{ITEM}": "1"} | {
        f"photos/{ITEM}/{name}": value
        for name, value in {"alt_uk": "А", "credit": "Б", "consent": "people"}.items()
    }
    for owner, found in (
        (application, []),
        (make_application(application.call), [("files", f"photos/{ITEM}/file")]),
    ):
        file = ApplicationFile.objects.create(
            application=owner, kind="photo", file="x", name="x.jpg", content_type="image/jpeg", size=1, sha256="0" * 64,
            added_at=owner.created_at,
        )  # fmt: skip
        assert gaps(application, **photo, **{f"photos/{ITEM}/file": str(file.public_id)}) == found


def test_condition_must_be_answered_and_met():
    call = make_call()
    call.eligibility_questions = [make_condition()]
    call.save()
    application = make_application(call)
    path = f"eligible/{call.eligibility_questions.get().pk}"
    right = call.eligibility_questions.get().eligible_answer
    wrong = "no" if right == "yes" else "yes"
    assert [gaps(application, **{path: answer}) for answer in (right, wrong, "")] == [
        [], [("about", path)], [("about", path)],
    ]  # fmt: skip


@pytest.mark.parametrize("kind", QuestionKind.values)
@pytest.mark.parametrize("value", ["\u200d", ["x"], "", []])
def test_no_answer_breaks_the_check_of_a_question(kind, value):
    application = make_application(
        make_call(questions=[make_question("q", kind, options=("Так", "Ні"), required=True)])
    )
    found = gaps(application, **{"question/q": value})
    accepted = kind in {"short_text", "long_text"} and value == "\u200d"
    assert found == ([] if accepted else [("questions", "question/q")])


def test_question_is_asked_in_its_category_and_when_the_other_answer_says_so():
    other = make_category("public-spaces")
    call = make_call()
    call.categories = in_order([*call.categories.all(), CallCategory(category=other)])
    call.questions = in_order(
        [
            make_question("visit", "yes_no"),
            make_question("again", "yes_no", required=True, shown_if_question="visit", shown_if_value="yes"),
            make_question("when", "date", required=True, shown_if_question="again", shown_if_value="yes"),
            make_question("where", "short_text", required=True, categories=[other]),
        ]
    )
    call.save()
    application = make_application(call)
    assert (
        gaps(application, **{"question/visit": "no", "question/again": "yes", "question/when": "wrong"}) == []
    )
    assert gaps(application, **{"question/visit": "yes"}) == [("questions", "question/again")]
    assert gaps(application, **{"question/visit": "yes", "question/again": "yes"}) == [
        ("questions", "question/when")
    ]
    asked = asked_questions(call, {"question/visit": "no"}, category_id=other.pk)
    assert [question.code for question in asked] == ["visit", "where"]


def test_words_of_the_whole_story_are_counted_against_the_category():
    call = make_call()
    application = make_application(call)
    row = call.categories.get()
    row.min_words, row.max_words = 20, 21
    row.save()
    values = application.answers.values_by_path()
    assert words_of(values) == 20
    assert gaps(application) == []
    assert gaps(
        application,
        **{f"stages/{ITEM}": "1", f"stages/{ITEM}/title": "Е", f"stages/{ITEM}/text": "два слова"},
    ) == [("story", "solution")]
    assert gaps(application, transfer="одне") == [("story", "solution")]
    assert words_of({**values, f"stages/{ITEM}": "", f"stages/{ITEM}/text": "прибрано"}) == 20


def test_gaps_stand_in_the_order_of_the_sections():
    found = [gap.section for gap in gaps_of(make_application(answers={}))]
    assert found == sorted(found, key=list(Section).index)


def test_complete_answers_have_no_gaps_in_either_language(application, english):
    assert gaps(application, **complete_answers(application.call, community=application.community)) == []


@pytest.mark.parametrize("communities", [1, 3])
def test_check_needs_the_same_queries_for_1_and_3_further_communities(communities, django_assert_num_queries):
    items = {}
    for place in range(communities):
        item = f"communities/{place:08x}"
        items |= {item: str(place), f"{item}/community": make_community().code, f"{item}/role": "partner"}
    call = make_call()
    application = make_application(call, answers=complete_answers(call, **items))
    with django_assert_num_queries(12):
        assert gaps_of(application) == []
