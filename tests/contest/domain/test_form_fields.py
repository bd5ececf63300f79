"""Which paths the form has."""

import re

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.form_fields import SECTIONS, Field, all_fields, field_at, items_of, parts_of, section_at
from contest.enums import Section

FIELDS = {part.name: group.section for group in SECTIONS for part in group.parts if isinstance(part, Field)}
LISTS = {
    part.name: (group.section, {field.name for field in part.fields})
    for group in SECTIONS
    for part in group.parts
    if not isinstance(part, Field)
}
HEADS = [*FIELDS, *LISTS, "question", "eligible", "nothing", "Title", ""]
NAMES = sorted({name for _section, names in LISTS.values() for name in names} | {"nothing", ""})
ids = st.one_of(
    st.from_regex(r"[0-9a-f]{0,34}", fullmatch=True), st.sampled_from(["0A1B2C3D", "1", "01", "٣", "a\n"])
)
paths = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HEADS),
    st.tuples(st.sampled_from(HEADS), ids).map("/".join),
    st.tuples(st.sampled_from(HEADS), ids, st.sampled_from(NAMES)).map("/".join),
    st.tuples(st.sampled_from(HEADS), ids, st.sampled_from(NAMES), st.sampled_from(["", "x"])).map("/".join),
)


def section_by_the_grammar(path):
    """The same rule said another way: one regular expression for each kind of path."""
    if path in FIELDS:
        return FIELDS[path]
    if re.fullmatch(r"question/[A-Za-z0-9_-]{1,40}", path):
        return Section.QUESTIONS
    if re.fullmatch(r"eligible/[1-9][0-9]{0,8}", path):
        return Section.ABOUT
    match = re.fullmatch(r"([a-z_]+)/[0-9a-f]{8,32}(?:/([a-z_]+))?", path)
    if match and match[1] in LISTS:
        section, names = LISTS[match[1]]
        return section if match[2] is None or match[2] in names else None
    return None


@given(paths)
def test_section_is_found_for_exactly_the_paths_of_the_form(path):
    assert section_at(path) == section_by_the_grammar(path)


@given(paths)
def test_field_is_found_only_where_the_form_has_one(path):
    field = field_at(path)
    assert field is None or field.name == path.rpartition("/")[2]


def test_each_field_stands_in_one_section_under_one_path():
    found = [(part.name if part else "", field.name) for _section, part, field in all_fields()]
    assert (len(found), len(set(found))) == (56, 56)
    assert [parts_of(section) != () for section in Section] == [
        section != Section.QUESTIONS for section in Section
    ]


def test_items_stand_in_their_places_and_removed_ones_are_left_out():
    values = {
        "stages/aaaaaaaa": "2", "stages/bbbbbbbb": "10", "stages/cccccccc": "1", "stages/dddddddd": "",
        "stages/eeeeeeee": "-1", "stages/ffffffff": ["1"], "stages/aaaaaaaa/text": "3", "partners/abababab": "1",
    }  # fmt: skip
    assert items_of("stages", values) == ["cccccccc", "aaaaaaaa", "bbbbbbbb"]
