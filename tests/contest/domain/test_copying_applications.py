"""An old application in a new call."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contest.domain.answers import Change, save_answers
from contest.domain.copying_applications import copy_application
from contest.errors import ApplyingRefused
from contest.models import Application, CallCategory
from tests.contest.factories import (
    complete_answers,
    make_application,
    make_call,
    make_condition,
    make_question,
)
from tests.factories import make_category, make_edition

pytestmark = pytest.mark.django_db


def questions(**kinds):
    options = {"choice": ("Так", "Ні"), "choices": ("Так", "Ні")}
    return [make_question(code, kind, options=options.get(kind, ())) for code, kind in kinds.items()]


def test_answers_that_fit_are_copied_and_files_and_promises_are_not():
    old = make_call(
        questions=questions(
            same="short_text", other="short_text", one="choice", many="choices", gone="number", doc="file"
        )
    )
    own = {
        "question/same": "Так", "question/other": "Так", "question/one": "b", "question/many": ["a", "z"],
        "question/gone": "1", "question/doc": "x", "stages/0a1b2c3d": "1", "stages/0a1b2c3d/title": "Початок",
        "stages/dddddddd": "", "stages/dddddddd/title": "Прибрано", "photos/0a1b2c3d": "1", "photos/0a1b2c3d/file": "x",
        "links/0a1b2c3d": "1", "links/0a1b2c3d/url": "https://example.org",
    }  # fmt: skip
    application = make_application(old, answers=complete_answers(old, **own))
    new = make_call(
        edition=make_edition(4),
        questions=questions(same="short_text", other="long_text", one="choice", many="choices", doc="file"),
    )
    new.eligibility_questions = [make_condition()]
    new.save()
    copy = copy_application(application, to=new, by=application.members.get(), at=timezone.now())
    answers = copy.answers.values_by_path()
    story = {path: value for path, value in complete_answers(old).items() if not path.startswith("declared_")}
    kept = {path: own[path] for path in own if path.startswith(("stages/0", "links/"))}
    assert answers == {
        **story, **kept, "community": application.community.code, "question/same": "Так", "question/one": "b",
        "question/many": ["a"],
    }  # fmt: skip
    assert (copy.copied_from, copy.status, copy.title, copy.category) == (
        application, "draft", application.title, application.category,
    )  # fmt: skip


def test_category_that_is_not_offered_is_not_copied():
    application = make_application()
    new = make_call(edition=make_edition(4))
    new.categories = [CallCategory(category=make_category("public-spaces"))]
    new.save()
    copy = copy_application(application, to=new, by=application.members.get(), at=timezone.now())
    assert (copy.category, copy.answers.at_paths(["category"]).count()) == (None, 0)


def test_older_application_stays_as_it_was():
    application = make_application()
    before = application.answers.values_by_path()
    new = make_call(edition=make_edition(4))
    copy = copy_application(application, to=new, by=application.members.get(), at=timezone.now())
    save_answers(copy, [Change("title", "Нова", 1)], by=None, at=timezone.now())
    assert application.answers.values_by_path() == before


def test_nothing_is_copied_into_a_call_that_is_closed():
    application = make_application()
    new = make_call(edition=make_edition(4), opens_at=timezone.now() + timedelta(days=1))
    with pytest.raises(ApplyingRefused):
        copy_application(application, to=new, by=application.members.get(), at=timezone.now())
    assert Application.objects.count() == 1
