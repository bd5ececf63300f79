"""A code by letter for whoever has nothing else to confirm with."""

import re

from accounts import one_time_code
from accounts.one_time_code import MOST_ATTEMPTS, VALID_SECONDS, awaits_code, make_code, take_code


def test_code_holds_once_however_it_is_typed():
    session = {}
    code = make_code(session)
    assert (re.fullmatch(r"\d{4}-\d{4}", code) is None, code.replace("-", "") in repr(session)) == (
        False,
        False,
    )
    assert [take_code(session, typed=f" {code.replace('-', ' ')} ") for _turn in range(2)] == [True, False]


def test_newer_code_ends_the_older_one():
    session = {}
    first, second = make_code(session), make_code(session)
    assert [take_code(session, typed=code) for code in (first, second)] == [first == second, True]


def test_no_code_holds_after_wrong_ones_or_a_quarter_of_an_hour(monkeypatch):
    session = {}
    code = make_code(session)
    for _turn in range(MOST_ATTEMPTS):
        assert take_code(session, typed="") is False
    assert (awaits_code(session), take_code(session, typed=code)) == (False, False)
    code, now = make_code(session), one_time_code.time.time()
    monkeypatch.setattr(one_time_code.time, "time", lambda: now + VALID_SECONDS + 1)
    assert (awaits_code(session), take_code(session, typed=code)) == (False, False)


def test_nothing_was_sent():
    assert (awaits_code({}), take_code({}, typed="")) == (False, False)
