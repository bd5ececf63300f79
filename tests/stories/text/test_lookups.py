"""Lookups, as each database wants them written."""

from stories.text.lookups import Either, Every, Token, as_fts5, as_tsquery

LOOKUP = Every((Token("простір"), Either((Token("=ветеран"), Token("вет", prefix=True)))))


def test_lookup_for_sqlite():
    assert as_fts5(LOOKUP) == '("простір" AND ("=ветеран" OR "вет"*))'


def test_lookup_for_postgresql():
    assert as_tsquery(LOOKUP) == "('простір' & ('=ветеран' | 'вет':*))"
