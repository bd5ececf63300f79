"""Invented stories: repeatable, in both languages, fit to be saved."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from stories.domain.sample_texts import SUMMARY_LENGTH, SamplePlace, sample_story
from stories.models import StoryPage

PLACES = [
    [
        SamplePlace(
            f"UA{region}{number:014d}",
            f"place-{region}-{number}",
            ("Довга назва громада", "Long Name community"),
            ("Довгоназвівка", "Dovhonazvivka"),
        )
        for number in range(3)
    ]
    for region in range(10, 37)
]
NUMBERS = st.integers(1, 100_000)


def story(number):
    return sample_story(number, places=PLACES, goals=[3, 8, 11, 16], edition="second")


def texts_in(value):
    if isinstance(value, str):
        return [value]
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for row in rows for text in texts_in(row)]


@given(NUMBERS)
def test_same_number_is_the_same_story(number):
    assert story(number) == story(number)


@given(NUMBERS)
def test_every_text_is_filled_and_every_block_is_valid(number):
    for text in story(number).texts:
        whole = [text.title, text.summary, text.funding, text.team, *texts_in(text.streams)]
        assert [part for part in whole if re.search(r"[{}]", part)] == []
        assert (0 < len(text.summary) <= SUMMARY_LENGTH, text.title != "") == (True, True)
        for name, blocks in text.streams.items():
            block = StoryPage._meta.get_field(name).stream_block
            block.clean(block.to_python(blocks))


@given(NUMBERS)
def test_figures_are_the_same_in_both_languages(number):
    uk, en = story(number).texts
    figures = [[row["value"]["value"] for row in text.streams["indicators"]] for text in (uk, en)]
    assert figures[0] == figures[1]
    prose = [re.findall(r"\d+", unescape(text.streams["challenge"][0]["value"])) for text in (uk, en)]
    assert prose[0] == prose[1]


@given(NUMBERS)
def test_facts_hold_what_the_database_demands(number):
    facts = story(number).facts
    assert facts.end_month is None if facts.is_ongoing else facts.end_month > facts.start_month
    assert bool(facts.award) == bool(facts.edition) == (number % 100 == 0)
    for names in (facts.challenges, facts.groups, facts.tags, [partner.slug for partner in facts.partners]):
        assert len(names) == len(set(names)) > 0
    assert facts.community not in [code for code, _role in facts.co_communities]


def test_every_region_has_its_turn():
    assert {story(number).facts.community[:4] for number in range(1, 28)} == {
        f"UA{region}" for region in range(10, 37)
    }
