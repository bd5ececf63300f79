"""Words typed with the other layout."""

import pytest

from stories.text.keyboard import in_other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uhjvflf", "громада"),
        ("Vjkjlm", "молодь"),
        ("[f,", "хаб"),
        ("мщгер", "vouth"),
        ("нщгер", "youth"),
        ("", ""),
    ],
)
def test_the_same_keys_in_the_other_layout(typed, meant):
    assert in_other_layout(typed) == meant
