"""Finding applications by their words, and those that are alike."""

import pytest

from contest.domain.application_index import find_applications, index_application
from contest.domain.duplicates import find_duplicates
from contest.models import Application, ApplicationIndex
from stories.models import CommunityAlias
from tests.contest.factories import complete_answers, make_application, make_call, make_submitted
from tests.factories import make_community

pytestmark = pytest.mark.django_db


def found(text):
    return [row.title for row in find_applications(Application.objects.order_by("pk"), text)]


@pytest.fixture
def call():
    return make_call()


@pytest.mark.parametrize("text", ["громадою", "ГРОМАДИ", "простори для молоді", "відкрити", "2026"])
def test_submitted_application_is_found_by_any_form_of_its_words(call, text):
    application = make_submitted(call)
    index_application(application)
    sought = application.reference[:4] if text == "2026" else text
    assert found(sought) == ["Простір для молоді"]


def test_every_word_must_be_there(call):
    index_application(make_submitted(call))
    assert (found("громада молоді"), found("громада велосипеди")) == (["Простір для молоді"], [])


def test_former_name_of_the_community_finds_drafts_too(call):
    community = make_community("Шептицька", "Шептицький")
    CommunityAlias.objects.create(community=community, name_uk="Червоноградська", name_en="Chervonohradska")
    community.save()
    make_application(call, answers=complete_answers(call, community=community))
    assert found("червоноград") == ["Простір для молоді"]


@pytest.mark.parametrize("text", ["простір ДЛЯ", "Простір", "простір для молоді (2)"])
def test_title_of_a_draft_is_found_whatever_the_letters(call, text):
    make_application(call, answers={"title": "Простір для молоді (2)"})
    assert found(text) == ["Простір для молоді (2)"]


def test_words_of_a_draft_are_not_searched(call):
    make_application(call)
    assert found("відкрила") == []


@pytest.mark.parametrize(
    "text", ["", "  ", "\x00", "(", "[a", "\\", "*", "a{9999}", "%", "_", "і", "'\"\\", "а" * 5000]
)
def test_any_text_may_be_looked_for(call, text):
    index_application(make_submitted(call))
    assert len(found(text)) == (1 if not text.replace("\x00", "").strip() else 0) or text == "і"


def test_entry_knows_the_words_and_is_made_once(call):
    application = make_submitted(call)
    index_application(application)
    index_application(application)
    assert [(row.words, row.files) for row in ApplicationIndex.objects.all()] == [(20, 0)]


def test_submitting_makes_the_entry(call, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_submitted(call)
    assert found("громадою") == ["Простір для молоді"]


def test_same_community_and_similar_words_are_possible_duplicates(call):
    community = make_community()
    first = make_submitted(call, answers=complete_answers(call, community=community))
    alike = make_submitted(call)
    near = make_submitted(
        call, answers=complete_answers(call, community=community, title="Вода", summary="Свердловина в селі.")
    )
    make_submitted(call, answers=complete_answers(call, title="Притулок", summary="Дах над головою."))
    likenesses = [(row.application, row.percent, row.same_community) for row in find_duplicates(first)]
    assert likenesses == [(alike, 100, False), (near, 0, True)]
