"""For any small jury: what a plan promises, held against every assignment there could be."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from contest.domain.assigning import may_judge, plan, survey
from contest.domain.assignment import Entry, Juror, Pair, Situation
from tests.contest.domain.judging_samples import applied, entries, jurors, leaving, numbered, pairs_of

# One code more than there are rows: pairs of what was withdrawn or never known.
CODES = [f"A{number}" for number in range(1, 6)], [f"J{number}" for number in range(1, 6)]
CATEGORIES = st.sampled_from(["water", "light"])
some_pairs = st.frozensets(st.builds(Pair, st.sampled_from(CODES[0]), st.sampled_from(CODES[1])), max_size=6)
languages = st.sampled_from(["", "uk", "uk", "en"])


# The machine may be busy with other tests: what counts is what comes out, not how soon.
few = settings(max_examples=40, deadline=None)


@st.composite
def situations(draw):
    rows = [Entry(code, draw(CATEGORIES), draw(languages)) for code in CODES[0][: draw(st.integers(1, 4))]]
    panel = [
        Juror(
            code,
            draw(st.frozensets(CATEGORIES, min_size=1)),
            draw(st.frozensets(st.sampled_from(["uk", "en"]), min_size=1)),
            draw(st.none() | st.integers(0, 4)),
            draw(st.sampled_from([True, True, True, False])),
        )
        for code in CODES[1][: draw(st.integers(1, 4))]
    ]
    facts = {name: draw(some_pairs) for name in ("conflicts", "bans", "pins", "done", "open")}
    return Situation(tuple(rows), tuple(panel), draw(st.integers(1, 3)), **facts)


@st.composite
def easy_situations(draw):
    """Juries of one panel without any constraint."""
    count, panel, times = draw(st.integers(1, 12)), draw(st.integers(1, 8)), draw(st.integers(1, 3))
    return Situation(entries(numbered("A", count)), jurors(numbered("J", panel)), min(times, panel))


@few
@given(situations())
def test_every_entry_has_exactly_its_number_of_jurors_or_is_reported(situation):
    made = plan(situation)
    short = {row.entry: row.given for row in made.shortages}
    for entry, team in made.teams.items():
        assert len(set(team)) == len(team)
        assert (len(team) < situation.evaluations, len(team) > situation.evaluations) == (
            entry in short, entry in made.surplus,
        )  # fmt: skip
        assert short.get(entry, len(team)) == len(team)


@few
@given(situations())
def test_nothing_forbidden_is_given_and_nothing_finished_or_pinned_is_taken(situation):
    made = plan(situation)
    rows = {row.code: row for row in (*situation.entries, *situation.jurors)}
    held, finished = pairs_of(made), {pair for pair in situation.done if pair.entry in rows}
    contradicted = {clash.pin for clash in made.clashes}
    for pair in held - finished:
        assert pair not in situation.conflicts | situation.bans
        assert rows[pair.juror].active
        assert pair in situation.pins or may_judge(rows[pair.entry], rows[pair.juror])
    assert held & situation.conflicts == set()
    assert (situation.pins - contradicted) | (finished - situation.conflicts) <= held | situation.done
    assert contradicted & (held - finished) == set()


@few
@given(situations())
def test_capacity_is_passed_only_by_what_people_decided(situation):
    made = plan(situation)
    bounds = {row.code: row.capacity for row in situation.jurors if row.active and row.capacity is not None}
    over = {code for code, bound in bounds.items() if made.loads[code] > bound}
    assert over == set(made.overloaded)
    assert all(made.loads[code] == survey(situation).bases[code] for code in over)


@few
@given(situations(), st.booleans())
def test_changes_lead_to_the_teams(situation, level):
    made = plan(situation, level=level)
    after = applied(situation, made)
    known = {entry.code for entry in situation.entries}
    counting = {pair for pair in situation.done - situation.conflicts if pair.entry in known}
    assert (after.open - situation.done) | counting == pairs_of(made)
    assert set(made.remove) <= situation.open - situation.done
    assert set(made.add) & (situation.open | situation.done) == set()


@few
@given(situations(), st.booleans())
def test_second_run_changes_nothing(situation, level):
    made = plan(situation, level=level)
    again = plan(applied(situation, made), level=level)
    assert (again.add, again.remove, again.teams) == ((), (), made.teams)


@few
@given(situations(), st.randoms(use_true_random=False))
def test_order_of_rows_means_nothing(situation, random):
    rows, panel = list(situation.entries), list(situation.jurors)
    random.shuffle(rows)
    random.shuffle(panel)
    assert plan(replace(situation, entries=tuple(rows), jurors=tuple(panel))) == plan(situation)


def outcomes(situation):
    """Return (missing, taken away, loads) of every assignment there could be, the best for each loads.

    What is missing at an entry counts 1, 3, 6…, so that it should be missing evenly.
    """
    ground = survey(situation)
    order = list(ground.rooms)
    best = {tuple(ground.bases[juror] for juror in order): (0, 0)}
    for entry, need in ground.needs.items():
        candidates = [juror for juror in order if Pair(entry, juror) in ground.allowed]
        kept = {juror for juror in candidates if Pair(entry, juror) in situation.open}
        following = {}
        for size in range(min(need, len(candidates)) + 1):
            for team in combinations(candidates, size):
                cost = (need - size) * (need - size + 1) // 2, len(kept - set(team))
                for loads, (missing, taken) in best.items():
                    further = tuple(load + (juror in team) for juror, load in zip(order, loads, strict=True))
                    total = missing + cost[0], taken + cost[1]
                    following[further] = min(following.get(further, total), total)
        best = following
    room = [ground.bases[juror] + ground.rooms[juror] for juror in order]
    return [
        (missing, taken, loads)
        for loads, (missing, taken) in best.items()
        if all(load <= bound for load, bound in zip(loads, room, strict=True))
    ]


def judged(situation, made):
    """Return the same of a plan, of what could have been otherwise."""
    ground = survey(situation)
    gaps = [
        need - len(set(made.teams[entry]) - standing_at(ground, entry))
        for entry, need in ground.needs.items()
    ]
    taken = sum(1 for pair in made.remove if pair in ground.allowed)
    return sum(gap * (gap + 1) // 2 for gap in gaps), taken, tuple(made.loads.values())


def standing_at(ground, entry):
    return {pair.juror for pair in ground.standing if pair.entry == entry}


def squares(loads):
    return sum(load * load for load in loads)


def difference(loads):
    return max(loads, default=0) - min(loads, default=0)


@few
@given(situations())
def test_of_all_assignments_fewest_miss_then_fewest_are_taken_away_then_loads_are_most_equal(situation):
    missing, taken, loads = judged(situation, plan(situation))
    every = outcomes(situation)
    assert (missing, taken, squares(loads)) == min((row[0], row[1], squares(row[2])) for row in every)
    assert difference(loads) == min(difference(row[2]) for row in every if row[:2] == (missing, taken))


@few
@given(situations())
def test_levelling_makes_loads_most_equal_before_it_takes_fewest_away(situation):
    missing, taken, loads = judged(situation, plan(situation, level=True))
    every = outcomes(situation)
    assert (missing, squares(loads), taken) == min((row[0], squares(row[2]), row[1]) for row in every)
    assert difference(loads) == min(difference(row[2]) for row in every if row[0] == missing)


@few
@given(situations())
def test_one_evaluation_more_of_any_full_juror_is_one_missing_less(situation):
    made = plan(situation)
    missing = Counter({row.entry: row.needed - row.given for row in made.shortages}).total()
    for code in {code for row in made.shortages for code in row.full}:
        panel = tuple(
            replace(juror, capacity=made.loads[code] + 1) if juror.code == code else juror
            for juror in situation.jurors
        )
        again = plan(replace(situation, jurors=panel))
        assert sum(row.needed - row.given for row in again.shortages) == missing - 1


@few
@given(easy_situations())
def test_without_constraints_loads_are_within_one_and_jurors_hang_together(situation):
    made = plan(situation)
    assert difference(made.loads.values()) <= 1
    working = sum(1 for load in made.loads.values() if load)
    # A graph hangs together only with one edge less than it has nodes.
    enough = len(situation.entries) * situation.evaluations >= len(situation.entries) + working - 1
    assert (made.possible, made.groups == {}) == (True, enough)


@few
@given(easy_situations(), st.sampled_from(["J01", "J02"]))
def test_when_a_juror_leaves_only_their_open_work_moves(situation, code):
    made = plan(situation)
    done = frozenset(made.add[::3])
    working = replace(applied(situation, made), open=frozenset(made.add) - done, done=done)
    after = plan(leaving(working, code))
    assert set(after.remove) == {pair for pair in working.open if pair.juror == code}
    assert done <= pairs_of(after)
