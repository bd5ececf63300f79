"""Messages of the secretariat: who gets them, in which language, all or none."""

from uuid import UUID

import pytest

from contest.domain.messages import addressees_of, addressees_seen, compose_message, write_message
from contest.errors import OutboxRefused
from contest.models import Application, Letter
from tests.contest.factories import at, make_application, make_call
from tests.factories import make_user

NOW = at("2026-10-01 09:00")
BATCH = UUID(int=7)
WORDS = {"subject_uk": "{title}", "body_uk": "Вітаємо.", "subject_en": "{title}!", "body_en": "Hello."}


@pytest.fixture
def rows(db):
    call = make_call(opens_at=at("2026-09-20 09:00"))
    owners = make_user("a@example.org"), make_user("b@example.org", language="en")
    return [
        make_application(call, owner=owner, answers={"title": f"{{reference}} {owner}"}, at=NOW)
        for owner in owners
    ]


def write(rows, **changes):
    seen, staff = addressees_seen(addressees_of(rows)), rows[0].members.first()
    options = {"words": WORDS, "batch": BATCH, "seen": seen, "by": staff, "at": NOW}
    return write_message(rows, **{**options, **changes})


def test_title_that_looks_like_a_placeholder_stays_as_it_was_typed(rows):
    shown = [compose_message(row, WORDS, at=NOW).subject for row in addressees_of(rows)]
    assert shown == ["{reference} a@example.org", "{reference} b@example.org!"]
    assert write(rows) == 2
    assert list(Letter.objects.order_by("pk").values_list("subject", "state")) == [
        (subject, "waiting") for subject in shown
    ]


def test_people_are_asked_at_as_many_queries_for_one_as_for_three(rows, django_assert_num_queries):
    third = make_application(rows[0].call, answers={"title": "x"}, at=NOW)
    for chosen in (rows[:1], [*rows, third]):
        with django_assert_num_queries(1):
            assert len(addressees_of(chosen)) == len(chosen)


def test_message_is_written_to_all_or_to_none(rows):
    for changes in ({"seen": "another"}, {"words": {**WORDS, "body_en": " "}}):
        with pytest.raises(OutboxRefused):
            write(rows, **changes)
    rows[0].members.update(is_active=False)
    with pytest.raises(OutboxRefused):
        write(rows[:1])
    assert Letter.objects.count() == 0


def test_letters_of_one_message_are_found_together(rows):
    write(rows)
    write([Application.objects.get(pk=rows[0].pk)], batch=UUID(int=8))
    assert [Letter.objects.of_batch(UUID(int=key).hex).count() for key in (7, 8, 9)] == [2, 1, 0]
