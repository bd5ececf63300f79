"""Exchanges make pairs of jurors meet evenly, and leave loads and everything else alone."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.domain.assignment import Pair
from contest.domain.assignment_spread import Place, Seating, even_out, groups_of, join_groups

JURORS = ["J1", "J2", "J3", "J4", "J5", "J6"]


def seated(teams, *, movable=None, allowed=None, categories=None):
    """Seat teams in which, unless told otherwise, everyone may go anywhere."""
    everything = {Pair(entry, juror) for entry in teams for juror in JURORS}
    return Seating(
        teams,
        categories=categories or dict.fromkeys(teams, "water"),
        movable=everything if movable is None else movable,
        allowed=everything if allowed is None else allowed,
    )


def sum_of_squares(seating):
    met = Counter(
        (seating.categories[entry], two)
        for entry, team in seating.teams.items()
        for two in combinations(sorted(team), 2)
    )
    return sum(times * times for times in met.values())


def loads(seating):
    return Counter(juror for team in seating.teams.values() for juror in team)


TEAMS = [list(team) for size in (1, 2, 3) for team in combinations(JURORS, size)]
EVERYWHERE = [Pair(f"A{number}", juror) for number in range(8) for juror in JURORS]
some_pairs = st.integers(0, 2 ** len(EVERYWHERE) - 1).map(
    lambda bits: {pair for number, pair in enumerate(EVERYWHERE) if bits >> number & 1}
)


# The machine may be busy with other tests: what counts is what comes out, not how soon.
few = settings(max_examples=60, deadline=None)


@st.composite
def seatings(draw):
    drawn = draw(st.lists(st.sampled_from(TEAMS), min_size=1, max_size=8))
    teams = {f"A{number}": team for number, team in enumerate(drawn)}
    lights = draw(st.integers(0, 8))
    return seated(
        teams,
        movable=draw(some_pairs),
        allowed={pair for pair in draw(some_pairs) | draw(some_pairs) if pair.entry in teams},
        categories={entry: "light" if number < lights else "water" for number, entry in enumerate(teams)},
    )


@pytest.mark.parametrize(
    ("teams", "groups"),
    [
        ([], []),
        ([["J1"]], [("J1",)]),
        ([["J2", "J1"], ["J3", "J4"]], [("J1", "J2"), ("J3", "J4")]),
        ([["J1", "J2"], ["J3", "J4"], ["J2", "J3"]], [("J1", "J2", "J3", "J4")]),
        ([["J1", "J2"], ["J3"], [], ["J2", "J1"]], [("J1", "J2"), ("J3",)]),
    ],
)
def test_jurors_are_in_one_group_when_common_entries_lead_from_one_to_the_other(teams, groups):
    assert groups_of(teams) == groups


def test_two_who_always_sit_together_are_parted():
    seating = seated({"A1": ["J1", "J2"], "A2": ["J1", "J2"], "A3": ["J3", "J4"], "A4": ["J3", "J4"]})
    even_out(seating, seed="")
    assert (sum_of_squares(seating), loads(seating)) == (4, {"J1": 2, "J2": 2, "J3": 2, "J4": 2})


def test_seven_entries_of_three_from_seven_jurors_become_a_fano_plane():
    names = [f"J{number}" for number in range(7)]
    teams = {
        f"A{number}": [names[number], names[(number + 1) % 7], names[(number + 2) % 7]] for number in range(7)
    }
    everything = {Pair(entry, juror) for entry in teams for juror in names}
    seating = Seating(teams, categories=dict.fromkeys(teams, "water"), movable=everything, allowed=everything)
    even_out(seating, seed="")
    assert sum_of_squares(seating) == 21


@pytest.mark.parametrize(
    ("teams", "categories", "growth"),
    [
        # One pair less that meets twice: 4 + 1 becomes 1 + 1 + 1.
        ({"A1": ["J1", "J2"], "A2": ["J3", "J4"], "A3": ["J1", "J2"]}, "water water water", -1),
        # Who sits at both entries meets the same two as before.
        ({"A1": ["J1", "J3"], "A2": ["J2", "J3"]}, "water water", None),
        ({"A1": ["J1", "J3"], "A2": ["J2", "J3"]}, "water light", 0),
        ({"A1": ["J1"], "A2": ["J2"]}, "water water", None),
    ],
)
def test_growth_of_an_exchange_is_known_beforehand(teams, categories, growth):
    seating = seated(teams, categories=dict(zip(teams, categories.split(), strict=True)))
    assert seating.growth(Place("A1", 0), Place("A2", 0)) == growth


def test_two_triangles_become_one_ring():
    # All pairs meet once before and after: nothing is gained but that the jurors hang together.
    seating = seated(
        {"A1": ["J1", "J2"], "A2": ["J2", "J3"], "A3": ["J1", "J3"]}
        | {"A4": ["J4", "J5"], "A5": ["J5", "J6"], "A6": ["J4", "J6"]}
    )
    join_groups(seating)
    assert groups_of(seating.teams.values()) == [tuple(JURORS)]
    assert (set(loads(seating).values()), sum_of_squares(seating)) == ({2}, 6)


def test_place_without_which_a_group_falls_apart_is_not_the_one_to_give():
    # J1–J2–J3 hang by two entries, J4–J5 by two entries for the same pair: one of those must go.
    seating = seated({"A1": ["J1", "J2"], "A2": ["J2", "J3"], "A3": ["J4", "J5"], "A4": ["J4", "J5"]})
    join_groups(seating)
    assert groups_of(seating.teams.values()) == [("J1", "J2", "J3", "J4", "J5")]


def test_too_few_entries_to_hold_jurors_together_stay_as_they_are():
    teams = {"A1": ["J1", "J2"], "A2": ["J3", "J4"]}
    seating = seated(teams)
    join_groups(seating)
    assert seating.teams == teams


@few
@given(seatings(), st.data())
def test_growth_is_half_of_what_an_exchange_adds(seating, data):
    if not seating.places:
        return
    one, other = (data.draw(st.sampled_from(seating.places)) for _ in range(2))
    if seating.may_exchange(one, other):
        growth, before = seating.growth(one, other), sum_of_squares(seating)
        seating.exchange(one, other)
        assert sum_of_squares(seating) - before == 2 * (growth or 0)


@few
@given(seatings(), st.text(max_size=3))
def test_evening_out_keeps_loads_and_sizes_and_never_makes_it_worse(seating, seed):
    before = (
        sum_of_squares(seating),
        loads(seating),
        {entry: len(team) for entry, team in seating.teams.items()},
    )
    even_out(seating, seed=seed)
    assert sum_of_squares(seating) <= before[0]
    assert (loads(seating), {entry: len(set(team)) for entry, team in seating.teams.items()}) == before[1:]


@few
@given(seatings())
def test_only_movable_pairs_go_and_only_allowed_ones_come(seating):
    fixed = {
        (entry, juror)
        for entry, team in seating.teams.items()
        for index, juror in enumerate(team)
        if Place(entry, index) not in seating.places
    }
    before = {(entry, juror) for entry, team in seating.teams.items() for juror in team}
    even_out(seating, seed="")
    join_groups(seating)
    after = {(entry, juror) for entry, team in seating.teams.items() for juror in team}
    assert fixed <= after
    assert all(juror in seating.allowed[entry] for entry, juror in after - before)


@few
@given(seatings())
def test_joining_never_makes_more_groups(seating):
    def groups():
        return {
            category: len(groups_of(team for entry, team in seating.teams.items() if of[entry] == category))
            for category in set(of.values())
        }

    of = seating.categories
    before = groups()
    join_groups(seating)
    after = groups()
    assert all(after[category] <= before[category] for category in before)
