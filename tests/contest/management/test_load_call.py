"""The example call: open when it is loaded, complete in both languages, never over an organiser's work."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contest.domain.call_seed import load_example_call
from contest.domain.phases import phase_of
from contest.enums import QuestionKind
from contest.errors import SeedError
from contest.models import Call
from stories.domain.vocabulary import load_vocabulary
from stories.models import Edition
from tests.contest.factories import at
from tests.factories import make_edition

NOW = at("2026-03-10 12:00")


@pytest.fixture
def _vocabulary(db):
    load_vocabulary()


@pytest.fixture
def _development(settings):
    settings.DEBUG = True


@pytest.mark.usefixtures("_vocabulary")
def test_example_is_public_open_and_stays_open_for_weeks():
    call = load_example_call(at=NOW)
    phases = [phase_of(call, at=NOW + timedelta(days=days)) for days in (0, 30, 40, 50, 70, 90)]
    assert phases == ["open", "open", "screening", "judging", "deliberating", "results"]


@pytest.mark.usefixtures("_vocabulary")
def test_example_says_that_it_is_one_in_both_languages():
    call = load_example_call(at=NOW)
    assert ("(приклад)" in call.edition.name_uk, "(example)" in call.edition.name_en) == (True, True)


@pytest.mark.usefixtures("_vocabulary")
def test_example_asks_questions_of_every_kind_and_waits_for_answers():
    call = load_example_call(at=NOW)
    assert {question.kind for question in call.questions.all()} == set(QuestionKind.values)
    waiting = call.questions.exclude(shown_if_question="").values_list(
        "code", "shown_if_question", "shown_if_value"
    )
    assert list(waiting) == [("letter", "applicant", "an-initiative-group"), ("visit-from", "visit", "yes")]


@pytest.mark.usefixtures("_vocabulary")
def test_second_loading_changes_nothing_even_what_an_organiser_changed():
    call = load_example_call(at=NOW)
    call.about_uk = "<p>Наш текст</p>"
    call.save()
    before = Call.objects.values().get()
    assert load_example_call(at=NOW + timedelta(days=100)) is None
    assert Call.objects.values().get() == before


@pytest.mark.usefixtures("_vocabulary")
@pytest.mark.parametrize("fields", [{"number": 3, "slug": "ours"}, {"number": 7, "slug": "third-example"}])
def test_edition_of_an_organiser_is_not_touched(fields):
    edition = make_edition(**fields)
    assert load_example_call(at=NOW) is None
    assert (Call.objects.count(), Edition.objects.get(pk=edition.pk).name_uk) == (0, "Другий конкурс")


def test_missing_category_is_named_and_nothing_is_left_behind(db):
    with pytest.raises(SeedError, match="youth-engagement"):
        load_example_call(at=NOW)
    assert (Edition.objects.count(), Call.objects.count()) == (0, 0)


@pytest.mark.usefixtures("_vocabulary")
def test_command_refuses_to_run_outside_development():
    with pytest.raises(CommandError, match="for development only"):
        call_command("load_call")
    assert Call.objects.count() == 0


@pytest.mark.usefixtures("_vocabulary", "_development")
def test_command_says_what_it_did(capsys):
    call_command("load_call")
    call_command("load_call")
    added, kept = capsys.readouterr().out.splitlines()
    assert added.startswith("Example call added: Третій всеукраїнський конкурс")
    assert kept == "The third edition is there already; nothing was changed."
    assert phase_of(Call.objects.get(), at=timezone.now()) == "open"


@pytest.mark.usefixtures("_development")
def test_command_tells_what_must_be_loaded_first(db):
    with pytest.raises(CommandError, match="run load_stories first"):
        call_command("load_call")
