"""Search through an engine named in the settings; modelsearch's own database backend stands for it here."""

import pytest

from stories.domain.search import find_stories
from stories.domain.search_index import index_stories
from stories.models import SearchDocument
from tests.factories import make_story, translate


@pytest.fixture
def engine(settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "modelsearch.backends.database"},
        "engine": {"BACKEND": "modelsearch.backends.database"},
    }
    settings.CATALOGUE_SEARCH_BACKEND = "engine"


def found(text, language="uk"):
    return find_stories(text, language=language).ids


def test_engine_finds_any_form_and_follows_publishing(engine, uk):
    theatre = make_story(uk, title="Театр", summary="Вистави для дітей.")
    make_story(uk, title="Музей", summary="Для ветеранів.")
    assert (found("театри"), found("дитина вистава"), found("театр музей")[:1]) == (
        (theatre.pk,),
        (theatre.pk,),
        found("театр музей")[:1],
    )
    theatre.unpublish()
    assert found("театри") == ()


def test_engine_answers_by_language_like_the_database(engine, indexes):
    story = make_story(indexes["uk"], title="Театр")
    other = translate(story, indexes["en"], title="Theatre")
    result = find_stories("theatre", language="uk")
    assert (result.ids, result.through_other) == ((story.pk,), frozenset({story.pk}))
    assert found("theatre", "en") == (other.pk,)


def test_engine_corrects_a_typo_and_falls_back_to_some_words(engine, uk):
    story = make_story(uk, title="Театр")
    assert found("тетар") == (story.pk,)
    result = find_stories("театр хакатон", language="uk")
    assert (result.ids, result.every_word) == ((story.pk,), False)


def test_phrase_is_looked_for_word_by_word(engine, uk):
    story = make_story(uk, title="Простір для ветеранів")
    make_story(uk, title="Ветеранів простір")
    assert found("«простір для ветеранів»") == (story.pk,)


def test_index_of_the_engine_is_filled_by_our_command_and_by_its_own(engine, settings, uk):
    settings.CATALOGUE_SEARCH_BACKEND = ""
    story = make_story(uk, title="Театр")
    settings.CATALOGUE_SEARCH_BACKEND = "engine"
    assert list(SearchDocument.get_indexed_objects()) == [SearchDocument.objects.get()]
    assert found("театр") == ()
    index_stories()
    assert found("театр") == (story.pk,)


def test_without_an_engine_nothing_is_kept_for_one(uk):
    make_story(uk, title="Театр")
    assert list(SearchDocument.get_indexed_objects()) == []


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "a:b", "\x00", "🙂", "а" * 10_000, "AND", "'"])
def test_any_text_is_answered(engine, uk, text):
    make_story(uk)
    assert find_stories(text, language="uk").elsewhere == ()
