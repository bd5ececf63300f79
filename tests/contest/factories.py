"""Calls for tests. A call made here is complete and public unless a test says otherwise."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.applying import start_application, submit_application
from contest.enums import LetterKind, LetterState
from contest.models import (
    Application,
    Call,
    CallCategory,
    CallDocument,
    Criterion,
    EligibilityQuestion,
    FrequentQuestion,
    Letter,
    Question,
    QuestionOption,
    ScaleStep,
    SpecialAward,
)
from tests.factories import make_category, make_community, make_edition, make_user

_numbers = count(1)

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


def make_application(call=None, *, owner=None, at=None, answers=None, **fields):
    """A draft with these answers; without any, everything that must be there to submit it."""
    call = call or make_call()
    at = at or timezone.now()
    owner = owner or make_user(f"applicant-{next(_numbers)}@example.org")
    application = start_application(call, by=owner, at=at, language=fields.pop("language", "uk"))
    values = complete_answers(call) if answers is None else answers
    save_answers(application, [Change(path, value) for path, value in values.items()], by=owner, at=at)
    return Application.objects.get(pk=application.pk)


def make_submitted(call=None, *, owner=None, at=None, **fields):
    """An application that has been submitted once."""
    application = make_application(call, owner=owner, at=at, **fields)
    submit_application(application, by=application.members.get(), at=at or timezone.now())
    return Application.objects.get(pk=application.pk)


def complete_answers(call, *, community=None, **changes):
    """The shortest answers with which an application may be submitted."""
    texts = dict.fromkeys(
        ("challenge", "solution", "results", "transfer"), "Громада відкрила простір для молоді."
    )
    conditions = {f"eligible/{row.pk}": row.eligible_answer for row in call.eligibility_questions.all()}
    declared = dict.fromkeys(
        ("declared_true", "declared_consent", "declared_safe", "declared_licence"), "yes"
    )
    return {
        **texts, **conditions, **declared,
        "category": call.categories.first().category.slug, "title": "Простір для молоді", "summary": "Відкрили простір.",
        "community": (community or make_community()).code, "start": "2024-03", "ongoing": "yes",
        "contact_name": "Оксана Приклад", "contact_email": "oksana@example.org", "budget_band": "none",
        **changes,
    }  # fmt: skip


def make_letter(application, *, state="waiting", at=None, **fields):
    """A letter to the owner of the application."""
    person, at = application.members.first(), at or timezone.now()
    number = next(_numbers)
    values = {
        "call": application.call, "application": application, "recipient": person, "email": person.email, "language": "uk",
        "kind": LetterKind.ELIGIBLE, "key": f"test:{number}", "subject": f"Лист {number}", "body": "Вітаємо.",
        "created_at": at, "next_attempt_at": at if state == LetterState.READY else None,
        "sent_at": at if state == LetterState.SENT else None,
    }  # fmt: skip
    return Letter.objects.create(state=state, **{**values, **fields})
