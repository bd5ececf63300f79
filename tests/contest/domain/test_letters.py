"""Who is written to, in what words, and that nothing is told twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application, withdraw_application
from contest.domain.extensions import give_extension
from contest.domain.letter_defaults import Words, save_template
from contest.domain.letters import Occasion, tell, write_letters, write_to_all
from contest.domain.releasing import outcomes_seen, release_outcomes
from contest.domain.screening import decide_eligibility, return_for_clarification
from contest.enums import LetterKind, LetterState
from contest.models import Application, ApplicationMember, Call, Letter
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_community, make_region, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def call():
    return make_call(opens_at=datetime(2026, 10, 1, 15, tzinfo=UTC))


@pytest.fixture
def application(call):
    """A draft with an owner who reads English, a Ukrainian editor, a reader and somebody whose account is closed."""
    found = make_application(call, owner=make_user("owner@example.org", language="en"), at=NOW)
    for name, role, fields in (
        ("editor", "editor", {}), ("reader", "reader", {}), ("gone", "editor", {"is_active": False}),
    ):  # fmt: skip
        person = make_user(f"{name}@example.org", **fields)
        ApplicationMember.objects.create(application=found, user=person, role=role, joined_at=NOW)
    return found


def letters(kind=None):
    rows = Letter.objects.order_by("pk")
    return list(rows.filter(kind=kind) if kind else rows)


def screened(application, *, eligible=True, reason="", by="s@example.org"):
    decide_eligibility(
        application,
        eligible=eligible,
        ticks=[],
        by=make_user(by),
        at=NOW,
        expected="submitted",
        reason=reason,
    )


def release(call, at=NOW):
    rows = Application.objects.of_call(call).awaiting_release()
    return release_outcomes(rows, seen=outcomes_seen(rows), by=make_user(f"r{at:%H%M}@example.org"), at=at)


def test_receipt_goes_to_everybody_who_writes_each_in_their_language(application, settings):
    settings.SITE_URL = "https://example.org"
    version = submit_application(application, by=application.members.first(), at=NOW)
    owner, editor = letters()
    assert [(row.email, row.language, row.state, row.receipt_for) for row in (owner, editor)] == [
        ("owner@example.org", "en", "ready", version),
        ("editor@example.org", "uk", "ready", version),
    ]
    reference = version.application.reference
    assert owner.subject == f"Application {reference} has arrived"
    assert editor.subject == f"Заявку {reference} отримано"
    name, place = application.call.edition.name_uk, f"https://example.org/uk/my/{application.public_id}/"
    assert editor.body == (
        f"Вашу заявку «Простір для молоді» на конкурс «{name}» отримано: 20 жовтня 2026, 12:00 за Києвом (EEST). "
        f"Її номер — {reference}, це версія 1.\n\n"
        "До 31 жовтня 2026, 17:00 за Києвом (EET) її ще можна змінити й подати знову; чинна остання подана версія.\n\n"
        f"Секретаріат перевірить, чи відповідає вона умовам, і напише вам. Де зараз заявка, завжди видно тут:\n{place}\n\n"
        f"Відбиток поданого (SHA-256) згодом доведе, що жодної літери не змінено:\n{version.sha256}\n\n"
        f"Запитання: contest@example.org\n\nСекретаріат\n{name}\nhttps://example.org"
    )


def test_every_version_has_its_receipt_and_the_same_content_only_one(application):
    owner = application.members.first()
    for at in (NOW, NOW + timedelta(minutes=1)):
        submit_application(application, by=owner, at=at)
    assert len(letters()) == 2
    save_answers(application, [Change("title", "Інша назва", 1)], by=owner, at=NOW)
    submit_application(application, by=owner, at=NOW + timedelta(minutes=2))
    assert [row.receipt_for.number for row in letters()] == [1, 1, 2, 2]


def test_receipt_after_the_deadline_promises_no_change(call):
    application = make_application(call, at=NOW)
    submit_application(application, by=application.members.get(), at=call.closes_at + timedelta(seconds=30))
    (letter,) = letters()
    assert "ще можна змінити" not in letter.body
    assert "\n\n\n" not in letter.body


def test_same_occasion_is_told_once(application):
    def write():
        return write_letters(application, LetterKind.FREE, key="once", at=NOW)

    assert [len(write()) for _time in range(2)] == [2, 0]
    assert [row.key for row in letters()] == [
        f"once:{application.pk}:{person.pk}" for person in application.members.order_by("pk")[:2]
    ]


def test_title_is_text_wherever_it_stands(call):
    title = "{reference} %s {{ site }}\r\nBcc: all@example.org"
    application = make_application(call, answers={"title": "x"}, at=NOW)
    application.title = title
    (letter,) = write_letters(
        application, LetterKind.REMINDER, key="hostile", at=NOW, deadline=call.closes_at, missing="{hash}"
    )
    flat = "{reference} %s {{ site }} Bcc: all@example.org"
    assert letter.subject == f"Заявка «{flat}»: залишилося 11 днів, щоб її подати"
    assert f"«{flat}»" in letter.body
    assert "\n\n{hash}\n\n" in letter.body


def test_words_of_the_call_hold_and_say_whether_the_letter_waits(application):
    save_template(
        application.call, LetterKind.RECEIPT, subject_uk="{reference}: є", subject_en="{reference}: here", body_uk="Є.",
        body_en="Here.", waits=True, by=make_user("s@example.org"),
    )  # fmt: skip
    submit_application(application, by=application.members.first(), at=NOW)
    reference = Application.objects.get(pk=application.pk).reference
    assert [(row.subject, row.body, row.state, row.next_attempt_at) for row in letters()] == [
        (f"{reference}: here", "Here.", "waiting", None),
        (f"{reference}: є", "Є.", "waiting", None),
    ]


def test_letter_that_cannot_be_written_undoes_nothing(application, caplog):
    submit_application(application, by=application.members.first(), at=NOW)
    Call.objects.filter(pk=application.call.pk).update(time_zone="Mars/Phobos")
    broken = Application.objects.get(pk=application.pk)
    withdraw_application(broken, by=application.members.first(), at=NOW)
    assert Application.objects.get(pk=broken.pk).status == "withdrawn"
    assert (letters(LetterKind.WITHDRAWN), caplog.messages) == (
        [],
        ["A letter could not be written: withdrawn"],
    )


def test_one_application_to_blame_keeps_no_letter_from_others(call, caplog):
    good, bad = make_application(call, at=NOW), make_application(call, at=NOW)
    bad.call.time_zone = "Mars/Phobos"
    occasions = [Occasion(row, "all") for row in (bad, good)]
    assert [row.application for row in tell(occasions, LetterKind.FREE, at=NOW)] == [good]
    assert caplog.messages == ["A letter could not be written: free"]


def test_words_of_the_secretariat_reach_all_or_nobody(call):
    good, bad = make_application(call, at=NOW), make_application(call, at=NOW)
    bad.call.time_zone = "Mars/Phobos"
    with pytest.raises(ZoneInfoNotFoundError):
        write_to_all([Occasion(row, "all") for row in (good, bad)], LetterKind.FREE, at=NOW)
    assert letters() == []


def test_own_words_reach_everybody_and_wait(application):
    words = {"uk": Words("Запитання", "{title}, {person}"), "en": Words("Question", "{title}, {person}")}
    written = write_to_all([Occasion(application, "message:1")], LetterKind.FREE, at=NOW, words=words)
    assert [(row.subject, row.body, row.state) for row in written] == [
        ("Question", "Простір для молоді, owner@example.org", LetterState.WAITING),
        ("Запитання", "Простір для молоді, editor@example.org", LetterState.WAITING),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_written_to_at_the_same_queries(call, number, django_assert_num_queries):
    for _time in range(number):
        make_application(call, at=NOW)
    rows = list(Application.objects.with_names().order_by("pk"))
    occasions = [Occasion(row, "all", {"deadline": call.closes_at}) for row in rows]
    with django_assert_num_queries(6):
        assert len(write_to_all(occasions, LetterKind.EXTENDED, at=NOW)) == number


def test_withdrawing_is_confirmed_and_an_outcome_that_waited_is_kept_back(call):
    application = make_submitted(call, at=NOW)
    screened(application)
    release(call)
    withdraw_application(application, by=application.members.get(), at=NOW)
    assert [(row.kind, row.state) for row in letters()] == [
        ("receipt", "ready"), ("eligible", "cancelled"), ("withdrawn", "ready"),
    ]  # fmt: skip


def test_question_of_the_secretariat_is_written_to_applicants(call):
    application = make_submitted(call, owner=make_user("o@example.org", language="en"), at=NOW)
    return_for_clarification(
        application, sections=["partners", "resources"], message="Who paid?\nUntil when?", until=NOW + timedelta(days=5),
        by=make_user("s@example.org"), at=NOW, expected="submitted",
    )  # fmt: skip
    (letter,) = letters(LetterKind.RETURNED)
    reference = Application.objects.get().reference
    assert (
        letter.subject
        == f"Application {reference}: please answer until 25 October 2026, 11:00 Kyiv time (EET)"
    )
    assert (
        "What is asked:\nWho paid?\nUntil when?\n\nThese sections are open again: Partners, Resources\n\n"
        in letter.body
    )


def test_outcomes_wait_in_the_outbox_with_their_reason(call):
    good, bad = make_submitted(call, at=NOW), make_submitted(call, at=NOW)
    screened(good)
    screened(bad, eligible=False, reason="Не громада.", by="t@example.org")
    assert [row.kind for row in letters()] == ["receipt", "receipt"]
    assert release(call) == 2
    told = Letter.objects.exclude(kind="receipt").order_by("application_id")
    assert [(row.kind, row.state, row.application) for row in told] == [
        ("eligible", "waiting", good), ("ineligible", "waiting", bad),
    ]  # fmt: skip
    assert "\n\nПричина: Не громада.\n\n" in told[1].body


@pytest.mark.parametrize("whose", ["application", "community", "region"])
def test_more_time_is_told_to_whom_it_is_given(call, whose):
    there = make_community("Тут", region=make_region("UA-63", "Харківська область", "Kharkiv region"))
    for community, title in ((there, "Тут"), (make_community("Деінде"), "Деінде")):
        make_application(
            call,
            answers={"title": title, "community": community.code},
            owner=make_user(f"{community.pk}@example.org"),
            at=NOW,
        )
    here = Application.objects.get(title="Тут")
    given_to = {"application": here, "community": there, "region": there.region}[whose]
    give_extension(
        call, until=call.closes_at + timedelta(days=1), reason_uk="Немає світла.", reason_en="No power.",
        by=make_user("s@example.org"), at=NOW, **{whose: given_to},
    )  # fmt: skip
    (letter,) = letters()
    assert (letter.application, letter.state) == (here, "ready")
    assert letter.subject == "Більше часу на заявку: до 1 листопада 2026, 17:00 за Києвом (EET)"
    assert "\n\nПричина: Немає світла.\n\n" in letter.body


def test_more_time_in_a_region_is_no_news_for_who_has_as_much_already(call):
    community, by = make_community("Тут"), make_user("s@example.org")
    application = make_application(call, answers={"community": community.code}, at=NOW)
    give = {"by": by, "at": NOW, "reason_uk": "Немає світла."}
    give_extension(call, until=call.closes_at + timedelta(days=3), application=application, **give)
    give_extension(call, until=call.closes_at + timedelta(days=1), region=community.region, **give)
    assert [row.kind for row in letters()] == ["extended"]
