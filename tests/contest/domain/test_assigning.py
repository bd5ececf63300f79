"""Entries are given to jurors in equal shares; what is done or decided stays."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from contest.domain.assigning import plan
from contest.domain.assignment import Pair, Situation
from tests.contest.domain.judging_samples import (
    FOUR,
    ROW,
    applied,
    entries,
    jurors,
    leaving,
    meetings,
    numbered,
    pairs,
    pairs_of,
)

# Equal shares


def test_every_entry_gets_its_number_of_jurors_and_every_juror_the_same_load():
    made = plan(FOUR)
    assert [len(team) for team in made.teams.values()] == [2, 2, 2, 2]
    assert made.loads == {"J1": 2, "J2": 2, "J3": 2, "J4": 2}
    assert (set(made.add), made.remove, made.possible) == (pairs_of(made), (), True)


def test_load_that_cannot_be_shared_out_evenly_differs_by_one():
    made = plan(Situation(entries(numbered("A", 7)), jurors("J1 J2 J3 J4 J5"), 3))
    assert sorted(made.loads.values()) == [4, 4, 4, 4, 5]


def test_juror_of_two_panels_takes_from_the_smaller_panel_what_evens_the_loads():
    situation = Situation(
        entries("A1 A2 A3 A4") + entries("B1 B2", "light"),
        jurors("J1 J2") + jurors("J3", "water light") + jurors("J4", "light"),
        1,
    )
    assert sorted(plan(situation).loads.values()) == [1, 1, 2, 2]


def test_conflict_is_never_assigned_and_loads_stay_even():
    situation = replace(FOUR, conflicts=pairs("A1-J1 A2-J1 A1-J2"))
    made = plan(situation)
    assert made.teams["A1"] == ("J3", "J4")
    assert (set(made.loads.values()), pairs_of(made) & situation.conflicts) == ({2}, set())


def test_ban_is_never_assigned():
    assert plan(replace(FOUR, bans=pairs("A1-J1 A1-J2"))).teams["A1"] == ("J3", "J4")


def test_juror_of_another_panel_or_without_the_language_gets_nothing():
    situation = Situation(
        entries("A1 A2", language="en"),
        jurors("J1", "light", "en") + jurors("J2", "water", "uk") + jurors("J3", "water", "uk en"),
        1,
    )
    assert plan(situation).loads == {"J1": 0, "J2": 0, "J3": 2}


def test_capacity_bounds_the_load_and_others_take_the_rest():
    situation = replace(FOUR, jurors=jurors("J1", capacity=1) + jurors("J2 J3 J4"))
    made = plan(situation)
    assert (made.loads["J1"], sorted(made.loads.values())) == (1, [1, 2, 2, 3])


def test_pin_is_kept_and_evened_out_by_the_rest():
    made = plan(replace(FOUR, pins=pairs("A1-J1 A2-J1 A3-J1")))
    assert pairs("A1-J1 A2-J1 A3-J1") <= pairs_of(made)
    assert sorted(made.loads.values()) == [1, 2, 2, 3]


def test_pin_comes_before_language_and_capacity():
    situation = Situation(
        entries("A1 A2", language="en"), jurors("J1", capacity=1) + jurors("J2", languages="en"), 2
    )
    made = plan(replace(situation, pins=pairs("A1-J1 A2-J1")))
    assert (made.possible, made.loads, made.overloaded) == (True, {"J1": 2, "J2": 2}, ("J1",))


# Jurors meet


def test_every_two_jurors_share_as_many_entries():
    assert meetings(plan(Situation(entries(numbered("A", 6)), jurors("J1 J2 J3 J4"), 2))) == [1] * 6


def test_pairs_of_jurors_share_entries_evenly_in_a_larger_panel():
    made = plan(Situation(entries(numbered("A", 88)), jurors(numbered("J", 12)), 3))
    # Four entries for each two would be a design (12, 3, 4), which exchanges come near to.
    assert (set(made.loads.values()), sum(meetings(made)), max(meetings(made)) - min(meetings(made)) <= 2) == (
        {22}, 66 * 4, True,
    )  # fmt: skip


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_groups_are_joined_by_what_is_new_whatever_the_seed(seed):
    # The last places of two rings of three: J1 and J4 may close the rings or tie them together.
    situation = Situation(
        entries(numbered("A", 6)),
        jurors("J1 J2 J3 J4 J5 J6"),
        2,
        open=pairs("A01-J1 A01-J2 A02-J2 A02-J3 A03-J3 A04-J4 A04-J5 A05-J5 A05-J6 A06-J6"),
    )
    made = plan(situation, seed=seed)
    assert (set(made.add), made.groups) == (pairs("A03-J4 A06-J1"), {})


def test_jurors_who_share_no_entries_are_reported_in_groups():
    situation = Situation(
        entries("A1 A2", language="uk") + entries("A3 A4", language="en"),
        jurors("J1 J2", languages="uk") + jurors("J3 J4", languages="en"),
        2,
    )
    made = plan(situation)
    assert (made.possible, made.groups) == (True, {"water": (("J1", "J2"), ("J3", "J4"))})


# Top-up


def test_second_run_changes_nothing():
    made = plan(FOUR)
    again = plan(applied(FOUR, made))
    assert (again.add, again.remove, again.teams) == ((), (), made.teams)


def test_open_work_of_a_juror_who_left_goes_to_others_and_finished_work_stays():
    situation = Situation(
        entries("A1 A2 A3 A4"),
        jurors("J1", active=False) + jurors("J2 J3 J4"),
        2,
        done=pairs("A1-J1"),
        open=pairs("A2-J1 A1-J2 A2-J3 A3-J2 A3-J4 A4-J3 A4-J4"),
    )
    made = plan(situation)
    assert (made.remove, len(made.add), made.teams["A1"]) == ((Pair("A2", "J1"),), 1, ("J1", "J2"))
    assert made.add[0].entry == "A2"
    assert made.loads == {"J2": 2, "J3": 2, "J4": 2} | {made.add[0].juror: 3}


def test_leaving_juror_moves_nobody_elses_work():
    situation = Situation(entries(numbered("A", 30)), jurors(numbered("J", 6)), 3)
    working = applied(situation, plan(situation))
    made = plan(leaving(working, "J02"))
    assert {pair.juror for pair in made.remove} == {"J02"}
    assert (len(made.remove), len(made.add), set(made.loads.values())) == (15, 15, {18})


def test_new_conflict_takes_open_work_away_and_gives_it_to_another():
    working = applied(FOUR, plan(FOUR))
    lost = min(working.open)
    made = plan(replace(working, conflicts=frozenset([lost])))
    assert (made.remove, [pair.entry for pair in made.add]) == ((lost,), [lost.entry])


def test_finished_work_of_a_juror_now_in_conflict_stays_and_counts_for_no_entry():
    situation = replace(FOUR, done=pairs("A1-J1 A1-J2"), conflicts=pairs("A1-J1"))
    made = plan(situation)
    assert (made.in_conflict, made.remove) == ((Pair("A1", "J1"),), ())
    # It was work all the same: nine evaluations, eight of which count.
    assert sorted(made.loads.values()) == [2, 2, 2, 3]
    assert (len(made.teams["A1"]), "J1" in made.teams["A1"], "J2" in made.teams["A1"]) == (2, False, True)


def test_ban_after_the_evaluation_changes_nothing():
    made = plan(replace(FOUR, done=pairs("A1-J1"), bans=pairs("A1-J1")))
    assert ("J1" in made.teams["A1"], made.in_conflict) == (True, ())


def test_open_work_on_an_entry_that_was_withdrawn_is_taken_away_and_finished_work_is_still_work():
    made = plan(replace(FOUR, open=pairs("A9-J1"), done=pairs("A8-J1 A7-J1 A6-J1 A5-J1")))
    assert (made.remove, made.loads["J1"], sorted(made.loads.values())) == (
        (Pair("A9", "J1"),),
        4,
        [2, 3, 3, 4],
    )


def test_newcomer_takes_open_work_of_others_only_when_loads_are_to_be_levelled():
    situation = Situation(entries(numbered("A", 12)), jurors("J1 J2 J3"), 2)
    working = replace(applied(situation, plan(situation)), jurors=jurors("J1 J2 J3 J4"))
    assert (plan(working).add, plan(working).remove) == ((), ())
    levelled = plan(working, level=True)
    assert (len(levelled.remove), len(levelled.add), set(levelled.loads.values())) == (6, 6, {6})
    assert {pair.juror for pair in levelled.add} == {"J4"}


def test_levelling_passes_work_on_from_juror_to_juror():
    situation = Situation(
        entries("A1 A2 A3", "a") + entries("B1 B2", "b") + entries("C1 C2 C3", "c"),
        ROW,
        1,
        open=pairs("A1-J1 A2-J1 A3-J1 B1-J2 B2-J2 C1-J3 C2-J3 C3-J4"),
    )
    assert plan(situation).remove == ()
    levelled = plan(situation, level=True)
    assert ([pair.juror for pair in levelled.remove], set(levelled.loads.values())) == (
        ["J1", "J2", "J3"],
        {2},
    )


def test_open_work_is_passed_on_when_an_evaluation_would_be_missing_otherwise():
    situation = Situation(
        entries("A1 A2", "a") + entries("B1", "b") + entries("C1", "c"),
        tuple(replace(juror, capacity=1) for juror in ROW),
        1,
        open=pairs("A1-J1 B1-J2 C1-J3"),
    )
    made = plan(situation)
    assert (made.shortages, len(made.remove), len(made.add)) == ((), 2, 3)
    assert (made.teams["B1"], made.teams["C1"]) == (("J3",), ("J4",))


def test_levelling_never_moves_finished_work():
    situation = Situation(entries(numbered("A", 6)), jurors("J1 J2"), 2)
    finished = replace(situation, done=frozenset(plan(situation).add), jurors=jurors("J1 J2 J3"))
    made = plan(finished, level=True)
    assert (made.add, made.remove, made.loads) == ((), (), {"J1": 6, "J2": 6, "J3": 0})


def test_more_evaluations_than_asked_are_taken_back_if_they_are_open_and_reported_if_not():
    situation = Situation(
        entries("A1 A2"), jurors("J1 J2"), 1, open=pairs("A1-J1 A1-J2"), done=pairs("A2-J1 A2-J2")
    )
    made = plan(situation)
    assert (len(made.remove), made.teams["A2"], made.surplus) == (1, ("J1", "J2"), ("A2",))


# Edges


def test_without_entries_there_is_nothing_to_do():
    made = plan(Situation((), jurors("J1"), 3))
    assert (made.add, made.loads, made.possible) == ((), {"J1": 0}, True)


def test_seed_decides_between_equally_good_plans_and_repeats_itself():
    situation = Situation(entries(numbered("A", 20)), jurors(numbered("J", 8)), 3)
    plans = [plan(situation, seed=seed) for seed in ("one", "one", "two")]
    assert plans[0] == plans[1]
    assert plans[0].teams != plans[2].teams


PRINTED = """
from tests.contest.domain.test_assigning import MIXED, plan
print(plan(MIXED), plan(MIXED, level=True))
"""
MIXED = Situation(
    entries(numbered("A", 20)) + entries(numbered("B", 9), "light"),
    jurors(numbered("J", 6)) + jurors("J07 J08", "water light") + jurors("J09 J10", "light"),
    2,
    conflicts=pairs("A01-J01 A02-J01 B01-J09"),
    open=pairs("A03-J01 A04-J01 A05-J01 A06-J01 A07-J01 A08-J01 A09-J01 A10-J01"),
)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_plan_is_the_same_in_another_process(hash_seed):
    # Sets of text are walked through in another order there.
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    printed = subprocess.run(
        [sys.executable, "-c", PRINTED], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed == f"{plan(MIXED)} {plan(MIXED, level=True)}\n"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ((entries("A1 A1"), jurors("J1"), 1), "A code stands twice."),
        ((entries("A1"), jurors("J1 J1"), 1), "A code stands twice."),
        ((entries("A1"), jurors("J1"), 0), "An entry needs at least one evaluation."),
    ],
)
def test_facts_that_make_no_sense_are_refused(rows, complaint):
    with pytest.raises(ValueError, match=f"^{complaint}$"):
        Situation(*rows)
