"""What the secretariat does with letters: every state against every act, and that nobody acts on what they did not see."""

from datetime import UTC, datetime

import pytest

from contest.domain.letters import write_letters
from contest.domain.outbox import approve_letters, cancel_letters, edit_letter, letters_seen, retry_letters
from contest.enums import LetterKind, LetterState
from contest.errors import LetterWordsRefused, OutboxRefused
from contest.models import ApplicationMember, Letter
from tests.contest.factories import make_application
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)
# What becomes of a letter in each state; None: refused.
ACTS = {
    approve_letters: {"waiting": "ready"},
    cancel_letters: {"waiting": "cancelled", "failed": "cancelled"},
    retry_letters: {"failed": "ready"},
}


@pytest.fixture
def by():
    return make_user("secretary@example.org", first_name="Оля", last_name="Секретар")


@pytest.fixture
def two():
    """Two letters that wait."""
    application = make_application(answers={})
    ApplicationMember.objects.create(
        application=application, user=make_user("e@example.org"), role="editor", joined_at=NOW
    )
    return write_letters(application, LetterKind.WINNER, key="won", at=NOW)


def put(letter, state):
    Letter.objects.filter(pk=letter.pk).update(
        state=state,
        next_attempt_at=NOW if state == "ready" else None,
        sent_at=NOW if state == "sent" else None,
    )


def test_each_act_is_done_from_its_states_alone(two, by):
    letter = two[0]
    one = Letter.objects.filter(pk=letter.pk)
    for act, becomes in ACTS.items():
        for state in LetterState.values:
            put(letter, state)
            try:
                done = act(one, seen=letters_seen(one.all()), by=by, at=NOW)
            except OutboxRefused:
                done = 0
            assert (done, one.get().state) == (int(state in becomes), becomes.get(state, state)), (act, state)


def test_words_change_only_while_the_letter_is_in_hand(two, by):
    letter = two[0]
    for number, state in enumerate(LetterState.values):
        put(letter, state)
        now = Letter.objects.get(pk=letter.pk)
        try:
            edit_letter(now, subject=f"Тема {number}", body="Текст", by=by, expected=letters_seen([now]))
        except OutboxRefused:
            assert state in {"ready", "sent", "cancelled"}
        else:
            assert state in {"waiting", "failed"}
            assert Letter.objects.get(pk=letter.pk).subject == f"Тема {number}"


def test_letters_are_let_go_all_or_none(two, by):
    all_of_them = Letter.objects.all()
    put(two[1], "failed")
    with pytest.raises(OutboxRefused):
        approve_letters(all_of_them, seen=letters_seen(all_of_them.all()), by=by, at=NOW)
    assert [row.state for row in Letter.objects.order_by("pk")] == ["waiting", "failed"]
    put(two[1], "waiting")
    assert approve_letters(all_of_them, seen=letters_seen(all_of_them.all()), by=by, at=NOW) == 2
    assert [(row.state, row.next_attempt_at, row.approved_by_name) for row in Letter.objects.all()] == [
        ("ready", NOW, "Оля Секретар")
    ] * 2


@pytest.mark.parametrize("changed", ["subject", "body", "email", "state", "one more", "one less"])
def test_nothing_leaves_that_was_changed_since_it_was_seen(two, by, changed):
    chosen = Letter.objects.filter(kind=LetterKind.WINNER)
    seen = letters_seen(chosen)
    if changed == "one more":
        write_letters(two[0].application, LetterKind.WINNER, key="again", at=NOW)
    elif changed == "one less":
        two[1].delete()
    else:
        Letter.objects.filter(pk=two[0].pk).update(
            **{changed: "cancelled" if changed == "state" else "x@example.org"}
        )
    with pytest.raises(OutboxRefused):
        approve_letters(chosen, seen=seen, by=by, at=NOW)
    assert Letter.objects.filter(state=LetterState.READY).count() == 0


def test_second_of_two_who_correct_a_letter_is_told(two, by):
    letter = two[0]
    seen = letters_seen([letter])
    changed = edit_letter(
        letter, subject="Про\r\nBcc: all@example.org", body=" Текст\r\n ", by=by, expected=seen
    )
    assert (changed.subject, changed.body, changed.edited) == ("Про Bcc: all@example.org", "Текст", True)
    with pytest.raises(OutboxRefused):
        edit_letter(letter, subject="Інше", body="Інше", by=by, expected=seen)
    assert Letter.objects.get(pk=letter.pk).subject == "Про Bcc: all@example.org"


def test_letter_without_words_is_refused(two, by, english):
    with pytest.raises(LetterWordsRefused) as refusal:
        edit_letter(two[0], subject=" \n", body="x" * 20_001, by=by, expected=letters_seen([two[0]]))
    assert refusal.value.faults == {
        "subject": "A letter needs this.", "body": "At most 20000 signs; there are 20001.",
    }  # fmt: skip


def test_letter_that_is_tried_again_begins_anew_and_one_kept_back_says_who(two, by):
    one = Letter.objects.filter(pk=two[0].pk)
    put(two[0], "failed")
    one.update(attempts=6, fault="Немає такої адреси")
    retry_letters(one, seen=letters_seen(one.all()), by=by, at=NOW)
    assert (one.get().attempts, one.get().fault, one.get().next_attempt_at) == (0, "", NOW)
    put(two[0], "waiting")
    cancel_letters(one, seen=letters_seen(one.all()), by=by, at=NOW)
    assert one.get().fault == "kept_back:2026-10-20T09:00:00+00:00 Оля Секретар"
