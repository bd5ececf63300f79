"""What cannot be is said: which entries lack jurors and why, and which pins contradict what."""

from dataclasses import replace

import pytest

from contest.domain.assigning import plan
from contest.domain.assignment import Clash, Pair, Shortage, Situation
from tests.contest.domain.judging_samples import FOUR, ROW, entries, jurors, leaving, pairs, pairs_of


def test_panel_that_is_too_small_is_the_reason():
    made = plan(Situation(entries("A1"), jurors("J1") + jurors("J2", active=False), 2))
    assert (made.possible, made.shortages) == (False, (Shortage("A1", 1, 2, "panel"),))


def test_without_jurors_every_entry_is_short():
    made = plan(Situation(entries("A1 A2"), (), 3))
    assert made.shortages == (Shortage("A1", 0, 3, "panel"), Shortage("A2", 0, 3, "panel"))


def test_conflicts_that_leave_too_few_are_the_reason_and_named():
    situation = Situation(entries("A1 A2"), jurors("J1 J2 J3"), 2, conflicts=pairs("A1-J1 A1-J3"))
    made = plan(situation)
    assert made.shortages == (Shortage("A1", 1, 2, "conflict", conflicted=("J1", "J3")),)
    assert (made.teams["A1"], len(made.teams["A2"])) == (("J2",), 2)


def test_bans_that_leave_too_few_are_the_reason_and_named():
    situation = Situation(
        entries("A1"), jurors("J1 J2 J3"), 2, conflicts=pairs("A1-J1"), bans=pairs("A1-J1 A1-J2")
    )
    assert plan(situation).shortages == (Shortage("A1", 1, 2, "ban", conflicted=("J1",), banned=("J2",)),)


def test_language_that_too_few_read_is_the_reason_and_named():
    situation = Situation(
        entries("A1", language="en"), jurors("J1 J2", languages="uk") + jurors("J3", languages="uk en"), 2
    )
    assert plan(situation).shortages == (Shortage("A1", 1, 2, "language", other_language=("J1", "J2")),)


def test_capacity_that_is_too_little_is_the_reason_and_the_full_jurors_are_named():
    situation = Situation(
        entries("A1 A2 A3") + entries("B1", "light"),
        jurors("J1 J2", capacity=2) + jurors("J3", "light"),
        2,
    )
    made = plan(situation)
    short = {row.entry: row for row in made.shortages}
    assert (len(made.add), sum(row.needed - row.given for row in made.shortages)) == (5, 3)
    assert short["B1"] == Shortage("B1", 1, 2, "panel")
    # What is missing is missing evenly: no entry goes without any juror while another has two.
    assert sorted(len(made.teams[entry]) for entry in ("A1", "A2", "A3")) == [1, 1, 2]
    assert {(row.why, row.given) for row in made.shortages if row.entry != "B1"} == {("capacity", 1)}


def test_juror_who_could_free_another_is_among_the_full_ones():
    situation = Situation(
        entries("A1 A2", "water") + entries("B1 B2", "light"),
        jurors("J1", "water light", capacity=3) + jurors("J2", "light", capacity=0),
        1,
    )
    (shortage,) = plan(situation).shortages
    assert (shortage.why, shortage.full) == ("capacity", ("J1", "J2"))


def test_all_in_a_row_of_full_jurors_are_named():
    situation = Situation(
        entries("A1 A2", "a") + entries("B1", "b") + entries("C1", "c"),
        tuple(replace(juror, capacity=0 if juror.code == "J4" else 1) for juror in ROW),
        1,
        open=pairs("A1-J1 B1-J2 C1-J3"),
    )
    (shortage,) = plan(situation).shortages
    assert (shortage.entry, shortage.full) == ("A2", ("J1", "J2", "J3", "J4"))


def test_juror_who_could_take_over_only_finished_work_is_not_among_the_full_ones():
    situation = Situation(
        entries("A1", "a") + entries("B1", "b"),
        jurors("J1", "a b", capacity=1) + jurors("J2", "b", capacity=0) + jurors("J3", "a b"),
        2,
        done=pairs("B1-J1"),
    )
    assert plan(situation).shortages == (Shortage("A1", 1, 2, "capacity", full=("J1",)),)


def test_jurors_an_entry_has_already_are_not_counted_among_those_left_of_its_panel():
    situation = Situation(entries("A1"), jurors("J1"), 2, done=pairs("A1-J1"), bans=pairs("A1-J1"))
    assert plan(situation).shortages == (Shortage("A1", 1, 2, "panel"),)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"bans": pairs("A1-J1")}, ["ban"]),
        ({"conflicts": pairs("A1-J1")}, ["conflict"]),
        ({"conflicts": pairs("A1-J1"), "bans": pairs("A1-J1")}, ["conflict", "ban"]),
        ({"jurors": jurors("J1", active=False) + jurors("J2 J3")}, ["left"]),
        ({"jurors": jurors("J1", "light") + jurors("J2 J3")}, ["panel"]),
        ({"jurors": jurors("J2 J3")}, ["unknown"]),
        ({"entries": entries("A2")}, ["unknown"]),
    ],
)
def test_pin_that_contradicts_another_fact_is_reported_and_not_kept(facts, why):
    made = plan(replace(FOUR, pins=pairs("A1-J1"), **facts))
    assert made.clashes == tuple(Clash(Pair("A1", "J1"), reason) for reason in why)
    assert (made.possible, Pair("A1", "J1") in pairs_of(made)) == (False, False)


def test_pin_whose_evaluation_is_finished_contradicts_nothing():
    situation = replace(leaving(FOUR, "J1"), pins=pairs("A1-J1"), done=pairs("A1-J1"), bans=pairs("A1-J1"))
    assert plan(situation).clashes == ()
