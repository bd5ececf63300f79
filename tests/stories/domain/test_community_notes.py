"""Our own notes on communities."""

import pytest

from stories.domain.community_notes import CommunityNotes, read_notes
from stories.errors import RegisterError


def test_folder_without_notes_says_nothing(tmp_path):
    assert read_notes(tmp_path) == CommunityNotes()


def test_notes_have_former_names_and_the_occupied(tmp_path):
    (tmp_path / "former_names.toml").write_text(
        '[[communities]]\ncode = "UA1"\nformer_uk = ["Нова"]\nformer_centre_uk = [" Нове "]\n'
        '[[communities]]\ncode = "UA2"\nformer_uk = ["Стара"]\n',
        encoding="utf-8",
    )
    (tmp_path / "occupied.toml").write_text('codes = ["UA3"]')
    notes = read_notes(tmp_path)
    assert notes == CommunityNotes(
        former={"UA1": ["Нова", "Нове"], "UA2": ["Стара"]}, occupied=frozenset({"UA3"})
    )
    assert notes.codes == {"UA1", "UA2", "UA3"}


@pytest.mark.parametrize(
    ("former", "occupied", "faults"),
    [
        ("", "", ["former_names.toml: no list «communities»", "occupied.toml: no list «codes»"]),
        (
            "communities = 5",
            "codes = 5",
            ["former_names.toml: no list «communities»", "occupied.toml: no list «codes»"],
        ),
        (
            'communities = ["UA1", {code = 5, former_uk = ["Нова"]}, {code = "UA1", former_uk = "Нова"}]',
            "codes = [5]",
            [
                "former_names.toml: community 1 lacks a code or a former name",
                "former_names.toml: community 2 lacks a code or a former name",
                "former_names.toml: community 3 lacks a code or a former name",
                "occupied.toml: every code is a text",
            ],
        ),
        (
            "a = ",
            "codes = []",
            ["former_names.toml: Invalid value (at end of document)"],
        ),
    ],
)
def test_faulty_notes_are_refused(tmp_path, former, occupied, faults):
    (tmp_path / "former_names.toml").write_text(former, encoding="utf-8")
    (tmp_path / "occupied.toml").write_text(occupied, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_notes(tmp_path)
    assert caught.value.faults == faults
