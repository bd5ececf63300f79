"""How much stricter or milder than the others a juror scores, when not everyone has scored the same entries.

The model is additive: points of entry i from juror j are y_ij = e_i + s_j + ε, fitted by least squares over the pairs
that were scored, with Σ s_j = 0 over the jurors of each connected component of the graph of entries and jurors. A
positive s_j is a mild juror. This is the two-way crossed classification without interaction and with unequal numbers
(Searle, Linear Models, 1971, chapter 7), which block designs know as the intrablock analysis.

Entries are eliminated first, which leaves equations among the jurors only: C s = q, where
C = diag(n_j) − Σ_i m_i m_iᵀ / n_i and q_j = Σ_i (y_ij − ȳ_i), with m_i marking the jurors of entry i. C is the Laplacian
of a graph in which jurors are joined who share entries, so it says nothing about jurors whom no chain of shared entries
connects: components are told, and nothing is compared between them.
"""

from dataclasses import dataclass

import numpy as np

from contest.domain.score_table import Floats, ScoreTable, Whole


@dataclass(frozen=True)
class Component:
    """Entries and jurors that shared evaluations connect; figures of two components cannot be compared."""

    entries: tuple[str, ...]
    jurors: tuple[str, ...]


@dataclass(frozen=True)
class Severity:
    """What one juror adds to the points of an entry: positive is mild, negative strict, in points.

    `standard_error` is missing when nothing is left over to estimate it from. `component` is the position of the
    juror's component in the list of them.
    """

    juror: str
    value: float
    standard_error: float | None
    evaluations: int
    component: int


@dataclass(frozen=True, eq=False)
class SeverityFit:
    """The fitted model: severities by juror, errors by entry and by juror (None without degrees of freedom).

    `sigma` is the residual standard deviation, in points; `freedom` how many pairs there are beyond the parameters.
    """

    table: ScoreTable
    values: Floats
    component: Whole
    sigma: float | None
    freedom: int
    juror_errors: Floats | None
    entry_errors: Floats | None

    @property
    def connected(self) -> bool:
        """Whether every two jurors can be compared; without jurors there is nothing to compare."""
        return bool((self.component == 0).all())

    @property
    def adjusted(self) -> Floats:
        """Points without what the juror adds, by row of the table."""
        return self.table.points - self.values[self.table.juror]

    def components(self) -> tuple[Component, ...]:
        """Return the components, in the order of their first jurors."""
        table = self.table
        of_entry = self.component[table.juror[table.starts]] if table.entries else np.zeros(0, dtype=np.int64)
        return tuple(
            Component(
                entries=tuple(table.entries[at] for at in np.flatnonzero(of_entry == label).tolist()),
                jurors=tuple(table.jurors[at] for at in np.flatnonzero(self.component == label).tolist()),
            )
            for label in range(_number(self.component))
        )

    def severities(self) -> tuple[Severity, ...]:
        """Return the jurors with their severities, by code."""
        evaluations = np.bincount(self.table.juror, minlength=len(self.table.jurors))
        errors = [None] * len(self.values) if self.juror_errors is None else self.juror_errors.tolist()
        rows = zip(
            self.table.jurors,
            self.values.tolist(),
            errors,
            evaluations.tolist(),
            self.component.tolist(),
            strict=True,
        )
        return tuple(Severity(*row) for row in rows)


def fit_severity(table: ScoreTable) -> SeverityFit:
    """Return the least-squares fit of the additive model to the table's points.

    With the standard errors σ̂² (XᵀX)⁻: Var(s) = σ² C⁺ and Var(e_i) = σ² (1/n_i + m_iᵀ C⁺ m_i / n_i²), because entries'
    means and differences within entries are uncorrelated. σ̂² stands on pairs − entries − jurors + components degrees.
    """
    jurors = len(table.jurors)
    shared = _shared(table)
    component = _component_of(shared)
    number = _number(component)
    # One equation for each component is redundant; in its place stands that its severities sum to nothing.
    member = (component[:, None] == np.arange(number)).astype(np.float64)
    sums = (member / np.maximum(member.sum(axis=0), 1)) @ member.T
    laplacian = np.diag(np.bincount(table.juror, minlength=jurors).astype(np.float64)) - shared
    inverse = np.linalg.inv(laplacian + sums) - sums
    differences = table.points - _entry_means(table, table.points)[table.entry]
    values = inverse @ np.bincount(table.juror, weights=differences, minlength=jurors)
    freedom = len(table.points) - len(table.entries) - jurors + number
    left = differences - values[table.juror] + _entry_means(table, values[table.juror])[table.entry]
    sigma = float(np.sqrt(left @ left / freedom)) if freedom > 0 else None
    return SeverityFit(
        table=table,
        values=values,
        component=component,
        sigma=sigma,
        freedom=freedom,
        juror_errors=None if sigma is None else sigma * np.sqrt(np.maximum(np.diag(inverse), 0)),
        entry_errors=None if sigma is None else sigma * np.sqrt(_entry_variances(table, inverse)),
    )


def _entry_means(table: ScoreTable, values: Floats) -> Floats:
    means = np.empty(len(table.entries))
    for block in table.blocks:
        means[block.entries] = values[block.rows].mean(axis=-1)
    return means


def _shared(table: ScoreTable) -> Floats:
    """Return Σ_i m_i m_iᵀ / n_i (jurors × jurors), without ever making the matrix of entries × jurors."""
    jurors = len(table.jurors)
    result = np.zeros(jurors * jurors)
    for block in table.blocks:
        who = table.juror[block.rows]
        cells = (who[:, :, None] * jurors + who[:, None, :]).ravel()
        result += np.bincount(cells, minlength=jurors * jurors) / who.shape[1]
    return result.reshape(jurors, jurors)


def _entry_variances(table: ScoreTable, inverse: Floats) -> Floats:
    """Return Var(e_i) / σ² of each entry."""
    result = np.empty(len(table.entries))
    for block in table.blocks:
        who = table.juror[block.rows]
        size = who.shape[1]
        between = inverse[who[:, :, None], who[:, None, :]].sum(axis=(1, 2))
        result[block.entries] = 1 / size + np.maximum(between, 0) / size**2
    return result


def _component_of(shared: Floats) -> Whole:
    """Return the component of each juror, numbered from 0 in the order of their first jurors."""
    component = np.full(len(shared), -1, dtype=np.int64)
    for juror in range(len(shared)):
        if component[juror] >= 0:
            continue
        label, reached = component.max() + 1, np.zeros(len(shared), dtype=bool)
        reached[juror] = True
        while True:
            further = reached | (shared[reached] > 0).any(axis=0)
            if (further == reached).all():
                break
            reached = further
        component[reached] = label
    return component


def _number(component: Whole) -> int:
    """Return how many components there are."""
    return int(component.max(initial=-1)) + 1
