"""Publishing a call and copying it for another edition."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import ModelLogEntry

from contest.domain.calls import copy_call, publish_call, what_is_missing
from contest.errors import CallIncomplete, ChangeRefused, EditionTaken
from contest.models import Call, Question
from stories.models import StoryDocument
from tests.contest.factories import at, fill, make_call, make_question
from tests.factories import make_category, make_edition, make_user, picture_file

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture
def document(db):
    return StoryDocument.objects.create(title="Положення", file=picture_file("rules.pdf"))


@pytest.fixture
def draft(db):
    return make_call(live=False)


def test_complete_draft_is_published_under_the_name_of_who_did_it(draft):
    user = make_user()
    published = publish_call(draft, by=user, at=at("2026-03-01 08:00"))
    entry = ModelLogEntry.objects.filter(action="wagtail.publish").get()
    assert (published.live, published.has_unpublished_changes, entry.user, entry.object_id) == (
        True, False, user, str(draft.pk),
    )  # fmt: skip


def test_incomplete_draft_is_not_published_and_told_what_is_missing(draft):
    draft.about_en, draft.results_at = "<p>&nbsp;</p>", None
    with pytest.raises(CallIncomplete) as refusal:
        publish_call(draft, by=None, at=at("2026-03-01 08:00"))
    assert refusal.value.faults == [
        "Поле «Що це за конкурс, англійською» порожнє.", "Поле «Оголошення результатів» порожнє.",
    ]  # fmt: skip
    assert Call.objects.get().live is False


def test_public_call_that_is_open_takes_nothing_back(db):
    call = make_call(opens_at=at("2026-03-01 08:00"))
    call.closes_at = at("2026-03-20 08:00")
    with pytest.raises(ChangeRefused) as refusal:
        publish_call(call, by=None, at=at("2026-03-10 08:00"))
    assert refusal.value.faults == [
        "Після початку приймання заявок дату «Кінець приймання заявок» можна лише перенести на пізніше."
    ]
    assert Call.objects.get().closes_at == at("2026-03-31 08:00")


def test_same_change_is_published_before_the_opening(db):
    call = make_call(opens_at=at("2026-03-01 08:00"))
    call.closes_at = at("2026-03-20 08:00")
    assert publish_call(call, by=None, at=at("2026-02-28 08:00")).closes_at == at("2026-03-20 08:00")


def test_copy_has_everything_and_shares_no_row(db, document):
    call = fill(make_call(), number=2, document=document)
    question = call.questions.all()[0]
    question.categories = [make_category("category-0")]
    question.save()
    copy = copy_call(Call.objects.get(pk=call.pk), to=make_edition(4), by=None)
    relations = {
        "categories": "category", "special_awards": "award", "criteria": "name_uk", "eligibility_questions": "text_uk",
        "questions": "code", "documents": "document", "frequent_questions": "question_uk",
    }  # fmt: skip

    def content(of):
        return {
            name: list(getattr(of, name).values_list(field, flat=True)) for name, field in relations.items()
        }

    def keys(of):
        return {(name, key) for name in relations for key in getattr(of, name).values_list("pk", flat=True)}

    copy, call = Call.objects.get(pk=copy.pk), Call.objects.get(pk=call.pk)
    assert content(copy) == content(call)
    assert keys(copy) & keys(call) == set()
    assert [len(row.options.all()) for row in copy.questions.all()] == [2, 2]
    assert [row.slug for row in copy.questions.all()[0].categories.all()] == ["category-0"]
    assert [[step.score for step in row.scale] for row in copy.criteria.all()] == [[0, 5], [0, 5]]
    assert copy.about_uk == call.about_uk


def test_copy_is_a_draft_without_dates_and_leaves_the_original_alone(db):
    call = make_call()
    before = Call.objects.filter(pk=call.pk).values().get()
    copy = copy_call(call, to=make_edition(4), by=make_user())
    assert (copy.live, copy.opens_at, copy.results_at, copy.first_published_at) == (False, None, None, None)
    assert Call.objects.filter(pk=call.pk).values().get() == before


def test_copy_keeps_the_words_of_the_letters(db):
    call, words = (
        make_call(),
        {"subject_uk": "Тема", "subject_en": "Subject", "body_uk": "Текст", "body_en": "Text"},
    )
    for kind in ("receipt", "winner"):
        call.letter_templates.create(kind=kind, waits=kind == "winner", **words)
    copy = copy_call(call, to=make_edition(4), by=None)
    for owner in (call, copy):
        rows = owner.letter_templates.values("kind", "waits", *words)
        assert list(rows) == [
            {"kind": "receipt", "waits": False, **words},
            {"kind": "winner", "waits": True, **words},
        ]


def test_copying_is_logged_with_who_and_from_what(db):
    user, call = make_user(), make_call()
    copy = copy_call(call, to=make_edition(4), by=user)
    entry = ModelLogEntry.objects.filter(action="contest.call.copy").get()
    assert (entry.user, entry.object_id, entry.data) == (user, str(copy.pk), {"from": str(call)})


def test_copied_dates_move_with_the_opening_and_keep_their_hours_over_a_change_of_clocks(db):
    opens = datetime(2026, 3, 1, 10, tzinfo=KYIV)
    call = make_call(opens_at=opens, closes_at=datetime(2026, 3, 20, 18, tzinfo=KYIV))
    copy = copy_call(call, to=make_edition(4), by=None, opens_on=date(2026, 3, 15))
    copy = Call.objects.get(pk=copy.pk)
    moved = [getattr(copy, name).astimezone(KYIV) for name in ("opens_at", "closes_at")]
    # Clocks go forward on 29 March: the first is in winter time, the second in summer time.
    assert [moment.isoformat() for moment in moved] == [
        "2026-03-15T10:00:00+02:00",
        "2026-04-03T18:00:00+03:00",
    ]


def test_edition_with_a_call_takes_no_second_one(db):
    call = make_call()
    with pytest.raises(EditionTaken):
        copy_call(call, to=call.edition, by=None)
    assert Call.objects.count() == 1


def test_copy_can_be_published_once_it_has_dates(db):
    copy = copy_call(make_call(), to=make_edition(4), by=None, opens_on=date(2027, 3, 15))
    assert (what_is_missing(copy), publish_call(copy, by=None, at=at("2027-01-01 00:00")).live) == ([], True)


def test_question_of_a_copy_waits_for_the_same_answer(db):
    questions = [
        make_question("visit", "yes_no"),
        make_question("when", "date", shown_if_question="visit", shown_if_value="yes", sort_order=1),
    ]
    copy = copy_call(make_call(questions=questions), to=make_edition(4), by=None)
    rows = Question.objects.filter(call=copy).values_list("code", "shown_if_question", "shown_if_value")
    assert list(rows) == [("visit", "", ""), ("when", "visit", "yes")]
