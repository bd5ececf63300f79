"""A call's invariants: in the database, at the field, before it becomes public."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from contest.errors import CallIncomplete
from contest.models import Call, CallCategory, Criterion, Question, SpecialAward
from contest.models.call import ORDER_OF_DATES
from contest.models.completeness import faults_of
from tests.contest.factories import (
    at,
    dates,
    make_call,
    make_condition,
    make_criterion,
    make_question,
    make_step,
)
from tests.factories import make_category, make_edition

DATES = dates(at("2026-03-01 08:00"))


@pytest.fixture
def call(db):
    return make_call(live=False)


def broken(**changes):
    return {**DATES, **changes}


TOUCHING = {"judging_opens_at": "closes_at", "results_at": "judging_closes_at"}


@pytest.mark.parametrize(("later", "earlier", "_sentence"), ORDER_OF_DATES)
def test_dates_out_of_order_are_refused_by_the_database_and_named_at_the_field(db, later, earlier, _sentence):
    wrong = broken(**{later: DATES[earlier] - timedelta(seconds=1)})
    call = Call(edition=make_edition(), live=False, **wrong)
    with pytest.raises(ValidationError) as refusal:
        call.clean()
    assert later in refusal.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        call.save()


@pytest.mark.parametrize(("later", "earlier", "_sentence"), ORDER_OF_DATES)
def test_dates_may_touch_only_where_nothing_lies_between(call, later, earlier, _sentence):
    may = later in TOUCHING
    for name, value in broken(**{later: DATES[earlier]}).items():
        setattr(call, name, value)
    # Later dates that would now be out of order are none of this test's matter.
    names = list(DATES)
    for name in names[names.index(later) + 1 :]:
        setattr(call, name, None)
    try:
        call.clean()
        with transaction.atomic():
            call.save()
        saved = True
    except (ValidationError, IntegrityError):
        saved = False
    assert saved is may


def test_draft_may_have_no_dates_and_no_texts(db):
    Call.objects.create(edition=make_edition(), live=False)
    assert Call.objects.get().opens_at is None


def test_edition_has_one_call(call):
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(edition=call.edition, live=False)


def test_grace_is_bounded(call):
    call.grace_seconds = 3601
    with pytest.raises(IntegrityError), transaction.atomic():
        call.save()


@pytest.mark.parametrize(
    "rows",
    [
        lambda call: [CallCategory(call=call, category=make_category()) for _n in range(2)],
        lambda call: [
            SpecialAward(call=call, award=make_category("a", special_award=True)) for _n in range(2)
        ],
        lambda call: [make_question("same", call=call) for _n in range(2)],
        lambda call: [CallCategory(call=call, category=make_category("b"), min_words=2, max_words=1)],
        lambda call: [make_criterion(call=call, weight=0)],
        lambda call: [make_criterion(call=call, scale_min=5, scale_max=5)],
        lambda call: [make_question("q", call=call, min_words=2, max_words=1)],
        lambda call: [make_question("q", call=call, min_number=2, max_number=1)],
        lambda call: [make_question("q", call=call, shown_if_question="other")],
        lambda call: [make_question("q", call=call, shown_if_value="yes")],
    ],
)
def test_contradictory_rows_are_refused_by_the_database(call, rows):
    call.categories.all().delete()
    *others, last = rows(call)
    for row in others:
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save()


def test_score_has_one_meaning(call):
    criterion = call.criteria.all()[0]
    make_step(1, criterion=criterion).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_step(1, criterion=criterion).save()


@pytest.mark.parametrize(("score", "sentences"), [(-1, 1), (0, 0), (5, 0), (6, 1)])
def test_meaning_outside_the_scale_is_told(call, score, sentences):
    call.criteria = [make_criterion(steps=[make_step(score)])]
    assert len(faults_of(call)) == sentences


def test_texts_follow_the_active_language_and_fall_back(call):
    call.rules_en = ""
    with translation.override("en"):
        assert (call.about, call.rules) == ("<p>about en</p>", "<p>rules uk</p>")
    assert call.about == "<p>about uk</p>"


@pytest.mark.parametrize(("label_uk", "label_en", "code"), [
    ("Скільки коштувало?", "What did it cost?", "what-did-it-cost"), ("Скільки?", "", "skilky"), ("?", "", "question"),
])  # fmt: skip
def test_question_without_a_short_name_gets_one_from_its_words(call, label_uk, label_en, code):
    question = Question.objects.create(call=call, label_uk=label_uk, label_en=label_en)
    assert question.code == code


# Before the public may see it


def missing(**changes):
    """What is said to be missing of a call that is complete but for the changes."""
    call = make_call(live=False)
    for name, value in changes.items():
        setattr(call, name, value)
    with pytest.raises(CallIncomplete) as refusal:
        call.require_complete()
    return refusal.value.faults


def test_complete_call_lacks_nothing(call):
    call.require_complete()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"about_uk": ""}, "Поле «Що це за конкурс, українською» порожнє."),
        ({"rules_en": "<p></p>"}, "Поле «Правила, англійською» порожнє."),
        ({"who_en": "<p> &nbsp; </p>"}, "Поле «Хто може подати заявку, англійською» порожнє."),
        ({"closes_at": None}, "Поле «Кінець приймання заявок» порожнє."),
        ({"contact_email": ""}, "Поле «Скринька для запитань» порожнє."),
        ({"categories": []}, "Немає жодної категорії, у якій можна подати заявку."),
        ({"criteria": []}, "Для категорії «Залучення молоді» немає жодного критерію."),
    ],
)
def test_each_gap_is_told_in_a_sentence(db, change, sentence):
    assert missing(**change) == [sentence]


@pytest.mark.parametrize(
    ("relation", "make", "sentence"),
    [
        ("criteria", lambda: make_criterion(name_en=""), "Критерій «Взаємодія»: поле «назва англійською» порожнє."),
        (
            "criteria", lambda: make_criterion(description_uk="Так"),
            "Критерій «Взаємодія»: поле «опис англійською» порожнє.",
        ),
        (
            "eligibility_questions", lambda: make_condition(reason_en=""),
            "Умова участі «Ви з громади?»: поле «що сказати решті, англійською» порожнє.",
        ),
        (
            "questions", lambda: make_question("q", help_en="Help"),
            "Запитання форми «Запитання q»: поле «пояснення українською» порожнє.",
        ),
        (
            "questions", lambda: make_question("q", "choice", options=["Одне"]),
            "Запитання «Запитання q» потребує щонайменше двох варіантів.",
        ),
        (
            "criteria", lambda: make_criterion(steps=[make_step(1, text_en="")]),
            "Пояснення бала «1 — Бал 1»: поле «що означає, англійською» порожнє.",
        ),
    ],
)  # fmt: skip
def test_text_in_one_language_only_is_told(db, relation, make, sentence):
    assert missing(**{relation: [make()]}) == [sentence]


def test_criterion_and_question_of_a_category_that_is_not_offered_are_told(db):
    other = make_category("public-spaces", name_uk="Простори")
    faults = missing(
        criteria=[make_criterion(), make_criterion("Лише там", category=other)],
        questions=[make_question("q", categories=[other])],
    )
    assert faults == [
        "Критерій «Лише там» належить до категорії, якої в оголошенні немає.",
        "Запитання «Запитання q» належить до категорії, якої в оголошенні немає.",
    ]


def test_incomplete_call_becomes_public_by_no_way(call):
    call.rules_en = ""
    call.live = True
    with pytest.raises(CallIncomplete):
        call.save()
    call.live = False
    revision = call.save_revision(clean=False)
    with pytest.raises(CallIncomplete):
        revision.publish()
    assert Call.objects.get().live is False


def test_unpublished_call_may_lose_its_texts(db):
    call = make_call()
    call.unpublish()
    call.rules_en = ""
    call.save()
    assert Call.objects.get().live is False


# Questions that wait for answers

WAITS = {"shown_if_question": "a", "shown_if_value": "yes"}


NOTHING_EARLIER = (
    "«Запитання {}» посилається на «a», а жодне попереднє запитання такої короткої назви не має."
)
FREE = "«Запитання b» посилається на «a» з довільною відповіддю, а чекати можна лише на варіант або на «так» чи «ні»."
NO_SUCH_ANSWER = "«Запитання b» чекає на відповідь, якої в «a» немає. Там є: Перше (en), Друге (en)."
CHOICE = {"kind": "choice", "options": ("Перше", "Друге")}


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        (lambda: [make_question("b", **WAITS)], NOTHING_EARLIER.format("b")),
        (lambda: [make_question("b", **WAITS), make_question("a", "yes_no")], NOTHING_EARLIER.format("b")),
        (lambda: [make_question("a", "yes_no", **WAITS)], NOTHING_EARLIER.format("a")),
        (lambda: [make_question("a"), make_question("b", **WAITS)], FREE),
        (lambda: [make_question("a", **CHOICE), make_question("b", **WAITS)], NO_SUCH_ANSWER),
    ],
    ids=["nothing-there", "later", "itself", "free-answer", "no-such-answer"],
)
def test_condition_that_can_never_come_true_is_told(db, questions, sentence):
    rows = questions()
    for position, question in enumerate(rows):
        question.sort_order = position
    assert missing(questions=rows) == [sentence]


def test_question_waits_for_none_that_its_own_category_is_not_asked(db):
    category = make_category()
    questions = [
        make_question("a", "yes_no", categories=[category]),
        make_question("b", sort_order=1, **WAITS),
    ]
    assert missing(questions=questions) == [
        "«Запитання b» посилається на «a», яке запитують не в усіх його категоріях."
    ]


def test_condition_on_an_earlier_answer_is_right(db):
    call = make_call(
        live=False, questions=[make_question("a", "yes_no"), make_question("b", sort_order=1, **WAITS)]
    )
    call.require_complete()


def test_rows_of_a_criterion_are_told_in_the_order_of_scores(call):
    call.criteria = [make_criterion(steps=[make_step(5), make_step(0), make_step(3)])]
    call.save()
    assert [step.score for step in Criterion.objects.get().scale] == [0, 3, 5]
