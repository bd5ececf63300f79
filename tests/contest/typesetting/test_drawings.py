"""Drawings of documents."""

import re

from contest.typesetting.drawings import frieze, ornament, qr_code

CODE = "UA61040490000069060"


def test_ornament_brings_its_colours_along():
    for drawing in (ornament(CODE), frieze(CODE, repeats=3)):
        assert (b'class="thread' in drawing, len(set(re.findall(rb'stroke="(#\w{6})"', drawing))) >= 2) == (
            False,
            True,
        )


def test_code_is_the_same_for_the_same_address_and_another_for_another():
    first = qr_code("https://stories.example.org/uk/my/1/")
    assert first == qr_code("https://stories.example.org/uk/my/1/")
    assert first != qr_code("https://stories.example.org/uk/my/2/")


def test_code_has_its_three_corners():
    drawn = qr_code("x").decode()
    side = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])
    for x, y in ((2, 2), (side - 9, 2), (2, side - 9)):
        assert all(f"M{x + step} {y}h" in drawn for step in range(7))
