"""The table of applications: what stands in it, and that nothing in it calculates."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from contest.domain.exporting import ApplicationTable, csv_pieces, write_workbook
from contest.models import Application, Call
from tests.contest.factories import (
    complete_answers,
    make_application,
    make_call,
    make_question,
    make_submitted,
)

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://example.org","x")'


def table(**filters):
    return ApplicationTable(Application.objects.filter(**filters), calls=Call.objects.with_edition())


def csv_rows(**filters):
    text = b"".join(csv_pieces(table(**filters))).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def call():
    return make_call(
        opens_at=datetime.now(UTC), questions=[make_question("how", "choices", options=("Так", "Ні"))]
    )


def test_every_answer_stands_in_words(call):
    item = "aaaaaaaa"
    answers = complete_answers(
        call, **{
            "question/how": ["a", "b"], f"stages/{item}": "0", f"stages/{item}/title": "Перший; крок",
            "stages/bbbbbbbb": "1", "stages/bbbbbbbb/title": "Другий",
        },
    )  # fmt: skip
    application = make_submitted(call, answers=answers)
    with translation.override("en"):
        (row,) = csv_rows()
    assert [row[name] for name in ("Reference", "Status", "Category", "When it began", "The work goes on", "Question how",
                                   "Stages: Name of the stage")] == [
        application.reference, "submitted", "Youth engagement", "March 2024", "Yes", "Так (en); Ні (en)",
        "Перший\\; крок; Другий",
    ]  # fmt: skip


def test_drafts_stand_as_they_are_beside_what_was_submitted(call):
    make_application(call, answers={"title": "Чернетка перша"})
    make_submitted(call)
    make_application(call, answers={"title": "Чернетка друга", "challenge": "Вода"})
    make_application(call, answers={})
    with translation.override("en"):
        rows = [(row["Title of the story"], row["The problem"][:6]) for row in csv_rows()]
    assert rows == [
        ("Чернетка перша", ""),
        ("Простір для молоді", "Громад"),
        ("Чернетка друга", "Вода"),
        ("", ""),
    ]


def test_no_text_becomes_a_formula(call):
    make_application(call, answers={"title": FORMULA, "summary": "-1+1", "challenge": "@x"})
    with translation.override("en"):
        (row,) = csv_rows()
        assert [row[name] for name in ("Title of the story", "Summary", "The problem")] == [
            f"'{FORMULA}", "'-1+1", "'@x"
        ]  # fmt: skip
        sheet = load_workbook(write_workbook(table())).active
    cells = {sheet.cell(1, column).value: sheet.cell(2, column) for column in range(1, sheet.max_column + 1)}
    assert (cells["Title of the story"].value, cells["Title of the story"].data_type) == (FORMULA, "s")
    assert (cells["Summary"].value, cells["Summary"].quotePrefix) == ("-1+1", True)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_rows(call, number, django_assert_num_queries):
    for _number in range(number):
        make_submitted(call)
        make_application(call)
    with django_assert_num_queries(8):
        assert sum(1 for _row in table().rows()) == 2 * number
