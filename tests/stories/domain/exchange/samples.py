"""Files to import, made for tests: a good story as a person would type it, and the ways to write it down."""

import csv
import json

from openpyxl import Workbook

from tests.factories import make_category, make_community

CODE = "UA61040490000035010"


def make_places():
    """The community and the category that the good story names."""
    make_category("public-spaces", name_uk="Публічні простори", name_en="Public spaces")
    return make_community("Тернопільська", "Тернопіль", code=CODE)


def good_story(**changes):
    """A story with the least that one needs, and a list of each kind."""
    row = {
        "key": "hub", "community": CODE, "category": "public-spaces", "start": "2023-10", "ongoing": True,
        "title_uk": "Хаб", "summary_uk": "Громада відкрила хаб.", "title_en": "A hub", "summary_en": "A hub opened.",
        "challenge_uk": "Не було де зібратися.\n\nЗовсім.", "challenge_en": "There was no place.",
        "tags_uk": "хаб; молодь", "tags_en": "hub; youth",
        "stages": [{"title_uk": "Ідея", "title_en": "The idea", "start": "2023-07"}],
        "indicators": [
            {
                "value": 100000, "unit_uk": "гривень", "unit_en": "hryvnias", "label_uk": "дав бюджет",
                "label_en": "from the budget",
            },
        ],
        "partners": [{"name_uk": "Міська рада", "name_en": "City Council", "sector": "authority", "role": "lead"}],
    }  # fmt: skip
    return {name: value for name, value in {**row, **changes}.items() if value is not None}


def write_json(path, *stories):
    path.write_text(json.dumps({"stories": stories}, ensure_ascii=False), encoding="utf-8")
    return path


def write_csv(path, *stories, encoding="utf-8-sig", delimiter=","):
    columns = list(dict.fromkeys(name for story in stories for name in story))
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.writer(file, delimiter=delimiter)
        table.writerow(columns)
        for story in stories:
            table.writerow([_csv_cell(story.get(name)) for name in columns])
    return path


def write_xlsx(path, *stories):
    """Lists go to sheets of their own, as in the site's workbooks."""
    book = Workbook()
    book.remove(book.active)
    flat = [
        {name: value for name, value in story.items() if not isinstance(value, list)} for story in stories
    ]
    _fill(book.create_sheet("stories"), flat)
    for name in dict.fromkeys(
        key for story in stories for key, value in story.items() if isinstance(value, list)
    ):
        rows = [{"key": story["key"], **row} for story in stories for row in story.get(name, [])]
        _fill(book.create_sheet(name), rows)
    book.save(path)
    return path


def _fill(sheet, rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(name) for name in columns])


def _csv_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "так" if value else "ні"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
