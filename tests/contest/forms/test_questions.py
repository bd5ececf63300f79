"""The form that a call's questions make."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from contest.forms.questions import EligibilityForm, QuestionForm, build_question_form
from contest.models import Call, Question
from tests.contest.factories import make_call, make_condition, make_question
from tests.factories import make_category
from tests.stories.files.document_samples import pdf

OPTIONS = {"options": ("Перше", "Друге")}


@pytest.fixture
def asked(db):
    """Save the questions in a call and return its form, filled in with the answers."""

    def ask(*questions, category=None, files=None, **answers):
        for position, question in enumerate(questions):
            question.sort_order = position
        call = make_call(live=False, questions=questions)
        data = {f"question-{code.replace('_', '-')}": value for code, value in answers.items()}
        return build_question_form(Call.objects.get(pk=call.pk), category=category, data=MultiValueDict(
            {name: value if isinstance(value, list) else [value] for name, value in data.items()}
        ), files=files)  # fmt: skip

    return ask


@pytest.mark.parametrize(
    ("kind", "options", "sent", "answer"),
    [
        ("short_text", {}, "  Одним реченням ", "Одним реченням"),
        ("long_text", {}, "Перший\nдругий", "Перший\nдругий"),
        ("choice", OPTIONS, "a", "a"),
        ("choices", OPTIONS, ["a", "b"], ["a", "b"]),
        ("number", {}, "12,5", Decimal("12.5")),
        ("number", {}, "61\u00a0000", Decimal(61000)),
        ("yes_no", {}, "no", "no"),
        ("date", {}, "2026-03-01", date(2026, 3, 1)),
        ("date", {}, "01.03.2026", date(2026, 3, 1)),
        ("link", {}, "example.org/a", "https://example.org/a"),
        ("link", {}, "http://example.org", "http://example.org"),
    ],
)
def test_answer_of_each_kind_is_read(asked, kind, options, sent, answer):
    form = asked(make_question("q", kind, required=True, **options), q=sent)
    assert (form.is_valid(), form.cleaned_data) == (True, {"q": answer})


@pytest.mark.parametrize(
    ("kind", "fields", "sent"),
    [
        ("short_text", {}, "а" * 501),
        ("short_text", {}, "a\x00b"),
        ("long_text", {"max_words": 2}, "один два три"),
        ("long_text", {"min_words": 4}, "один два три"),
        ("choice", OPTIONS, "z"),
        ("choice", OPTIONS, "Перше"),
        ("choices", OPTIONS, ["a", "z"]),
        ("number", {}, "багато"),
        ("number", {}, "NaN"),
        ("number", {}, "1e400"),
        ("number", {"min_number": 1}, "0"),
        ("number", {"max_number": 9}, "9,01"),
        ("yes_no", {}, "maybe"),
        ("date", {}, "31.02.2026"),
        ("link", {}, "javascript:alert(1)"),
        ("link", {}, "ftp://example.org/file"),
        ("link", {}, "//"),
    ],
)
def test_wrong_answer_is_told_at_its_question(asked, kind, fields, sent):
    form = asked(make_question("q", kind, **fields), q=sent)
    assert (form.is_valid(), list(form.errors)) == (False, ["q"])


KINDS = ["short_text", "long_text", "choice", "choices", "number", "yes_no", "date", "link", "file"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("required", [True, False])
def test_required_question_must_be_answered_and_another_need_not(asked, kind, required):
    form = asked(make_question("q", kind, required=required, min_words=3, **OPTIONS))
    assert form.is_valid() is not required


def test_words_are_counted_in_the_sentence_that_refuses(asked):
    form = asked(make_question("q", "long_text", max_words=2), q="обовʼязок будь-хто 13,5")
    assert form.errors["q"] == ["Може бути не більше ніж 2 слова; тут 3."]


def test_document_is_taken_for_what_it_is(asked):
    file = SimpleUploadedFile("../../лист.exe", pdf(), content_type="text/html")
    form = asked(make_question("q", "file", required=True), files=MultiValueDict({"question-q": [file]}))
    assert form.is_valid() is True
    assert form.cleaned_data["q"].name == "lyst.pdf"


def test_document_that_is_none_is_refused(asked):
    file = SimpleUploadedFile("letter.pdf", b"<script>alert(1)</script>", content_type="application/pdf")
    form = asked(make_question("q", "file"), files=MultiValueDict({"question-q": [file]}))
    assert (form.is_valid(), list(form.errors)) == (False, ["q"])


def test_form_of_a_category_asks_its_own_questions_and_those_of_all(asked):
    youth, spaces = make_category(), make_category("public-spaces")
    questions = [
        make_question("all"), make_question("youth", categories=[youth]), make_question("spaces", categories=[spaces]),
    ]  # fmt: skip
    assert list(asked(*questions, category=youth).fields) == ["all", "youth"]


def test_form_without_a_category_asks_everything(asked):
    assert list(asked(make_question("all"), make_question("youth", categories=[make_category()])).fields) == [
        "all", "youth",
    ]  # fmt: skip


def visit(**fields):
    return make_question("visit", "yes_no", required=True, **fields)


def when(code="when", waits="visit", value="yes", **fields):
    return make_question(code, "date", required=True, shown_if_question=waits, shown_if_value=value, **fields)


def test_question_that_is_not_shown_is_not_required_and_has_no_answer(asked):
    form = asked(visit(), when(), visit="no", when="not a date")
    assert (form.is_valid(), form.cleaned_data) == (True, {"visit": "no", "when": None})


def test_question_that_is_shown_is_required(asked):
    form = asked(visit(), when(), visit="yes")
    assert (form.is_valid(), list(form.errors)) == (False, ["when"])


def test_one_of_several_chosen_options_shows_a_question(asked):
    support = make_question("support", "choices", options=("Грошей", "Людей"))
    form = asked(support, when(waits="support", value="b"), support=["a", "b"])
    assert list(form.errors) == ["when"]


def test_what_waits_for_a_hidden_question_is_hidden_too(asked):
    chain = [
        visit(),
        make_question("again", "yes_no", shown_if_question="visit", shown_if_value="yes"),
        when(waits="again"),
    ]
    form = asked(*chain, visit="no", again="yes", when="")
    assert (form.is_valid(), form.cleaned_data["when"], form.cleaned_data["again"]) == (True, None, None)


def test_questions_that_wait_for_each_other_are_hidden_rather_than_asked_for_ever(db):
    one, other = when("one", waits="other"), when("other", waits="one")
    form = QuestionForm([one, other], data={"one": "2026-01-01", "other": "2026-01-01"})
    assert (form.is_valid(), form.cleaned_data) == (True, {"one": None, "other": None})


def test_question_is_left_out_where_the_one_it_waits_for_is_not_asked(asked):
    youth, spaces = make_category(), make_category("public-spaces")
    assert list(asked(visit(categories=[youth]), when(), category=spaces).fields) == []


def test_condition_is_told_in_the_words_of_the_question(asked):
    support = make_question("support", "choice", options=("Грошей", "Людей"))
    rows = list(asked(support, when(waits="support", value="b")).rows())
    condition = rows[1][2]
    assert (rows[0][2], condition.question, condition.answer) == (None, "Запитання support", "Людей")


@pytest.mark.parametrize(("language", "label", "help_text"), [
    ("uk", "Запитання q", "Довідка Не більше ніж 5 слів. Відповідь може бути опубліковано."),
    ("en", "Question q", "Help At most 5 words. The answer may be published."),
])  # fmt: skip
def test_words_of_a_question_are_in_the_language_of_the_page(db, language, label, help_text):
    question = make_question("q", "long_text", max_words=5, published=True, help_uk="Довідка", help_en="Help")
    with translation.override(language):
        field = QuestionForm([question]).fields["q"]
        assert (field.label, field.help_text) == (label, help_text)


def test_hostile_words_of_a_question_are_shown_as_text(db):
    question = make_question(
        "q", "choice", options=("<script>alert(1)</script>", "b"), label_uk="<img src=x>"
    )
    html = str(QuestionForm([question]))
    assert ("<script>" in html, "<img" in html) == (False, False)


@pytest.mark.parametrize("count", [1, 3])
def test_form_of_prefetched_questions_asks_the_database_nothing(asked, django_assert_num_queries, count):
    form_of = [make_question(f"q{number}", "choice", **OPTIONS) for number in range(count)]
    asked(*form_of)
    call = Call.objects.prefetch_related("questions__options", "questions__categories").get()
    with django_assert_num_queries(0):
        build_question_form(call, category=None)
    assert Question.objects.count() == count


@pytest.mark.parametrize(
    ("answers", "valid", "reasons"),
    [
        (("yes", "no"), True, []),
        (("no", "no"), True, ["Лише громади."]),
        (("no", "yes"), True, ["Лише громади.", "Уже відзначено."]),
        (("yes", ""), False, []),
        (("yes", "maybe"), False, []),
    ],
)
def test_eligibility_tells_every_reason_why_somebody_cannot_take_part(db, answers, valid, reasons):
    conditions = [make_condition(), make_condition(eligible_answer="no", reason_uk="Уже відзначено.")]
    form = EligibilityForm(
        conditions, data={f"eligible_{number}": answer for number, answer in enumerate(answers)}
    )
    assert (form.is_valid(), form.reasons) == (valid, reasons)


@given(
    st.dictionaries(st.sampled_from(["visit", "when", "q", "n"]), st.text() | st.lists(st.text(), max_size=2))
)
def test_anything_that_is_sent_gets_an_answer(sent):
    questions = [
        visit(),
        when(),
        make_question("q", "long_text", min_words=1, max_words=3),
        make_question("n", "number"),
    ]
    data = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    )
    form = QuestionForm(questions, data=data)
    valid = form.is_valid()
    assert valid is not bool(form.errors)
    if valid and form.cleaned_data["visit"] == "no":
        assert form.cleaned_data["when"] is None
