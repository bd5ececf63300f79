"""The index and its vocabulary, written and taken back."""

import pytest
from django.db import connection

from stories.domain import search_index
from stories.domain.search import find_stories
from stories.domain.search_index import index_faults, index_stories, remove_documents, stories_to_index
from stories.models import SearchDocument, SearchWord, StoryPage
from tests.factories import make_community, make_draft, make_story, translate

WORD = "різнобарвʼя"


def counts(*words):
    rows = dict(SearchWord.objects.filter(word__in=words).values_list("word", "stories"))
    return [rows.get(word, 0) for word in words]


def test_index_holds_published_stories_of_every_language(indexes):
    story = make_story(indexes["uk"])
    other = translate(story, indexes["en"])
    make_draft(indexes["uk"])
    SearchDocument.objects.all().delete()
    assert index_stories() == 2
    assert list(SearchDocument.objects.order_by("pk").values_list("pk", "language")) == [
        (story.pk, "uk"),
        (other.pk, "en"),
    ]


def test_what_was_told_later_is_found_like_the_rest_of_the_story(uk):
    update = {"date": "2025-05-12", "text": f"Нова виставка: {WORD}."}
    told_later = make_story(uk, updates=[{"type": "update", "id": "a", "value": update}])
    told_at_once = make_story(uk, results=[{"type": "text", "value": f"<p>Нова виставка: {WORD}.</p>"}])
    make_story(uk)
    found = find_stories(WORD, language="uk")
    assert sorted(found.ids) == [told_later.pk, told_at_once.pk]
    assert counts("виставка") == [2]


def test_progress_is_told_and_drafts_are_no_progress(uk):
    make_story(uk)
    make_draft(uk)
    told = []
    assert index_stories(progress=told.append) == 1
    assert told == [1]


def test_words_are_counted_by_story_and_go_with_the_last_one(uk):
    community = make_community()
    one = make_story(uk, title=f"{WORD} {WORD}", community=community)
    make_story(uk, title=f"Студія {WORD}", community=community)
    assert counts("різнобарвя", "студія", "тернопіль") == [2, 1, 2]
    one.unpublish()
    assert counts("різнобарвя", "студія", "тернопіль") == [1, 1, 1]
    last = StoryPage.objects.get(live=True)
    last.unpublish()
    last.delete()
    assert SearchWord.objects.count() == 0


def test_story_written_anew_is_counted_once(uk):
    story = make_story(uk, title=WORD)
    index_stories([story.pk])
    assert counts("різнобарвя") == [1]


def test_vocabulary_keeps_the_apostrophe(uk):
    make_story(uk, title=WORD)
    index_stories()
    assert SearchWord.objects.get(word="різнобарвя").spelling == "різнобарв'я"


def test_recount_of_the_whole_heals_the_vocabulary(uk):
    make_story(uk, title=WORD)
    before = list(SearchWord.objects.order_by("word").values_list("word", "key", "stories"))
    SearchWord.objects.filter(word="різнобарвя").update(stories=7)
    SearchWord.objects.exclude(word="різнобарвя").delete()
    index_stories()
    assert list(SearchWord.objects.order_by("word").values_list("word", "key", "stories")) == before


def test_words_of_many_stories_are_counted_in_the_end(uk, monkeypatch):
    make_story(uk, title=WORD)
    other = make_story(uk, title="Сімʼя")
    before = list(SearchWord.objects.order_by("word").values_list("word", "spelling", "key", "stories"))
    SearchDocument.objects.filter(pk=other.pk).delete()
    monkeypatch.setattr(search_index, "_MANY", 0)
    index_stories([other.pk])
    assert (
        list(SearchWord.objects.order_by("word").values_list("word", "spelling", "key", "stories")) == before
    )


def test_fault_is_a_story_that_is_missing_superfluous_or_changed(uk):
    missing, kept, changed = make_story(uk), make_story(uk), make_story(uk)
    assert index_faults() == []
    remove_documents([missing.pk])
    StoryPage.objects.filter(pk=kept.pk).update(live=False)
    StoryPage.objects.filter(pk=changed.pk).update(summary="Інакше.")
    assert index_faults() == [missing.pk, kept.pk, changed.pk]
    index_stories()
    assert index_faults() == []


def test_index_that_is_not_empty_has_nothing_to_fill(uk):
    story = make_story(uk)
    assert (stories_to_index(), stories_to_index(only_if_empty=True)) == (1, 0)
    remove_documents([story.pk])
    assert stories_to_index(only_if_empty=True) == 1


def test_everything_a_reader_reads_is_indexed(uk):
    values = {
        "title": "альфа", "summary": "бета", "funding": "гамма", "team": "дельта", "contact_role": "епсилон",
        "challenge": [
            {"type": "text", "value": "<p>дзета <b>ета</b></p>"},
            {"type": "points", "value": {"heading": "тета", "items": [{"title": "йота", "text": "каппа"}]}},
            {"type": "quote", "value": {"text": "лямбда", "source": "мю"}},
        ],
        "stages": [{"type": "stage", "value": {"title": "ню", "text": "ксі"}}],
        "indicators": [
            {"type": "indicator", "value": {"value": 5, "unit": "омікрон", "label": "пі", "source": "ро", "qualifier": "exact"}}
        ],
        "lessons": [{"type": "point", "value": {"title": "сигма", "text": "тау"}}],
        "links": [{"type": "link", "value": {"title": "іпсилон", "url": "https://nowhere.example/x"}}],
    }  # fmt: skip
    story = make_story(uk, **values)
    words = "альфа бета гамма дельта епсилон дзета ета тета йота каппа лямбда мю ню ксі омікрон пі ро сигма тау іпсилон"
    assert [
        word for word in words.split() if find_stories(f"{word} ", language="uk").ids != (story.pk,)
    ] == []
    assert [find_stories(word, language="uk").ids for word in ("nowhere ", "exact ", "stage ")] == [()] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_indexing_takes_the_same_queries_for_1_and_3(uk, django_assert_num_queries, number):
    stories = [make_story(uk) for _ in range(number)]
    # PostgreSQL is asked for a lock beside: two who count the same words must not wait for each other.
    with django_assert_num_queries(18 + (connection.vendor == "postgresql")):
        index_stories([story.pk for story in stories])
