"""Calls for tests. A call made here is complete and public unless a test says otherwise."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from contest.models import (
    Call,
    CallCategory,
    CallDocument,
    Criterion,
    EligibilityQuestion,
    FrequentQuestion,
    Question,
    QuestionOption,
    ScaleStep,
    SpecialAward,
)
from tests.factories import make_category, make_edition

TEXTS = {
    f"{name}_{language}": f"<p>{name} {language}</p>"
    for name in ("about", "who", "judging", "rules")
    for language in ("uk", "en")
}
DAYS = {
    "opens_at": 0,
    "closes_at": 30,
    "judging_opens_at": 40,
    "judging_closes_at": 60,
    "results_at": 70,
}


def dates(opens_at):
    """The five dates of a call that opens at the instant."""
    return {name: opens_at + timedelta(days=days) for name, days in DAYS.items()}


def make_call(*, edition=None, opens_at=None, live=True, category=None, questions=(), **fields):
    """A call that opened ten days ago unless it is said when, with one category and one criterion."""
    opens_at = opens_at or timezone.now() - timedelta(days=10)
    values = {**TEXTS, "contact_email": "contest@example.org", **dates(opens_at), **fields}
    call = Call(edition=edition or make_edition(3, slug="third"), live=live, **values)
    call.categories = [CallCategory(category=category or make_category())]
    call.criteria = [make_criterion()]
    call.questions = in_order(questions)
    call.save()
    return call


def in_order(rows):
    """The rows, each with its place, as the editors' form gives it: databases disagree on where rows without one stand."""
    rows = list(rows)
    for position, row in enumerate(rows):
        row.sort_order = position
    return rows


def make_criterion(name="Взаємодія", **fields):
    return Criterion(**{"name_uk": name, "name_en": f"{name} (en)", "weight": 1, **fields})


def make_step(score, **fields):
    return ScaleStep(score=score, **{"text_uk": f"Бал {score}", "text_en": f"Score {score}", **fields})


def make_question(code, kind="short_text", *, options=(), categories=(), **fields):
    """A question; `options` are Ukrainian words, their codes are a, b, c."""
    names = {"label_uk": f"Запитання {code}", "label_en": f"Question {code}"}
    question = Question(code=code, kind=kind, **{**names, **fields})
    question.options = [
        QuestionOption(code="abcdef"[position], label_uk=words, label_en=f"{words} (en)", sort_order=position)
        for position, words in enumerate(options)
    ]
    question.categories = list(categories)
    return question


def make_condition(**fields):
    names = {
        "text_uk": "Ви з громади?", "text_en": "Are you of a community?", "reason_uk": "Лише громади.",
        "reason_en": "Communities only.",
    }  # fmt: skip
    return EligibilityQuestion(**{**names, **fields})


def fill(call, *, number, document):
    """Put so many rows of every kind into the call."""
    numbers = range(number)
    call.categories = in_order(CallCategory(category=make_category(f"category-{n}")) for n in numbers)
    awards = [make_category(f"award-{n}", special_award=True) for n in numbers]
    call.special_awards = in_order(SpecialAward(award=award) for award in awards)
    call.criteria = in_order(make_criterion(f"Критерій {n}") for n in numbers)
    for criterion in call.criteria.all():
        criterion.steps = [make_step(0), make_step(5)]
    call.eligibility_questions = in_order(make_condition() for _n in numbers)
    call.questions = in_order(
        make_question(f"question-{n}", "choice", options=("Так", "Ні")) for n in numbers
    )
    titles = {"title_uk": "Положення", "title_en": "Rules"}
    call.documents = in_order(CallDocument(document=document, **titles) for _n in numbers)
    words = {"question_uk": "Чому?", "question_en": "Why?", "answer_uk": "Тому.", "answer_en": "Because."}
    call.frequent_questions = in_order(FrequentQuestion(**words) for _n in numbers)
    call.save()
    return call


def at(text):
    """An instant in UTC: "2026-10-25 00:30" or with seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
