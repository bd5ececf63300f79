"""What changed between two versions."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.comparing import differences, differences_of, segments_of
from contest.domain.reading import AnswerReader
from tests.contest.factories import make_application, make_call, make_question


@pytest.fixture
def reader(db):
    return AnswerReader(make_call(questions=[make_question("visit", "choice", options=("Так", "Ні"))]))


def told(reader, older, newer, **options):
    rows = differences(older, newer, reader=reader, **options)
    return [(row.section.value, row.label, row.before, row.after, row.kind.value) for row in rows]


@pytest.mark.usefixtures("english")
def test_answers_are_compared_in_the_order_of_the_form_and_in_words(reader):
    older = {
        "title": "Було",
        "transfer": "Ні",
        "start": "2024-03",
        "question/visit": "a",
        "declared_true": "yes",
    }
    newer = {
        "title": "Стало",
        "summary": "Коротко",
        "start": "2024-04",
        "question/visit": "b",
        "declared_true": "yes",
    }
    assert told(reader, older, newer) == [
        ("about", "Title of the story", "Було", "Стало", "changed"),
        ("about", "Summary", "", "Коротко", "added"),
        ("about", "When it began", "March 2024", "April 2024", "changed"),
        ("lessons", "What another community needs", "Ні", "", "removed"),
        ("questions", "Question visit", "Так (en)", "Ні (en)", "changed"),
    ]


@pytest.mark.usefixtures("english")
def test_items_are_named_by_their_places(reader):
    older = {
        "stages/aaaaaaaa": "1", "stages/aaaaaaaa/title": "Один", "stages/bbbbbbbb": "2", "stages/bbbbbbbb/title": "Два",
        "stages/cccccccc": "3", "stages/cccccccc/title": "Три",
    }  # fmt: skip
    newer = {
        "stages/cccccccc": "1", "stages/cccccccc/title": "Три!", "stages/aaaaaaaa": "2", "stages/aaaaaaaa/title": "Один",
        "stages/dddddddd": "3", "stages/dddddddd/title": "Нове",
    }  # fmt: skip
    assert told(reader, older, newer) == [
        ("stages", "Stages: order", "1, 3", "3, 1", "changed"),
        ("stages", "Stage 1, Name of the stage", "Три", "Три!", "changed"),
        ("stages", "Stage 3, Name of the stage", "", "Нове", "added"),
        ("stages", "Stage 2, Name of the stage", "Два", "", "removed"),
    ]


def test_file_is_told_by_its_name(reader):
    older, newer = ({"photos/aaaaaaaa": "1", "photos/aaaaaaaa/file": key} for key in ("k1", "k2"))
    (row,) = differences(older, newer, reader=reader, files={"k1": "двір.jpg", "k2": "парк.jpg"})
    assert (row.before, row.after) == ("двір.jpg", "парк.jpg")


def test_submitted_versions_are_compared(db):
    application = make_application()
    owner, now = application.members.get(), timezone.now()
    first = submit_application(application, by=owner, at=now)
    save_answers(application, [Change("title", "Простір для всіх", 1)], by=owner, at=now)
    second = submit_application(application, by=owner, at=now)
    (row,) = differences_of(first, second, reader=AnswerReader(application.call))
    assert [(part.kind, part.text) for part in row.segments] == [
        ("same", "Простір для "), ("removed", "молоді"), ("added", "всіх"),
    ]  # fmt: skip
    assert differences_of(first, first, reader=AnswerReader(application.call)) == []


def test_long_unchanged_words_are_left_out_of_the_middle():
    text = "слово " * 200
    segments = segments_of(f"{text}кінець", f"{text}край")
    assert [part.kind for part in segments] == ["skipped", "same", "removed", "added"]
    assert len(segments[1].text) == 120


@given(st.text(alphabet="аб \n.,", max_size=300), st.text(alphabet="аб \n.,", max_size=300))
def test_segments_hold_both_texts(before, after):
    segments = segments_of(before, after)
    assert "".join(part.text for part in segments if part.kind != "added") == before
    assert "".join(part.text for part in segments if part.kind != "removed") == after
