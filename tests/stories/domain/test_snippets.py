"""Passages that show why a story was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.domain.search import find_stories
from stories.domain.snippets import LENGTH, marked, snippets
from tests.factories import make_story, translate

LONG = "Слово " * 100


def prose(text):
    return [{"type": "text", "value": f"<p>{text}</p>"}]


def passage(text, story):
    return snippets(text, story_ids=[story.pk], language="uk").get(story.pk)


def test_inflected_matches_are_marked(uk):
    story = make_story(uk, summary="Громади допомагають: громаді, громадою й громадянам.")
    assert passage("громада", story) == (
        "<mark>Громади</mark> допомагають: <mark>громаді</mark>, <mark>громадою</mark> й громадянам."
    )


def test_what_looks_like_markup_is_escaped_in_the_text_and_in_the_query(uk):
    story = make_story(uk, summary='Хаб <script>alert("хаб")</script> & <b>решта</b>')
    assert passage('хаб "><img src=x>', story) == (
        "<mark>Хаб</mark> &lt;script&gt;alert(&quot;<mark>хаб</mark>&quot;)&lt;/script&gt; &amp; &lt;b&gt;решта&lt;/b&gt;"
    )


def test_long_passage_is_cut_between_words(uk):
    story = make_story(uk, challenge=prose(f"{LONG}ветеранам ніде зустрічатися {LONG}"))
    found = passage("ветеран", story)
    plain = found.replace("<mark>", "").replace("</mark>", "")
    assert found.startswith("…Слово ")
    assert found.endswith(" Слово…")
    assert "<mark>ветеранам</mark> ніде" in found
    assert len(plain) <= LENGTH + 2


def test_passage_with_more_of_the_words_is_better(uk):
    story = make_story(
        uk, summary="Ветерани тут усе задумали самі, а громада допомогла грошима.",
        challenge=prose("Ветерани не мали де зустрічатися, доки не відкрили свій простір у місті."),
    )  # fmt: skip
    assert passage("ветеран простір", story) == (
        "<mark>Ветерани</mark> не мали де зустрічатися, доки не відкрили свій <mark>простір</mark> у місті."
    )


def test_sentence_is_better_than_a_heading(uk):
    story = make_story(
        uk, summary="Підсумок.", success_factors=[{"type": "point", "value": {"title": "Громада", "text": ""}}],
        transfer=prose("Іншій громаді знадобиться приміщення, у якому зможуть зібратися люди."),
    )  # fmt: skip
    assert passage("громада", story) == (
        "Іншій <mark>громаді</mark> знадобиться приміщення, у якому зможуть зібратися люди."
    )


def test_hyphens_apostrophes_and_accents_are_marked_whole(uk):
    story = make_story(uk, summary="Веб-сайт про здоровʼям і за́мок.")
    assert passage("веб-сайт здоров'я замок", story) == (
        "<mark>Веб</mark>-<mark>сайт</mark> про <mark>здоровʼям</mark> і <mark>за́мок</mark>."
    )


def test_mistyped_word_is_marked_where_the_search_set_it_right(uk):
    story = make_story(uk, summary="Театр і музей.")
    found = find_stories("тетар", language="uk")
    assert snippets("тетар", story_ids=found.ids, language="uk", query=found.query) == {
        story.pk: "<mark>Театр</mark> і музей."
    }


def test_story_that_matches_by_title_or_in_the_other_language_has_no_snippet(indexes):
    story = make_story(indexes["uk"], title="Театр", summary="Музей.")
    other = translate(story, indexes["en"], title="Theatre", summary="A theatre.")
    assert snippets("театр", story_ids=[story.pk, other.pk], language="uk") == {}
    assert snippets("theatre", story_ids=[story.pk, other.pk], language="uk") == {}


def test_snippets_take_one_query(uk, django_assert_num_queries):
    stories = [make_story(uk) for _ in range(3)]
    with django_assert_num_queries(1):
        assert len(snippets("простір", story_ids=[story.pk for story in stories], language="uk")) == 3


@pytest.mark.parametrize("text", ["", "«»", "\x00", "<script>"])
def test_query_without_a_match_marks_nothing(uk, text):
    assert passage(text, make_story(uk)) is None


def test_title_is_marked_whole():
    assert marked("Хаб & <ветерани>", text="ветеран") == "Хаб &amp; &lt;<mark>ветерани</mark>&gt;"


@given(st.text(), st.text())
def test_marks_are_the_only_markup_whatever_the_texts(words, text):
    bare = marked(words, text=text).replace("<mark>", "").replace("</mark>", "")
    assert ("<" in bare, ">" in bare, '"' in bare) == (False, False, False)
