"""What a juror reads of an entry: always without contacts and names, in blind reading without who applies."""

import pytest

from contest.domain.answers import Change, save_answers
from contest.domain.applying import submit_application
from contest.domain.judging_terms import policy_row
from contest.domain.juror_reading import (
    entries_for_jurors,
    entry_for_juror,
    submitted_values,
    titles_for_jurors,
)
from contest.domain.juror_values import value_sha256
from contest.domain.redactions import hide_answer, redact_answer
from contest.models import Application, Redaction
from tests.contest.factories import (
    complete_answers,
    in_order,
    make_application,
    make_condition,
    make_question,
)
from tests.contest.files import document_answers, make_file, photo_answers
from tests.contest.juries import make_entry, make_judged_call
from tests.factories import make_community, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ITEM = "0123456789abcdef"
PARTNER = {f"partners/{ITEM}": "0", f"partners/{ITEM}/name": "ГО «Молодь»", f"partners/{ITEM}/sector": "business",
           f"partners/{ITEM}/role": "partner"}  # fmt: skip
LINK = {
    f"links/{ITEM}": "0",
    f"links/{ITEM}/url": "https://shyshaky.gov.ua",
    f"links/{ITEM}/title": "Про Шишаки",
}
NAMES = ["Community", "Contact person", "E-mail of the contact person"]


@pytest.fixture
def call():
    questions = in_order([
        make_question("open"), make_question("office", for_jurors=False), make_question("who", personal=True),
        make_question("site", "link"), make_question("paper", "file"),
    ])  # fmt: skip
    call = make_judged_call()
    call.questions, call.eligibility_questions = questions, [make_condition()]
    call.save()
    return call


def answered(call, **answers):
    """An entry with something in everything that could say who applies."""
    own = {
        "question/open": "Так",
        "question/office": "Ні",
        "question/who": "Оксана",
        "question/site": "https://shyshaky.gov.ua",
    }
    return make_entry(call, answers=complete_answers(call, **{**own, **PARTNER, **LINK, **answers}))


def entry(application, *, blind=False):
    policy = policy_row(application.call)
    policy.blind = blind
    return entry_for_juror(application, policy=policy)


def words(read):
    """Everything that a juror could read, as one list."""
    lines = [line for section in read.sections for line in section.lines]
    lines += [line for section in read.sections for item in section.items for line in item.lines]
    return [line.text for line in lines]


def rewrite(application, **answers):
    """Submit the application anew with other answers."""
    person = application.members.get()
    known = {row.path: row.version for row in application.answers.all()}
    changes = [Change(path, value, base=known.get(path, 0)) for path, value in answers.items()]
    save_answers(application, changes, by=person, at=application.call.opens_at)
    Application.objects.filter(pk=application.pk).update(status="submitted", released_status="submitted")
    submit_application(Application.objects.get(pk=application.pk), by=person, at=application.submitted_at)


def redact(application, path, text=None):
    seen, by = (
        value_sha256(submitted_values(application)[path]),
        make_user(f"r-{Redaction.objects.count()}@example.org"),
    )
    at = application.call.closes_at
    if text is None:
        return hide_answer(application, path=path, seen=seen, by=by, at=at)
    return redact_answer(application, path=path, text=text, seen=seen, by=by, at=at)


def test_contacts_declarations_and_answers_for_the_office_are_never_read(call):
    read = entry(answered(call))
    hidden = {"Оксана Приклад", "oksana@example.org", "Ні", "Yes"}
    assert hidden & set(words(read)) == {"Yes"}
    assert [section.section.value for section in read.sections] == [
        "about",
        "story",
        "results",
        "partners",
        "resources",
        "lessons",
        "files",
        "questions",
    ]
    assert "Оксана" in words(read)


def test_title_stands_above_and_not_among_the_answers(call):
    read = entry(answered(call, title="Простір"))
    assert (read.title, "Простір" in words(read)) == ("Простір", False)


def test_blind_reading_leaves_out_who_applies(call):
    home, other = make_community("Шишацька", "Шишаки"), make_community("Диканська", "Диканька")
    application = answered(call, community=home, **{
        f"communities/{ITEM}": "0", f"communities/{ITEM}/community": other.code,
        f"communities/{ITEM}/role": "partner",
    })  # fmt: skip
    told = {str(home), str(other), "ГО «Молодь»", "shyshaky.gov.ua", "Про Шишаки", "Оксана"}
    open_words, blind_words = (
        " ".join(words(entry(application))),
        " ".join(words(entry(application, blind=True))),
    )
    assert [word for word in sorted(told) if word not in open_words] == []
    assert [word for word in sorted(told) if word in blind_words] == []
    assert "Business" in blind_words


def test_files_have_neutral_names_in_blind_reading_only(call):
    draft = make_application(call, answers={}, at=call.opens_at)
    photo = make_file(draft, kind="photo", name="shyshaky.jpg", content_type="image/jpeg")
    paper, answer = make_file(draft), make_file(draft, name="Відповідь Шишак.pdf")
    answers = {
        **complete_answers(call),
        **photo_answers(photo),
        **document_answers(paper),
        "question/paper": str(answer.public_id),
    }
    person = draft.members.get()
    save_answers(draft, [Change(path, value) for path, value in answers.items()], by=person, at=call.opens_at)
    submit_application(draft, by=person, at=call.opens_at)
    draft.refresh_from_db()
    names = [[file.name for file in entry(draft, blind=blind).files.values()] for blind in (False, True)]
    assert names == [
        ["shyshaky.jpg", "Шишаки.pdf", "Відповідь Шишак.pdf"],
        ["photo-1.jpg", "document-1.pdf", "document-2.pdf"],
    ]
    read = entry(draft, blind=True)
    assert [(file.words, file.is_photo) for file in (*read.photos, *read.documents)] == [
        ("Зала", True),
        ("Рішення сесії", False),
    ]
    assert "О. Приклад" not in words(entry(draft))
    redact(draft, "photos/aaaaaaaa/file")
    redact(draft, "question/paper")
    assert [file.name for file in entry(draft).files.values()] == ["Шишаки.pdf"]


def test_redacted_words_stand_in_place_and_hidden_ones_nowhere(call):
    application = answered(call, challenge="У Шишаках не було простору.", title="Простір у Шишаках")
    redact(application, "challenge", "У ████ не було простору.")
    redact(application, "title", "Простір у ████")
    redact(application, "summary")
    read = entry(application)
    assert (read.title, "У ████ не було простору." in words(read), "Відкрили простір." in words(read)) == (
        "Простір у ████", True, False,
    )  # fmt: skip
    assert titles_for_jurors([application], policy=policy_row(call)) == {application.pk: "Простір у ████"}


def test_answer_that_was_rewritten_after_it_was_redacted_is_not_read(call):
    application = answered(call, challenge="У Шишаках.")
    redact(application, "challenge", "У ████.")
    redact(application, "title", "Простір")
    rewrite(application, challenge="У самих Шишаках.", title="Простір у Шишаках")
    read = entry(application)
    assert [text for text in words(read) if "Шишаках" in text or "████" in text] == []
    assert read.title == application.reference


def test_draft_after_the_submission_is_not_read(call):
    application = answered(call)
    person, row = application.members.get(), application.answers.get(path="challenge")
    change = Change("challenge", "Ще не подано.", base=row.version)
    save_answers(application, [change], by=person, at=call.opens_at)
    assert "Ще не подано." not in words(entry(application))


def test_frozen_rules_decide_whether_reading_is_blind(call):
    application = answered(call)
    policy = policy_row(call)
    policy.frozen, policy.blind = '{"blind":true}', False
    assert "ГО «Молодь»" not in words(entry_for_juror(application, policy=policy))


@pytest.mark.parametrize("count", [1, 3])
def test_entries_are_read_at_the_same_number_of_queries(call, count, django_assert_num_queries):
    applications = [answered(call) for _number in range(count)]
    for row in applications:
        redact(row, "title", "Простір")
    policy = policy_row(call)
    applications = list(Application.objects.of_call(call).with_names())
    with django_assert_num_queries(10):
        assert len(entries_for_jurors(applications, policy=policy)) == count
    with django_assert_num_queries(2):
        assert len(titles_for_jurors(applications, policy=policy)) == count
