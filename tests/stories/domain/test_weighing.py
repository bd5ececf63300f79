"""Sums of weights over sets of bits."""

from hypothesis import given
from hypothesis import strategies as st

from stories.domain.weighing import heaviest, lowest

POSITIONS = st.sets(st.integers(0, 40))


@given(st.lists(st.tuples(st.integers(1, 9), POSITIONS), max_size=8), st.integers(0, 50))
def test_heaviest_are_those_with_the_greatest_sums_and_of_equals_the_lower(sets, limit):
    sums = {}
    for weight, members in sets:
        for position in members:
            sums[position] = sums.get(position, 0) + weight
    expected = sorted(sums, key=lambda position: (-sums[position], position))[:limit]
    bits = [(weight, sum(1 << position for position in members)) for weight, members in sets]
    assert heaviest(bits, limit=limit) == expected


@given(POSITIONS, st.integers(0, 50))
def test_lowest_are_the_first_positions(positions, limit):
    assert lowest(sum(1 << position for position in positions), limit=limit) == sorted(positions)[:limit]


def test_nothing_shared_is_nothing_found():
    assert (heaviest([], limit=3), heaviest([(3, 0)], limit=3)) == ([], [])
