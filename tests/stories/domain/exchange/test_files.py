"""The files that the catalogue gives away: what is in them, what never is, and what they cost."""

import csv
import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from stories.domain.exchange.export import choose_export
from stories.domain.exchange.files import csv_pieces, json_pieces
from stories.domain.exchange.story_columns import STORY_COLUMNS
from stories.domain.exchange.workbook import LONGEST_CELL, write_workbook
from stories.domain.story_content import stream_block
from stories.models import StoryPartner
from stories.querysets.catalogue import CatalogueChoice
from tests.factories import (
    add_photo,
    make_draft,
    make_image,
    make_organisation,
    make_story,
    publish,
    translate,
)


def export(choice=None, language="uk"):
    return choose_export(choice or CatalogueChoice(sort="title"), language=language)


def as_json(**options):
    chosen = export(**options)
    return json.loads(b"".join(json_pieces(chosen.records(), about=chosen.about())))


def as_csv(**options):
    text = b"".join(csv_pieces(export(**options).records())).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_workbook(**options):
    with write_workbook(export(**options).records(), language="uk") as file:
        return load_workbook(io.BytesIO(file.read()))


def sheet_rows(book, name):
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def prose(text):
    return [stream_block("a", "challenge/0", kind="text", value=f"<p>{text}</p>")]


@pytest.fixture
def told(uk, en):
    """A story in both languages, one in English alone, and what nobody may see."""
    story = make_story(uk, title="Аптека", challenge=prose("Не було <b>де</b> лікуватися."))
    translate(story, en, title="A pharmacy")
    make_story(en, title="English only")
    make_draft(uk, title="Чернетка")
    make_story(uk, title="Знята").unpublish()
    return story


def test_each_story_stands_once_with_both_languages(told):
    rows = as_json()["stories"]
    assert [(row["title_uk"], row["title_en"]) for row in rows] == [
        ("Аптека", "A pharmacy"),
        ("", "English only"),
    ]
    assert rows[0]["key"] == str(told.translation_key)
    assert rows[0]["url_en"] == f"http://localhost/en/stories/{told.get_translations().get().slug}/"
    assert (rows[1]["url_uk"], rows[0]["challenge_uk"]) == ("", "Не було **де** лікуватися.")


def test_every_kind_of_file_has_the_same_columns_and_stories(told):
    names = [column.name for column in STORY_COLUMNS]
    assert list(as_json()["stories"][0]) == names
    assert list(as_csv()[0]) == names
    keys = [row["key"] for row in as_json()["stories"]]
    assert [row["key"] for row in as_csv()] == keys
    assert [row["key"] for row in sheet_rows(as_workbook(), "stories")] == keys


def test_draft_withdrawn_story_and_unpublished_translation_are_nowhere(told):
    translation = told.get_translations().get()
    translation.title = "Unreviewed words"
    translation.save_revision()
    told.get_translations().get().unpublish()
    text = json.dumps(as_json(), ensure_ascii=False)
    assert [word for word in ("Чернетка", "Знята", "Unreviewed", "A pharmacy") if word in text] == []
    assert [row["title_uk"] for row in as_json()["stories"]] == ["Аптека", ""]


def test_story_withdrawn_while_the_file_is_written_is_left_out(told):
    chosen = export()
    told.unpublish()
    assert [row["title_uk"] for row in chosen.records()] == ["", ""]


def test_filters_narrow_the_file_and_the_text_is_looked_for_in_the_language(told):
    choice = CatalogueChoice(category=("nowhere",))
    assert (as_json(choice=choice)["stories"], as_json(choice=choice)["count"]) == ([], 0)
    found = as_json(choice=CatalogueChoice(q="pharmacy"), language="en")
    assert [row["title_en"] for row in found["stories"]] == ["A pharmacy"]
    assert found["query"] == "?q=pharmacy"


def test_empty_catalogue_makes_good_files(uk):
    assert (as_json()["stories"], as_csv(), sheet_rows(as_workbook(), "stories")) == ([], [], [])


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "#N/A"])
def test_no_title_is_calculated_and_every_one_is_read_back(uk, title):
    make_story(uk, title=title)
    cell = as_csv()[0]["title_uk"]
    assert cell[0] not in "=+-@\t\r"
    sheet = as_workbook()["stories"]
    column = [head.value for head in sheet[1]].index("title_uk")
    shown = sheet[2][column]
    assert (shown.data_type, as_json()["stories"][0]["title_uk"]) == ("s", title)
    assert shown.quotePrefix is (title[0] in "=+-@\t")


def test_csv_is_what_excel_and_the_standard_expect(told):
    content = b"".join(csv_pieces(export().records()))
    assert (content[:3], content.count(b"\r\n"), content[-2:]) == (b"\xef\xbb\xbf", 3, b"\r\n")
    assert json.loads(as_csv()[0]["stages"] or "[]") == []


def test_text_longer_than_a_cell_goes_on_in_another_sheet(uk):
    text = "Довго. " * 10_000
    story = make_story(uk, challenge=prose(text.strip()))
    book = as_workbook()
    first = sheet_rows(book, "stories")[0]["challenge_uk"]
    rest = sheet_rows(book, "continued")
    assert {row["key"] for row in rest} == {str(story.translation_key)}
    assert all(len(row["text"]) <= LONGEST_CELL for row in rest)
    assert first + "".join(row["text"] for row in rest) == text.strip()


def test_photo_is_named_with_its_words_and_never_by_its_original(uk, stored_files):
    image = make_image(caption_uk="Підпис")
    story = publish(add_photo(make_story(uk), image))
    assert as_json()["stories"][0]["photos"] == [
        {
            "url": "", "width": None, "height": None, "alt_uk": "Люди за столом", "alt_en": "People at a table",
            "caption_uk": "Підпис", "caption_en": "", "credit": "Громада", "licence": "cc-by-4.0",
        }
    ]  # fmt: skip
    rendition = image.get_rendition("width-640|format-jpeg")
    (photo,) = as_json()["stories"][0]["photos"]
    assert (photo["url"].endswith(rendition.url), photo["width"]) == (True, rendition.width)
    assert image.file.name not in json.dumps(as_json())
    assert story.live is True


def test_year_alone_and_end_are_written_as_they_are_known(uk):
    make_story(uk, title="А", start_month=date(2020, 1, 1), start_month_known=False)
    make_story(uk, title="Б", start_month=date(2022, 3, 1), is_ongoing=False, end_month=date(2023, 5, 1))
    assert [(row["start"], row["end"], row["ongoing"]) for row in as_json()["stories"]] == [
        ("2020", None, True), ("2022-03", "2023-05", False),
    ]  # fmt: skip


def test_link_to_a_page_of_the_site_is_given_in_full_and_to_a_hidden_one_not_at_all(uk):
    target, hidden = make_story(uk, title="Б"), make_draft(uk, title="В")
    links = " ".join(f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in (target, hidden))
    make_story(uk, title="А", challenge=prose(links))
    assert as_json()["stories"][0]["challenge_uk"] == f"[Б](http://localhost/uk/stories/{target.slug}/) В"


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow_with_the_stories(uk, en, count, django_assert_num_queries):
    for number in range(count):
        story = make_story(uk, title=f"Історія {number}")
        story.partners.add(
            StoryPartner(organisation=make_organisation(f"Council {number}", f"Рада {number}"))
        )
        translate(publish(add_photo(story, make_image())), en, title=f"Story {number}")
    chosen = export()
    with django_assert_num_queries(11):
        assert len(list(chosen.records())) == count


def test_pieces_come_before_all_stories_are_read(uk, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("stories.domain.exchange.bundles.CHUNK", 1)
    monkeypatch.setattr("stories.domain.exchange.files._PIECE", 1)
    for number in range(3):
        make_story(uk, title=f"Історія {number}")
    chosen = export()
    with django_assert_num_queries(10):
        pieces = csv_pieces(chosen.records())
        assert [next(pieces).count(b"\r\n"), next(pieces).count(b"\r\n")] == [1, 1]
