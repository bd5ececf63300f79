"""What a ranking consists of."""

from typing import NamedTuple


class Line(NamedTuple):
    """An entry's place. Scores are counts of millionths."""

    entry: str
    place: int
    score: int
    raw: int
    evaluations: int


class Standing(NamedTuple):
    """The ranking of one category. `ties`: the entries that were equal, and what broke it, None if nothing did."""

    lines: list[Line]
    without_quorum: list[str]
    ties: list[tuple[list[str], str | None]]
    winners: list[str]
    undecided: list[str]
    groups: int
    jurors: int
    floats: bool


class Ranking(NamedTuple):
    """All categories and special awards. `tied` holds the entries between which an award is undecided."""

    categories: dict[str, Standing]
    special_awards: dict[str, str | None]
    tied: dict[str, list[str]]
