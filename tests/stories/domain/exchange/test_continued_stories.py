"""What was told after publication goes into every kind of file and comes back the same."""

import json
from datetime import date
from decimal import Decimal

import pytest

from stories.domain.exchange.export import choose_export
from stories.domain.exchange.files import csv_pieces, json_pieces
from stories.domain.exchange.importing import import_stories
from stories.domain.exchange.workbook import write_workbook
from stories.errors import ImportRefused
from stories.models import StoryPage
from stories.querysets.catalogue import CatalogueChoice
from tests.factories import make_story, translate
from tests.stories.domain.exchange.samples import good_story, make_places, write_csv, write_json, write_xlsx

WRITERS = {"json": write_json, "csv": write_csv, "xlsx": write_xlsx}
WORDS = {
    "uk": ("Відкрили другий простір.\n\nПриходьте.", "людей"),
    "en": ("A second space has opened.\n\nCome.", "people"),
}
FILES = {
    "json": lambda export: b"".join(json_pieces(export.records(), about=export.about())),
    "csv": lambda export: b"".join(csv_pieces(export.records())),
}


def told(language):
    text, unit = WORDS[language]
    earlier = [
        {"type": "item", "id": "b", "value": {"as_of": None, "value": "3", "qualifier": "exact"}},
        {"type": "item", "id": "c", "value": {"as_of": "2024-06-01", "value": "9.5", "qualifier": "up_to"}},
    ]
    figure = {
        "value": "12", "qualifier": "about", "unit": unit, "label": unit, "as_of": "2025-05-01", "source": "",
        "highlight": True, "earlier": earlier,
    }  # fmt: skip
    return {
        "updates": [{"type": "update", "id": "d", "value": {"date": "2025-05-12", "text": text}}],
        "indicators": [{"type": "indicator", "id": "a", "value": figure}],
    }


@pytest.fixture
def story(indexes):
    story = make_story(indexes["uk"], slug="hub", community=make_places(), **told("uk"))
    translate(story, indexes["en"], slug="hub", title="A hub", **told("en"))
    return story


def export():
    return choose_export(CatalogueChoice(), language="uk")


def test_record_holds_updates_and_earlier_figures_of_both_languages_side_by_side(story):
    (record,) = json.loads(FILES["json"](export()))["stories"]
    assert record["updates"] == [{"date": "2025-05-12", "text_uk": WORDS["uk"][0], "text_en": WORDS["en"][0]}]
    assert record["indicators"][0]["earlier"] == [
        {"as_of": None, "value": 3, "qualifier": "exact"}, {"as_of": "2024-06", "value": 9.5, "qualifier": "up_to"},
    ]  # fmt: skip


def test_figure_without_earlier_values_stands_once_however_its_language_keeps_that(indexes):
    """A draft that was looked at keeps an empty list, one of before there were such lists keeps nothing."""
    value = dict(told("uk")["indicators"][0]["value"], earlier=[])
    bare = {name: each for name, each in value.items() if name != "earlier"}
    story = make_story(indexes["uk"], indicators=[{"type": "indicator", "id": "a", "value": value}])
    translate(
        story, indexes["en"], title="A hub", indicators=[{"type": "indicator", "id": "a", "value": bare}]
    )
    (record,) = json.loads(FILES["json"](export()))["stories"]
    assert [figure["earlier"] for figure in record["indicators"]] == [[]]


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_file_brings_them_back(story, tmp_path, kind):
    path = tmp_path / f"stories.{kind}"
    if kind == "xlsx":
        with write_workbook(export().records(), language="uk") as file:
            path.write_bytes(file.read())
    else:
        path.write_bytes(FILES[kind](export()))
    for page in StoryPage.objects.all():
        page.unpublish()
        page.delete()
    import_stories(path, apply=True)
    assert {page.locale.language_code: plain(page) for page in StoryPage.objects.all()} == {
        language: (
            [(date(2025, 5, 12), WORDS[language][0])],
            [(None, Decimal(3), "exact"), (date(2024, 6, 1), Decimal("9.5"), "up_to")],
        )
        for language in ("uk", "en")
    }


def plain(page):
    """The updates and the earlier values of the only figure."""
    (figure,) = page.indicators
    return (
        [(block.value["date"], block.value["text"]) for block in page.updates],
        [(item["as_of"], item["value"], item["qualifier"]) for item in figure.value["earlier"]],
    )


TYPED = {
    "updates": [{"date": "12.05.2025", "text_uk": "Відкрили другий простір.", "text_en": "A second space."}],
    "indicators": [
        {
            "value": 12, "unit_uk": "людей", "unit_en": "people", "label_uk": "прийшли", "label_en": "came",
            "earlier": "?=3; 06.2024=до 9,5",
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_what_a_person_typed_into_one_cell_is_taken_in_both_languages(indexes, tmp_path, kind):
    make_places()
    import_stories(WRITERS[kind](tmp_path / f"a.{kind}", good_story(**TYPED)), apply=True)
    uk, en = (StoryPage.objects.get(locale__language_code=code) for code in ("uk", "en"))
    assert (
        plain(uk)[1]
        == plain(en)[1]
        == [(None, Decimal(3), "exact"), (date(2024, 6, 1), Decimal("9.5"), "up_to")]
    )
    ids = [[item.id for item in page.indicators[0].value["earlier"].bound_blocks] for page in (uk, en)]
    assert (ids[0] == ids[1], len(set(ids[0])), plain(en)[0]) == (
        True,
        2,
        [(date(2025, 5, 12), "A second space.")],
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"updates": [{"text_uk": "Відкрили."}]}, "updates[1].date: Це поле обовʼязкове."),
        (
            {"updates": [{"date": "2025-05-12", "text_uk": "", "text_en": ""}]},
            "updates[1].text_uk: У рядку немає тексту жодною мовою.",
        ),
        (
            {"updates": [{"date": "навесні", "text_uk": "Відкрили."}]},
            "updates[1].date: «навесні» — не дата. Напишіть рік, місяць і день, наприклад 2025-05-12.",
        ),
        (
            {"indicators": [TYPED["indicators"][0] | {"earlier": "2024-06"}]},
            (
                "indicators[1].earlier: «2024-06» — не попередній показник. Напишіть місяць і число, наприклад "
                "2024-06=1200; 2025-01=близько 1500; якщо місяць невідомий, поставте знак питання: ?=900."
            ),
        ),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_place(indexes, tmp_path, changes, fault):
    make_places()
    with pytest.raises(ImportRefused) as refusal:
        import_stories(write_json(tmp_path / "a.json", good_story(**changes)), apply=True)
    assert refusal.value.faults[0] == f"історія 1, стовпець {fault}"
