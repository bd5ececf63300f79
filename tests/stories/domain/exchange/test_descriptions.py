"""What describes the data: definitions, the catalogue for portals, the template to fill in."""

import io
import json

import pytest
from openpyxl import load_workbook
from pyld import jsonld

from stories.domain.exchange.data_catalogue import data_catalogue
from stories.domain.exchange.definitions import definitions, field_definitions
from stories.domain.exchange.importing import import_stories
from stories.domain.exchange.story_columns import STORY_COLUMNS
from stories.domain.exchange.template import write_template
from stories.models import StoryPage
from tests.factories import make_category, make_community, make_edition, make_story

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"


def no_loading(url, options):
    pytest.fail(f"{url} would be fetched")


@pytest.fixture
def catalogue(uk):
    make_story(uk)
    (expanded,) = jsonld.expand(json.loads(json.dumps(data_catalogue())), {"documentLoader": no_loading})
    return expanded


def test_catalogue_is_linked_data_without_fetching_a_context(catalogue):
    assert catalogue["@type"] == [f"{DCAT}Catalog"]
    (dataset,) = catalogue[f"{DCAT}dataset"]
    assert dataset["@type"] == [f"{DCAT}Dataset"]
    assert dataset[f"{DCT}license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert {title["@language"] for title in dataset[f"{DCT}title"]} == {"uk", "en"}
    assert len(dataset[f"{DCT}modified"]) == 1


def test_each_distribution_says_where_it_is_and_what(catalogue):
    (dataset,) = catalogue[f"{DCAT}dataset"]
    found = {
        entry.get(f"{DCAT}downloadURL", [{"@id": ""}])[0]["@id"].removeprefix("http://127.0.0.1:8000")
        for entry in dataset[f"{DCAT}distribution"]
    }
    assert found == {
        "/data/stories.json",
        "/data/stories.csv",
        "/data/stories.xlsx",
        "/uk/feed/",
        "/en/feed/",
        "",
    }
    for entry in dataset[f"{DCAT}distribution"]:
        assert entry["@type"] == [f"{DCAT}Distribution"]
        assert len(entry[f"{DCT}license"]) == 1
        assert entry[f"{DCAT}accessURL"]


def test_no_key_of_the_catalogue_is_lost_in_expansion(catalogue):
    def keys(value):
        if isinstance(value, dict):
            yield from value
            for inner in value.values():
                yield from keys(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    told = data_catalogue()
    context = told.pop("@context")
    own = {key for key in keys(told) if not key.startswith("@") and key not in ("uk", "en")}
    assert {key for key in own if key not in context and ":" not in key} == set()


def test_every_column_is_described_in_both_languages():
    fields = {field["name"]: field for field in field_definitions()}
    assert list(fields) == [column.name for column in STORY_COLUMNS]
    untold = [
        name for name, field in fields.items() if not (field["title"]["uk"] and field["title"]["en"])
        or ("description" in field and field["description"]["uk"] == field["description"]["en"])
    ]  # fmt: skip
    assert untold == []
    assert fields["award"]["values"][0] == {
        "code": "winner",
        "title": {"uk": "Історія-переможниця", "en": "Winner"},
    }
    assert [inner["name"] for inner in fields["links"]["fields"]] == ["title_uk", "title_en", "url"]


def test_definitions_put_the_columns_of_a_list_behind_it():
    names = [(each.inside, each.name) for each in definitions()]
    assert names[names.index(("", "links")) + 1] == ("links", "title_uk")
    assert len(names) == len(set(names))


@pytest.fixture
def template(uk):
    """The template in Ukrainian, opened as a spreadsheet would."""
    make_category("public-spaces", name_uk="Публічні простори", name_en="Public spaces")
    make_community("Тернопільська", "Тернопіль", code="UA61040490000035010")
    make_edition()
    with write_template(language="uk") as file:
        return load_workbook(io.BytesIO(file.read()))


def test_template_has_a_sheet_for_stories_and_for_each_list(template):
    assert template.sheetnames == [
        "stories", "definitions", "co_communities", "stages", "indicators", "updates", "success_factors", "obstacles",
        "lessons", "partners", "videos", "links", "lists",
    ]  # fmt: skip
    assert template["lists"].sheet_state == "hidden"
    head = [cell.value for cell in template["stories"][1]]
    assert ("url_uk" in head, head[:3]) == (False, ["key", "slug_uk", "slug_en"])


def test_template_offers_lists_to_choose_from(template):
    sheet = template["stories"]
    head = {cell.value: cell.column_letter for cell in sheet[1]}
    offered = {
        str(rule.sqref).partition("3:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation
    }
    for column, first in (("community", "Тернопільська громада, Тернопільська область, UA61040490000035010"),
                          ("category", "Публічні простори"), ("ongoing", "так"), ("award", "Історія-переможниця")):  # fmt: skip
        place = offered[head[column]].removeprefix("lists!").partition(":")[0].replace("$", "")
        assert template["lists"][place].value == first


def test_filled_template_is_imported(template, tmp_path):
    sheet = template["stories"]
    head = {cell.value: cell.column for cell in sheet[1]}
    typed = {
        "key": "hub", "community": "Тернопільська громада, Тернопільська область, UA61040490000035010",
        "category": "Публічні простори", "start": "2023-10", "ongoing": "так", "title_uk": "Хаб",
        "summary_uk": "Коротко.", "award": "Історія-переможниця", "edition": "Другий конкурс",
    }  # fmt: skip
    for column, value in typed.items():
        sheet.cell(row=3, column=head[column], value=value)
    template.save(tmp_path / "a.xlsx")
    assert import_stories(tmp_path / "a.xlsx", apply=True).stories == 1
    story = StoryPage.objects.get()
    assert (story.title, story.award, story.edition.number, story.is_ongoing) == ("Хаб", "winner", 2, True)


def test_empty_template_holds_no_story(template, tmp_path):
    template.save(tmp_path / "a.xlsx")
    with pytest.raises(Exception, match="У файлі немає жодної історії"):
        import_stories(tmp_path / "a.xlsx")
