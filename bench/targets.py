"""Which of the figures that the project wants to hold are held, told as lines of a table."""

from collections.abc import Iterator, Sequence

from bench.measuring import BARE, CACHED, EMPTY, STOCK, UNCACHED, Round

_FEW, _SOME, _MANY = 11, 100, 10_000
_LIST = "list, three filters"
# How many times the CPU of an empty stock page an uncached page may take; the last two with all the stories.
_CPU = {"story": 2, _LIST: 15, "search": 15}
_GROWTH = 3
_PAGES = ("home", "list", _LIST, "story", "search", "API")


def targets(rounds: Sequence[Round]) -> Iterator[str]:
    """Every target that these rounds can tell something of; a page that was not measured has none."""
    yield "| target | database | measured | holds |"
    yield "|---|---|---:|---|"
    for each in rounds:
        yield from _cached(each)
        yield from _uncached(each)
    sizes = {(each.engine, each.stories): each for each in rounds}
    for engine in dict.fromkeys(each.engine for each in rounds):
        few, some, many = (sizes.get((engine, size)) for size in (_FEW, _SOME, _MANY))
        if some and many:
            yield from _growth(some, many)
        if few and many:
            yield from _same_queries(few, many)


def _cached(each: Round) -> Iterator[str]:
    for row in each.rows:
        bare = each.row(row.page, BARE, row.connections)
        if row.server == CACHED and bare:
            share = row.per_second / bare.per_second
            target = f"cached {row.page}, {row.connections} connections: ≥ 1.0 × bare req/s"
            yield _line(target, _name(each), f"{share:.2f}", holds=share >= 1)


def _uncached(each: Round) -> Iterator[str]:
    empty = each.row(EMPTY, STOCK, 1)
    for page, most in _CPU.items():
        row = each.row(page, UNCACHED, 1)
        if row and empty and (page == "story" or each.stories >= _MANY):
            share = row.cpu_ms / empty.cpu_ms
            target = f"uncached {page}: ≤ {most} × the empty page's CPU"
            yield _line(target, _name(each), f"{share:.2f}", holds=share <= most)


def _growth(some: Round, many: Round) -> Iterator[str]:
    for page in (_LIST, "search"):
        small, large = (each.row(page, UNCACHED, 1) for each in (some, many))
        if small and large:
            share = large.cpu_ms / small.cpu_ms
            target = f"{page} at {_MANY:,} stories: ≤ {_GROWTH} × its CPU at {_SOME}"
            yield _line(target, many.engine, f"{share:.2f}", holds=share <= _GROWTH)


def _same_queries(few: Round, many: Round) -> Iterator[str]:
    for page in _PAGES:
        rows = [each.row(page, UNCACHED, 1) for each in (few, many)]
        counts = [row.queries for row in rows if row and row.queries is not None]
        if len(counts) == len(rows):
            target = f"{page}: as many queries at {_FEW} as at {_MANY:,} stories"
            yield _line(target, many.engine, " / ".join(map(str, counts)), holds=len(set(counts)) == 1)


def _name(each: Round) -> str:
    return f"{each.engine}, {each.stories:,}"


def _line(target: str, where: str, value: str, *, holds: bool) -> str:
    return f"| {target} | {where} | {value} | {'yes' if holds else 'NO'} |"
