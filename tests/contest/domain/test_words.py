"""Words are counted as one who reads aloud counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("— … «»", 0),
        ("обовʼязок, об'єднання й зв’язок", 4),
        ("будь-хто", 1),
        ("13,5 тисячі", 2),
        ("1.5", 1),
        ("Кінець.Початок", 2),
        ("так/ні", 2),
        ("у 2023—2024 роках", 4),
        ("Ґанок і їжа — є!", 4),
        ("community's well-being", 2),
        ("слово\u00a0друге", 2),
        ("🌻 соняшник 🌻", 1),
        ("a_b", 2),
    ],
)
def test_words_are_counted(text, words):
    assert count_words(text) == words


@given(st.lists(st.from_regex(r"[а-яїєґ]+(-[а-яїєґ]+)?", fullmatch=True)))
def test_as_many_words_are_counted_as_were_put_together(words):
    assert count_words(" ".join(words)) == len(words)


@given(st.text(), st.text())
def test_counting_never_fails_and_adds_up_over_a_line_break(one, other):
    assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)
