"""A data file with a fault is refused with its name and the place."""

import pytest

from stories.domain.story_files import read_story
from stories.errors import SeedError

GOOD = """
key = "hub"
community = "UA61040490000035010"
category = "public-spaces"
award = "winner"
start = "2023-10"
ongoing = true
title_uk = "Хаб"
title_en = "Hub"
summary_uk = "Коротко."
summary_en = "Short."

[[challenge]]
type = "text"
uk = \"\"\"
Перший абзац
в два рядки.

Другий <b>абзац</b>.
\"\"\"
en = "One."

[[indicators]]
value = 13.30
qualifier = "about"
unit_uk = "%"
unit_en = "%"
label_uk = "працевлаштовано"
label_en = "employed"
highlight = true
"""


def write(folder, text):
    path = folder / "01_hub.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file_is_read_in_both_languages(tmp_path):
    file = read_story(write(tmp_path, GOOD), edition="second")
    assert [text.title for text in file.texts] == ["Хаб", "Hub"]
    assert (file.facts.start_month.isoformat(), file.facts.edition, file.facts.is_ongoing) == (
        "2023-10-01", "second", True,
    )  # fmt: skip


def test_paragraphs_become_escaped_markup(tmp_path):
    uk = read_story(write(tmp_path, GOOD), edition="").texts[0]
    assert uk.streams["challenge"][0]["value"] == (
        "<p>Перший абзац в два рядки.</p><p>Другий &lt;b&gt;абзац&lt;/b&gt;.</p>"
    )


def test_blocks_keep_their_ids_across_languages_and_loads(tmp_path):
    path = write(tmp_path, GOOD)
    ids = [text.streams["indicators"][0]["id"] for text in read_story(path, edition="").texts]
    again = read_story(path, edition="").texts[0].streams["indicators"][0]["id"]
    assert ids == [again, again]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title_en = "Hub"', "", "01_hub.toml: 'title_en' is missing."),
        ('start = "2023-10"', 'start = "2023-13"', "01_hub.toml: month must be in 1..12"),
        ('qualifier = "about"', 'qualifier = "some"', "01_hub.toml: 'some' is not a valid Qualifier"),
        (
            'summary_en = "Short."',
            f'summary_en = "{"x" * 281}"',
            "01_hub.toml: summary_en has 281 characters, 280 at most.",
        ),
        ('type = "text"', 'type = "table"', "01_hub.toml: challenge/0: unknown type “table”."),
    ],
)
def test_faulty_file_is_refused_with_the_place(tmp_path, old, new, told):
    with pytest.raises(SeedError) as caught:
        read_story(write(tmp_path, GOOD.replace(old, new)), edition="")
    assert str(caught.value) == told
