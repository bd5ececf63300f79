"""The arithmetic of counts against counting one by one."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from stories.domain.facets import FacetIndex, bits_of

VALUES = {"category": "abc", "tag": "xyz", "year": "123"}


@dataclass(frozen=True)
class Story:
    """A story of a small catalogue; its place in the list is its key less a hundred."""

    category: str
    tag: frozenset[str]
    year: str
    here: bool
    title: int

    def values(self, facet):
        value = getattr(self, facet)
        return value if isinstance(value, frozenset) else {value}


stories_of_a_catalogue = st.lists(
    st.builds(
        Story,
        category=st.sampled_from("abc"),
        tag=st.frozensets(st.sampled_from("xyz")),
        year=st.sampled_from("123"),
        here=st.booleans(),
        title=st.integers(0, 9),
    ),
    max_size=90,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        facet: st.lists(st.sampled_from([*letters, "nobody's"]), min_size=1)
        for facet, letters in VALUES.items()
    },
)


def index_of(catalogue):
    size = len(catalogue)

    def having(test):
        return bits_of([place for place, story in enumerate(catalogue) if test(story)], size=size)

    return FacetIndex(
        pks=tuple(range(100, 100 + size)),
        here=having(lambda story: story.here),
        elsewhere=having(lambda story: not story.here),
        sets={
            facet: {value: having(lambda story, f=facet, v=value: v in story.values(f)) for value in letters}
            for facet, letters in VALUES.items()
        },
        orders={"title": tuple(sorted(range(size), key=lambda place: (catalogue[place].title, place)))},
    )


def naive(catalogue, choice, *, but=""):
    """Keys of the stories that are here and match the choice, but for one facet of it."""
    return [
        100 + place
        for place, story in enumerate(catalogue)
        if story.here
        and all(story.values(name) & set(chosen) for name, chosen in choice.items() if name != but)
    ]


@given(catalogue=stories_of_a_catalogue, choice=choices)
def test_every_count_is_what_counting_one_by_one_gives(catalogue, choice):
    index = index_of(catalogue)
    assert {facet: index.counts(facet, choice, among=index.here) for facet in VALUES} == {
        facet: {
            value: sum(
                value in catalogue[pk - 100].values(facet) for pk in naive(catalogue, choice, but=facet)
            )
            for value in letters
        }
        for facet, letters in VALUES.items()
    }


@given(catalogue=stories_of_a_catalogue, choice=choices)
def test_matching_stories_come_in_the_order_of_bits_and_in_that_of_titles(catalogue, choice):
    index, expected = index_of(catalogue), naive(catalogue, choice)
    matching = index.matching(choice, among=index.here)
    assert index.sorted_pks(matching) == tuple(expected)
    by_title = sorted(expected, key=lambda pk: (catalogue[pk - 100].title, pk))
    assert index.sorted_pks(matching, order="title") == tuple(by_title)


@given(catalogue=stories_of_a_catalogue, pks=st.lists(st.integers(90, 200)))
def test_set_of_keys_holds_those_that_are_known_and_keeps_their_order(catalogue, pks):
    index = index_of(catalogue)
    known = [pk for pk in pks if 100 <= pk < 100 + len(catalogue)]
    assert index.sorted_pks(index.set_of(pks)) == tuple(sorted(set(known)))
    here = [pk for pk in known if catalogue[pk - 100].here]
    assert index.kept(pks, index.here) == tuple(here)


@given(positions=st.sets(st.integers(0, 299)), few=st.booleans())
def test_many_bits_are_written_as_few_are(positions, few):
    wanted = sorted(positions)[: 20 if few else 300]
    assert bits_of(wanted, size=300) == sum(1 << position for position in wanted)
