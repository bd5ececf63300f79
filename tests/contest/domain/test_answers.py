"""Saving what is typed: once, field by field, and never over somebody else's words."""

import pytest
from django.utils import timezone

from contest.domain import answers
from contest.domain.answers import Change, own_paths, save_answers
from contest.enums import Section
from contest.errors import AnswersRefused
from contest.models import Answer, Application
from tests.contest.factories import make_application, make_call, make_submitted
from tests.factories import make_category, make_community, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application(answers={})


def save(application, *changes, by=None, **options):
    return save_answers(
        application, [Change(*change) for change in changes], by=by, at=timezone.now(), **options
    )


def values(application):
    return application.answers.values_by_path()


def refusal(application, *changes, **options):
    with pytest.raises(AnswersRefused) as refused:
        save(application, *changes, **options)
    return str(refused.value)


def test_fields_are_kept_and_counted_from_one(application):
    saved = save(application, ("title", "Простір"), ("challenges", ["a", "b"]))
    assert (saved.versions, saved.conflicts) == ({"title": 1, "challenges": 1}, ())
    assert values(application) == {"title": "Простір", "challenges": ["a", "b"]}


def test_same_save_sent_again_is_one_save(application):
    changes = [("title", "Простір"), ("summary", "Коротко")]
    first, again = save(application, *changes), save(application, *changes)
    assert (first, list(Answer.objects.values_list("version", flat=True))) == (again, [1, 1])


def test_field_written_over_its_newest_version_grows(application):
    save(application, ("title", "Один"))
    assert save(application, ("title", "Два", 1)).versions == {"title": 2}
    assert save(application, ("title", "", 2)).versions == {"title": 3}
    assert values(application) == {"title": ""}


def test_two_writers_lose_nothing(application):
    olha = make_user("olha@example.org", first_name="Ольга")
    save(application, ("title", "Було"), ("summary", "Було"))
    save(application, ("title", "Ольга пише", 1), by=olha)
    saved = save(application, ("title", "Петро пише", 1), ("summary", "Петро пише", 1))
    (conflict,) = saved.conflicts
    assert (conflict.path, conflict.yours, conflict.theirs, conflict.version, conflict.by_name) == (
        "title", "Петро пише", "Ольга пише", 2, "Ольга",
    )  # fmt: skip
    assert (saved.versions, values(application)) == (
        {"summary": 2}, {"title": "Ольга пише", "summary": "Петро пише"},
    )  # fmt: skip


def test_chosen_version_is_saved_over_the_one_it_was_chosen_against(application):
    save(application, ("title", "Було"))
    save(application, ("title", "Їхнє", 1))
    (conflict,) = save(application, ("title", "Моє", 1)).conflicts
    assert save(application, ("title", "Моє", conflict.version)).versions == {"title": 3}


def test_field_that_both_filled_first_is_a_conflict(application):
    save(application, ("title", "Їхнє"))
    assert [row.theirs for row in save(application, ("title", "Моє")).conflicts] == ["Їхнє"]


def test_answer_of_a_deleted_person_still_conflicts(application):
    colleague = make_user("colleague@example.org")
    save(application, ("title", "Їхнє"), by=colleague)
    colleague.delete()
    assert [(row.theirs, row.by_name) for row in save(application, ("title", "Моє")).conflicts] == [
        ("Їхнє", "")
    ]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("nothing", "x"), ("title/x", "x"), ("stages/ABC/text", "x"), ("stages/0a1b2c3d/nothing", "x"),
        ("stages/0a1b2c3d/", "x"), ("stages", "x"), ("question/", "x"), ("eligible/x", "x"), ("eligible/٣", "x"),
        ("", "x"), ("title", "x" * 40_001), ("challenges", ["x"] * 201), ("challenges", ["x" * 20_001] * 2),
        ("title", "a\x00b"), ("challenges", ["a\x00b"]), ("title", "\ud83d"), ("title", 7), ("title", None),
        ("title", {"a": "b"}), ("challenges", [["a"]]),
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_nothing_beside_it_saved(application, path, value):
    assert refusal(application, ("summary", "Добре"), (path, value)) != ""
    assert values(application) == {}


def test_letters_of_every_script_are_kept(application):
    text = "Їжак 🇺🇦 \u200d ґ\n\r\t\u0301 <b>&amp;</b> {{ x }} '\"\\"
    save(application, ("title", text))
    assert values(application) == {"title": text}


def test_longest_text_and_most_choices_are_kept(application):
    save(application, ("solution", "ї" * 40_000), ("challenges", ["x"] * 200))
    assert {path: len(value) for path, value in values(application).items()} == {
        "solution": 40_000,
        "challenges": 200,
    }


def test_form_holds_no_more_fields_than_it_can(application, monkeypatch):
    monkeypatch.setattr(answers, "MOST_FIELDS", 3)
    save(application, ("title", "1"), ("summary", "2"))
    assert refusal(application, ("start", "2024-01"), ("end", "2024-02")) != ""
    assert save(application, ("title", "3", 1), ("start", "2024-01")).versions == {"title": 2, "start": 1}


@pytest.mark.usefixtures("english")
def test_only_open_sections_are_written_in(application):
    sections = (Section.STORY,)
    assert refusal(application, ("solution", "Так"), ("title", "Ні"), sections=sections) == (
        "“About” cannot be changed now."
    )
    assert save(application, ("solution", "Так"), sections=sections).versions == {"solution": 1}
    assert refusal(application, ("solution", "Так", 1), sections=()) != ""


@pytest.mark.parametrize("number", [1, 30])
def test_save_needs_the_same_queries_for_1_and_30_fields(application, number, django_assert_num_queries):
    changes = [(f"stages/{item:08x}/text", "Було") for item in range(number)]
    with django_assert_num_queries(7):
        save(application, *changes)
    with django_assert_num_queries(6):
        save(application, *[(path, "Стало", 1) for path, _value in changes])
    with django_assert_num_queries(4):
        save(application, *[(path, "Стало", 1) for path, _value in changes])


def facts(application):
    row = Application.objects.get(pk=application.pk)
    return row.title, row.community, row.category, row.unsent_changes


def test_application_knows_its_title_place_and_category(application):
    place, category = make_community(), application.call.categories.get().category
    save(application, ("title", "  Два\n  слова "), ("community", place.code), ("category", category.slug))
    assert facts(application) == ("Два слова", place, category, False)
    save(application, ("title", "я" * 300, 1), ("community", "UA00", 1), ("category", "other", 1))
    assert facts(application) == ("я" * 255, None, None, False)


def test_category_that_the_call_does_not_offer_is_no_category(application):
    save(application, ("category", make_category("elsewhere").slug))
    assert facts(application)[2] is None


def test_submitted_application_keeps_its_place_and_category_until_better_ones_are_given():
    application = make_submitted()
    _title, place, category, _changed = facts(application)
    save(application, ("community", "", 1), ("category", "", 1))
    assert facts(application)[1:] == (place, category, True)
    other = make_community("Інша")
    save(application, ("community", other.code, 2))
    assert facts(application)[1] == other


def test_save_that_changes_nothing_leaves_the_application_as_it_was():
    application = make_submitted()
    save(application, ("title", application.title))
    assert (facts(application)[3], Application.objects.get().changed_at) == (False, application.changed_at)


def test_own_paths_name_questions_and_conditions():
    call = make_call()
    assert own_paths(["visit"], [call.pk]) == {"question/visit", f"eligible/{call.pk}"}


def test_text_that_the_device_itself_had_sent_is_no_conflict(application):
    save(application, ("title", "Пек"))
    saved = save(application, ("title", "Пекарня", 0, ("Пек",)))
    assert (saved.versions, saved.conflicts, values(application)) == ({"title": 2}, (), {"title": "Пекарня"})


def test_text_of_somebody_else_stays_a_conflict_whatever_the_device_had_sent(application):
    save(application, ("title", "Пек"), by=make_user("olha@example.org"))
    save(application, ("title", "Інше", 1), by=make_user("petro@example.org"))
    saved = save(application, ("title", "Пекарня", 0, ("Пек",)))
    assert [conflict.theirs for conflict in saved.conflicts] == ["Інше"]


ITEM = "stages/0123456789ab"


def test_item_made_on_the_device_is_added_once_and_never_comes_back_by_a_late_save(application):
    for _time in range(2):
        assert save(application, (ITEM, "0")).versions == {ITEM: 1}
    assert save(application, (ITEM, "", 1)).versions == {ITEM: 2}
    # The first save was on its way all the time.
    late = save(application, (ITEM, "0"))
    assert (late.versions, late.conflicts, values(application)) == ({ITEM: 2}, (), {ITEM: ""})


def test_last_one_to_arrange_the_items_is_right(application):
    save(application, (ITEM, "0"))
    save(application, (ITEM, "5", 1))
    saved = save(application, (ITEM, "2", 1))
    assert (saved.versions, saved.conflicts, values(application)) == ({ITEM: 3}, (), {ITEM: "2"})


def test_place_of_an_item_is_a_number_or_nothing(application):
    for value in ("x", "-1", "٣", "1" * 10, ["0"]):
        assert "stages/" in refusal(application, (ITEM, value))
    assert values(application) == {}
