"""What a reader typed, read as terms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.text.lookups import Either, Every, Token
from stories.text.queries import MOST_TERMS, Term, read_query

TOKEN = re.compile(r"(?:[abc]?[.=])?[^\W_]+")


def words(text):
    return [term.word for term in read_query(text).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ветеранам ніде зустрічатися", ["ветеранам", "зустрічатися"]),
        ("how do others involve young people?", ["involve", "young", "people"]),
        ("Як інші громади залучають молодь?", ["громади", "залучають", "молодь"]),
        ("як", ["як"]),
        ("молодь МОЛОДЬ Молодь", ["молодь"]),
        ("веб-сайт", ["вебсайт"]),
        ('простір "', ["простір"]),
        ("a AND b NOT NEAR(c)", ["b", "near", "c"]),
        ('«» "" * : ^ ~ -', []),
        ("", []),
    ],
)
def test_words_that_say_something_become_terms(text, expected):
    assert words(text) == expected


def test_at_most_twelve_terms_of_the_first_200_characters():
    assert len(read_query(" ".join(f"слово{n}" for n in range(100))).terms) == MOST_TERMS
    assert words("а" * 199 + "бвг") == ["а" * 48]


def test_last_word_is_begun_unless_something_follows():
    assert [term.begun for term in read_query("простір вет").terms] == [False, True]
    assert [term.begun for term in read_query("простір вет ").terms] == [False, False]


def test_quoted_words_are_a_phrase_and_wanted_as_they_stand():
    query = read_query("«простір для ветеранів» Шпола")
    assert query.phrases == (("простір", "для", "ветеранів"),)
    assert [(term.word, term.keys) for term in query.terms] == [
        ("простір", ()),
        ("ветеранів", ()),
        ("шпола", ("шпол",)),
    ]


def test_one_quoted_word_is_wanted_as_it_stands():
    query = read_query("«громаді»")
    assert (query.phrases, query.terms) == ((), (Term("громаді", "громаді"),))


def test_hyphenated_word_is_found_whole_or_in_parts():
    (term,) = read_query("веб-сайт ").terms
    assert term.as_typed("a") == Either((Token("a.вебсайт"), Every((Token("a.веб"), Token("a.сайт")))))


def test_beginning_of_two_letters_is_looked_for_in_names_only():
    (term,) = read_query("гр").terms
    assert term.ways("b")[0] == (20, Token("b.гр", prefix=True))
    assert [worth for worth, _lookup in term.ways("")] == [11, 12]


@pytest.mark.parametrize(
    ("text", "word", "fits"),
    [
        ("громада", "громадою", True),
        ("громада", "громадянин", False),
        ("вет", "ветеран", True),
        ("вет ", "ветеран", False),
        ("здоров’я", "здоров'ям", True),
        ("як ", "які", False),
    ],
)
def test_term_knows_the_words_it_looks_for(text, word, fits):
    (term,) = read_query(text).terms
    assert term.fits(word) is fits


def tokens(lookup):
    if isinstance(lookup, Token):
        return [lookup.text]
    return [text for part in lookup.lookups for text in tokens(part)]


@given(st.text() | st.text(alphabet="абґїʼ-«»\"*:() \x00\ud800NEARandOR'"))
def test_any_text_gives_terms_that_need_no_escaping(text):
    query = read_query(text)
    for term in query.terms:
        for level in ("a", "b", "c", ""):
            for _worth, lookup in term.ways(level):
                assert all(TOKEN.fullmatch(token) for token in tokens(lookup))
    assert all(word.isalnum() for phrase in query.phrases for word in phrase)
    assert len(query.terms) <= MOST_TERMS


@given(st.text())
def test_whoever_types_the_terms_again_gets_them_again(text):
    query = read_query(text, phrases=False)
    assert words(" ".join(term.typed for term in query.terms)) == [term.word for term in query.terms]
