"""The strictness of jurors, by least squares."""

import math
from collections import defaultdict
from fractions import Fraction

from contest.verifier.arithmetic import mean

EXACT_JURORS = 80  # With more of them in a category, strictness is computed in floats.


def groups_of(points: dict[str, dict[str, Fraction]]) -> int:
    """Return into how many groups the entries and their jurors fall that have no evaluation in common."""
    entries_of: dict[str, list[str]] = defaultdict(list)
    for entry, row in points.items():
        for juror in row:
            entries_of[juror].append(entry)
    seen: set[str] = set()
    groups = 0
    for start, row in points.items():
        if start in seen or not row:
            continue
        groups += 1
        seen.add(start)
        waiting = [start]
        known: set[str] = set()
        while waiting:
            for juror in points[waiting.pop()].keys() - known:
                known.add(juror)
                waiting.extend(entry for entry in entries_of[juror] if entry not in seen)
                seen.update(entries_of[juror])
    return groups


def strictness(points: dict[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    """Return how much more than the others each juror gives, by least squares over one connected group.

    Each entry's own worth is eliminated from the normal equations; left is one equation per juror j:
    n_j s_j − Σ_i (Σ_k s_k) / n_i = Σ_i (y_ij − mean_i), over the entries i of j and their jurors k. The last juror's
    figure is held at 0, then all are moved so that they add up to 0.
    """
    rows = [row for row in points.values() if row]
    jurors = sorted({juror for row in rows for juror in row})
    place = {juror: index for index, juror in enumerate(jurors)}
    common = math.lcm(*(len(row) for row in rows))
    matrix = [[0] * len(jurors) for _juror in jurors]
    right = [Fraction(0)] * len(jurors)
    for row in rows:
        middle, share = mean(list(row.values())), common // len(row)
        for juror, value in row.items():
            index = place[juror]
            right[index] += value - middle
            matrix[index][index] += common
            for other in row:
                matrix[index][place[other]] -= share
    solve = float_solution if too_many_for_fractions(len(jurors)) else exact_solution
    solution = [
        *solve([line[:-1] for line in matrix[:-1]], [value * common for value in right[:-1]]),
        Fraction(0),
    ]
    shift = mean(solution)
    return {juror: solution[index] - shift for juror, index in place.items()}


def too_many_for_fractions(jurors: int) -> bool:
    """Whether so many jurors' strictness is computed in floats, which takes less time."""
    return jurors > EXACT_JURORS


def exact_solution(matrix: list[list[int]], right: list[Fraction]) -> list[Fraction]:
    """Solve a positive definite system without rounding (Bareiss 1968: elimination in whole numbers)."""
    size = len(right)
    common = math.lcm(*(value.denominator for value in right))
    rows = [[*line, int(value * common)] for line, value in zip(matrix, right)]  # noqa: B905 — Python 3.9
    before = 1
    for step in range(size):
        pivot = rows[step]
        for row in rows[step + 1 :]:
            factor = row[step]
            for column in range(step + 1, size + 1):
                row[column] = (row[column] * pivot[step] - factor * pivot[column]) // before
        before = pivot[step]
    solution = [Fraction(0)] * size
    for step in reversed(range(size)):
        known = sum((rows[step][other] * solution[other] for other in range(step + 1, size)), Fraction(0))
        solution[step] = (rows[step][size] - known) / rows[step][step]
    return [value / common for value in solution]


def float_solution(matrix: list[list[int]], right: list[Fraction]) -> list[Fraction]:
    """Solve a positive definite system in floats (conjugate gradients of Hestenes and Stiefel 1952)."""
    size = len(right)
    largest = max((matrix[index][index] for index in range(size)), default=1)
    rows = [{column: value / largest for column, value in enumerate(line) if value} for line in matrix]
    solution = [0.0] * size
    rest = [float(value / largest) for value in right]
    direction = list(rest)
    square = math.fsum(value * value for value in rest)
    enough = square * 1e-32
    for _step in range(10 * size):
        if square <= enough:
            break
        image = [math.fsum(value * direction[column] for column, value in row.items()) for row in rows]
        length = square / math.fsum(direction[index] * image[index] for index in range(size))
        solution = [solution[index] + length * direction[index] for index in range(size)]
        rest = [rest[index] - length * image[index] for index in range(size)]
        square, former = math.fsum(value * value for value in rest), square
        direction = [rest[index] + square / former * direction[index] for index in range(size)]
    return [Fraction(value) for value in solution]
