"""Who judges what, as a flow of least cost: evaluations flow from the entries over the jurors to one sink.

Three wishes hang together in one integer cost, each outweighing all that the lesser ones can bring: that no evaluation is
missing (and what is missing is missing evenly), that open pairs stay, that loads are equal; or the last two the other
way round. Costs of loads rise with each unit (1, 3, 5, … so that k units cost k²). The loads that an assignment can
have form an M-convex set, where the least sum of squares has also the least greatest and the greatest least load, and so the
least difference between them (A. Frank and K. Murota, «Decreasing minimization on M-convex sets: background and
structures», Mathematical Programming 195, 2022, arXiv:2007.09616).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from ortools.graph.python import min_cost_flow

from contest.domain.assignment import Pair


@dataclass(frozen=True)
class Weights:
    """What one unit costs: `load` for each step of a juror's load, `kept` earned by an open pair, `missing` by step."""

    load: int
    kept: int
    missing: int


@dataclass
class Network:
    """Arcs in the order in which they were added."""

    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)

    def add(self, tail: int, head: int, cost: int) -> None:
        """Add an arc for one unit of flow."""
        self.tails.append(tail)
        self.heads.append(head)
        self.costs.append(cost)

    def flows(self, supplies: list[int]) -> list[int]:
        """Return the flow on each arc, 0 or 1, at least cost. Raise RuntimeError when the solver finds none."""
        solver = min_cost_flow.SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(
            np.array(self.tails), np.array(self.heads), np.ones(len(self.tails), int), np.array(self.costs)
        )
        solver.set_nodes_supplies(np.arange(len(supplies)), np.array(supplies))
        # Asking for flows after anything but OPTIMAL would end the process (google/or-tools#3947).
        if (status := solver.solve()) != solver.OPTIMAL:
            raise RuntimeError(f"The solver found no assignment: {status}.")
        flows: list[int] = solver.flows(np.arange(len(self.tails))).tolist()
        return flows


def weigh(*, jurors: int, greatest_load: int, level: bool) -> Weights:
    """Return costs in which no sum of lesser wishes outweighs a greater one.

    Two flows differ by cycles of the residual network (R. Ahuja, T. Magnanti, J. Orlin, «Network Flows», 1993,
    theorem 3.7), and a cycle passes each node once. So it changes at most one pair of loads, by one; takes away at most
    one open pair for each juror; and changes what is missing at two entries at most. It is enough that each wish
    outweighs what one cycle can change of the lesser ones.
    """
    load = jurors + 1 if level else 1
    dearest = load * (2 * greatest_load + 1)
    kept = 1 if level else dearest + 1
    return Weights(load=load, kept=kept, missing=kept * (jurors + 1) + dearest + 1)


def choose(
    allowed: Iterable[Pair],
    *,
    needs: Mapping[str, int],
    bases: Mapping[str, int],
    rooms: Mapping[str, int],
    kept: Collection[Pair],
    level: bool,
) -> set[Pair]:
    """Return the allowed pairs to assign: at most `needs` of each entry and `rooms` of each juror.

    `bases` are the loads that jurors have already, `kept` the pairs to hold on to, before loads are made equal or,
    with `level`, after. The result depends on the order of pairs, entries and jurors: give them sorted.
    """
    pairs = list(allowed)
    entries, jurors = [entry for entry, need in needs.items() if need > 0], list(rooms)
    if not pairs or not entries:
        return set()
    entry_nodes = {code: node for node, code in enumerate(entries)}
    juror_nodes = {code: node for node, code in enumerate(jurors, len(entries))}
    sink = len(entries) + len(jurors)
    offered = Counter(pair.juror for pair in pairs)
    greatest = max(bases[juror] + offered[juror] for juror in jurors)
    weights = weigh(jurors=len(jurors), greatest_load=greatest, level=level)

    network = Network()
    for pair in pairs:
        cost = -weights.kept if pair in kept else 0
        network.add(entry_nodes[pair.entry], juror_nodes[pair.juror], cost)
    for juror in jurors:
        for load in range(bases[juror], bases[juror] + min(rooms[juror], offered[juror])):
            network.add(juror_nodes[juror], sink, weights.load * (2 * load + 1))
    for entry in entries:
        for missing in range(1, needs[entry] + 1):
            network.add(entry_nodes[entry], sink, weights.missing * missing)
    supplies = [needs[entry] for entry in entries] + [0] * len(jurors)
    flows = network.flows([*supplies, -sum(supplies)])
    return {pair for pair, flow in zip(pairs, flows, strict=False) if flow}
