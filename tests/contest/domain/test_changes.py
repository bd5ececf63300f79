"""What may and may not change once applications are open."""

from datetime import timedelta
from decimal import Decimal

import pytest

from contest.domain.changes import refused_changes
from contest.models import Call, CallCategory, SpecialAward
from tests.contest.factories import at, make_call, make_condition, make_criterion, make_question
from tests.factories import make_category, make_edition

OPENS = at("2026-03-01 08:00")
BEFORE, DURING = OPENS - timedelta(seconds=1), OPENS


@pytest.fixture
def public(db):
    call = make_call(
        opens_at=OPENS,
        questions=[
            make_question("money", "number", min_number=Decimal(1), max_number=Decimal(9)),
            make_question("text", "long_text", required=True, min_words=5, max_words=50, sort_order=1),
            make_question("choice", "choice", options=("Перше", "Друге"), published=True, sort_order=2),
            make_question("hidden", for_jurors=False, personal=True, sort_order=3),
        ],
    )
    call.categories = [CallCategory(category=make_category(), min_words=100, max_words=900)]
    call.special_awards = [SpecialAward(award=make_category("award", special_award=True))]
    call.eligibility_questions = [make_condition()]
    call.save()
    return Call.objects.get(pk=call.pk)


def refused(public, change, *, moment=DURING):
    """How many sentences refuse the draft that `change` makes of the public call."""
    draft = Call.objects.get(pk=public.pk)
    draft = Call.from_serializable_data(draft.serializable_data())
    change(draft)
    return len(refused_changes(public, draft, at=moment))


def row(draft, relation, **fields):
    """Change fields of the relation's first row."""
    rows = list(getattr(draft, relation).all())
    for name, value in fields.items():
        setattr(rows[0], name, value)
    setattr(draft, relation, rows)


def question(named, **fields):
    def change(draft):
        rows = list(draft.questions.all())
        for each in rows:
            if each.code == named:
                for name, value in fields.items():
                    setattr(each, name, value)
        draft.questions = rows

    return change


def without(relation, *, first=1):
    return lambda draft: setattr(draft, relation, list(getattr(draft, relation).all())[first:])


def added(relation, make):
    return lambda draft: setattr(draft, relation, [*getattr(draft, relation).all(), make()])


def later(name, **difference):
    return lambda draft: setattr(draft, name, getattr(draft, name) + timedelta(**difference))


def options_of(draft):
    """The options of the question «choice»."""
    return list(draft.questions.all()[2].options.all())


def more_options():
    return list(make_question("x", options=["1", "2", "3"]).options.all())[2:]


REFUSED = {
    "opening-moved": later("opens_at", days=1),
    "deadline-earlier": later("closes_at", seconds=-1),
    "judging-earlier": later("judging_opens_at", days=-1),
    "results-earlier": later("results_at", days=-1),
    "deadline-taken-away": lambda draft: setattr(draft, "closes_at", None),
    "shorter-grace": lambda draft: setattr(draft, "grace_seconds", 60),
    "drafts-kept-longer": lambda draft: setattr(draft, "drafts_kept_months", 7),
    "personal-data-kept-longer": lambda draft: setattr(draft, "personal_data_kept_months", 37),
    "personal-answer-kept": question("hidden", personal=False),
    "category-removed": without("categories"),
    "award-removed": without("special_awards"),
    "condition-removed": without("eligibility_questions"),
    "condition-added": added("eligibility_questions", make_condition),
    "condition-reversed": lambda draft: row(draft, "eligibility_questions", eligible_answer="no"),
    "criterion-removed": without("criteria"),
    "criterion-added": added("criteria", make_criterion),
    "criterion-weighs-more": lambda draft: row(draft, "criteria", weight=Decimal(2)),
    "criterion-scale": lambda draft: row(draft, "criteria", scale_max=10),
    "fewer-words-in-category": lambda draft: row(draft, "categories", max_words=800),
    "more-words-asked-in-category": lambda draft: row(draft, "categories", min_words=200),
    "question-removed": without("questions"),
    "required-question-added": added("questions", lambda: make_question("new", required=True)),
    "question-made-required": question("money", required=True),
    "question-of-another-kind": question("money", kind="short_text"),
    "question-renamed-in-exports": question("money", code="cost"),
    "fewer-words": question("text", max_words=40),
    "more-words-asked": question("text", min_words=6),
    "lower-number": question("money", max_number=Decimal(8)),
    "higher-least-number": question("money", min_number=Decimal(2)),
    "condition-of-question": question("text", shown_if_question="choice", shown_if_value="a"),
    "answer-published": question("text", published=True),
    "answer-shown-to-jurors": question("hidden", for_jurors=True),
    "option-removed": lambda draft: question("choice", options=options_of(draft)[1:])(draft),
}  # fmt: skip

# A condition that is new to a question changes both what is waited for and its answer.
SENTENCES = {"condition-of-question": 2}

ALLOWED = {
    "nothing": lambda _draft: None,
    "texts": lambda draft: setattr(draft, "about_uk", "<p>Виправлено</p>"),
    "later-deadline": later("closes_at", days=2),
    "later-results": later("results_at", days=30),
    "longer-grace": lambda draft: setattr(draft, "grace_seconds", 600),
    "data-kept-shorter": lambda draft: row(draft, "questions", personal=True)
    or vars(draft).update(drafts_kept_months=5, personal_data_kept_months=6),
    "category-added": added("categories", lambda: CallCategory(category=make_category("new"))),
    "award-added": added("special_awards", lambda: SpecialAward(award=make_category("second", special_award=True))),
    "more-words-in-category": lambda draft: row(draft, "categories", max_words=None, min_words=None),
    "criterion-described-better": lambda draft: row(draft, "criteria", description_uk="Точніше"),
    "condition-said-better": lambda draft: row(draft, "eligibility_questions", text_uk="Точніше?"),
    "optional-question-added": added("questions", lambda: make_question("new")),
    "question-said-better": question("money", label_uk="Скільки?"),
    "question-no-longer-required": question("text", required=False),
    "wider-limits": question("text", max_words=60, min_words=None),
    "wider-numbers": question("money", max_number=None, min_number=Decimal(0)),
    "answer-published-no-more": question("choice", published=False, for_jurors=False),
    "option-added": lambda draft: question("choice", options=[*options_of(draft), *more_options()])(draft),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_promise_is_kept_once_applications_are_open(public, name):
    assert refused(public, REFUSED[name]) == SENTENCES.get(name, 1)


@pytest.mark.parametrize("name", REFUSED)
def test_same_may_change_until_the_second_of_the_opening(public, name):
    assert refused(public, REFUSED[name], moment=BEFORE) == 0


@pytest.mark.parametrize("name", ALLOWED)
def test_what_takes_nothing_from_applicants_may_change(public, name):
    assert refused(public, ALLOWED[name]) == 0


def test_other_edition_and_narrower_categories_of_a_question_are_refused(public):
    edition, category = make_edition(9), make_category()
    assert refused(public, lambda draft: setattr(draft, "edition", edition)) == 1
    assert refused(public, question("money", categories=[category])) == 1


def test_draft_that_was_never_public_is_free(public):
    public.live = False
    assert refused(public, REFUSED["category-removed"]) == 0
