"""The eleven stories of the booklet: whole, in both languages, with every figure."""

import re
import tomllib
from pathlib import Path

import pytest

from stories.domain.vocabulary import DATA

FILES = sorted((DATA / "second_contest").glob("*.toml"))
STORIES = {path.stem[3:]: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
# Headings, units and labels are not prose.
_PROSE = ("challenge", "solution", "stages", "results", "transfer", "success_factors", "obstacles", "lessons")

CATEGORIES = {
    "ternopil-youth-programme": ("open-government", "special_award", "2023-07"),
    "volodymyr-creative-youth": ("youth-engagement", "winner", "2022-03"),
    "kamianske-leaders-of-change": ("youth-engagement", "winner", "2022-06"),
    "chernivtsi-internships": ("youth-engagement", "winner", "2022-09"),
    "balakliia-cube-youth-hub": ("youth-engagement", "winner", "2022-11"),
    "shpola-veteran-hub": ("public-spaces", "winner", "2023-10"),
    "kyiv-vcentri-hub": ("public-spaces", "winner", "2020"),
    "mariupol-i-mariupol": ("public-spaces", "winner", "2022-04"),
    "haivoron-support-and-recovery": ("recovery-and-development", "winner", "2022-02"),
    "zviahel-book-that-heals": ("recovery-and-development", "winner", "2023-09"),
    "kreminna-working-group": ("recovery-and-development", "winner", "2022-02"),
}
# What the booklet counts, story by story; decimals as they are kept in the data files.
FIGURES = {
    "ternopil-youth-programme": {30, 70, 2024, 2026},
    "volodymyr-creative-youth": {3000},
    "kamianske-leaders-of-change": {40, 14, 35, 300, 10000, 2022, 2023},
    "chernivtsi-internships": {74, 55, 44, 6, 13.6, 72, 57, 45, 13.3, 35, 120},
    "balakliia-cube-youth-hub": {9, 7, 50, 500, 5, 13, 16},
    "shpola-veteran-hub": {50, 4, 100000},
    "kyiv-vcentri-hub": {3, 2020},
    "mariupol-i-mariupol": {25, 17, 61000, 128000, 560000, 70000, 6, 2000, 2500, 27},
    "haivoron-support-and-recovery": {30, 3, 1325},
    "zviahel-book-that-heals": {200, 2023, 9},
    "kreminna-working-group": {5, 2, 6, 10000, 2019, 2024, 2027},
}
_WORDS = {2: "дв", 3: "тр", 4: "чотир", 5: "п’?ʼ?ят", 6: "шіст|шест", 7: "сім|семи", 9: "девʼят"}


def texts(value, is_wanted):
    """The texts under the wanted keys, however deep they lie."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and is_wanted(key):
                yield inner
            else:
                yield from texts(inner, is_wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, is_wanted)


def prose(data, language):
    parts = [data.get(part, []) for part in _PROSE]
    return " ".join(texts(parts, {language, f"text_{language}"}.__contains__))


def everything(data, language):
    return " ".join(texts(data, lambda key: key == language or key.endswith(f"_{language}")))


def test_data_holds_the_eleven_stories_in_their_categories():
    found = {key: (data["category"], data["award"], data["start"]) for key, data in STORIES.items()}
    assert found == CATEGORIES


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("key", STORIES)
def test_story_is_told_in_at_least_250_words(key, language):
    assert len(prose(STORIES[key], language).split()) >= 250


@pytest.mark.parametrize("key", STORIES)
def test_story_names_every_figure_of_the_booklet(key):
    data = STORIES[key]
    text = re.sub(r"(?<=\d)[\s\u00a0](?=\d{3})", "", everything(data, "uk")).replace(",", ".")
    shown = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}
    shown |= {float(row["value"]) for row in data["indicators"]}
    missing = {
        figure for figure in FIGURES[key]
        if figure not in shown and not re.search(rf"\b({_WORDS.get(figure, 'ніколи')})", text.lower())
    }  # fmt: skip
    assert missing == set()


@pytest.mark.parametrize("key", STORIES)
def test_ukrainian_text_has_no_foreign_letters_or_straight_quotes(key):
    text = everything(STORIES[key], "uk")
    mixed = re.findall(r"\w*(?:[a-z][а-яіїєґ]|[а-яіїєґ][a-z])\w*", text, re.IGNORECASE)
    assert (mixed, sorted(set(text) & set("\"'ыэъё"))) == ([], [])


def test_organisation_has_the_same_name_in_every_story():
    names = {}
    for data in STORIES.values():
        for row in data["organisations"]:
            names.setdefault(row["key"], set()).add((row["name_uk"], row["name_en"], row["sector"]))
    assert {key: found for key, found in names.items() if len(found) > 1} == {}


def test_tag_has_the_same_name_in_every_story():
    names = {}
    for data in STORIES.values():
        for row in data["tags"]:
            names.setdefault(row["slug"], set()).add((row["uk"], row["en"]))
    assert {slug: found for slug, found in names.items() if len(found) > 1} == {}


def test_vocabulary_knows_every_key_that_stories_use():
    vocabulary = tomllib.loads(Path(DATA / "vocabulary.toml").read_text(encoding="utf-8"))
    for part in ("challenges", "groups"):
        used = {key for data in STORIES.values() for key in data[part]}
        assert used - {row["slug"] for row in vocabulary[part]} == set()
