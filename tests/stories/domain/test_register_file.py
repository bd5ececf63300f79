"""Reading the official register: what a good file says, and that no bad one passes."""

import io
import zipfile

import pytest

from stories.domain.register_file import OfficialCommunity, OfficialRegion, packaged_register, read_register
from stories.enums import CommunityKind
from stories.errors import RegisterError
from tests.stories.domain.register_samples import (
    CHERVONOHRAD,
    HEADER,
    KYIV,
    LVIV_REGION,
    TERNOPIL,
    TERNOPIL_DISTRICT,
    TERNOPIL_REGION,
    community,
    row,
    small_register,
    write_csv,
    write_xlsx,
)


def faults_of(path):
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    return caught.value.faults


def faults_with(tmp_path, *rows):
    """Faults of the small register, rows 3 to 10, with `rows` from row 11 on."""
    return faults_of(write_xlsx(tmp_path / "register.xlsx", [*small_register(), *rows]))


def test_register_is_read_from_a_workbook(tmp_path):
    register = read_register(write_xlsx(tmp_path / "register.xlsx", small_register()))
    assert register.regions == [
        OfficialRegion(TERNOPIL_REGION, "UA-61", "Тернопільська область", "Ternopil region"),
        OfficialRegion(LVIV_REGION, "UA-46", "Львівська область", "Lviv region"),
        OfficialRegion(KYIV, "UA-30", "Київ", "Kyiv"),
    ]
    assert register.communities == [
        OfficialCommunity(CHERVONOHRAD, "Червоноградська", "Червоноград", CommunityKind.URBAN, "UA-46"),
        OfficialCommunity(TERNOPIL, "Тернопільська", "Тернопіль", CommunityKind.URBAN, "UA-61"),
        OfficialCommunity(KYIV, "Київ", "Київ", CommunityKind.CAPITAL, "UA-30"),
    ]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1251", ";"), ("utf-8", "\t")]
)
def test_register_in_csv_equals_the_workbook(tmp_path, encoding, delimiter):
    workbook = write_xlsx(tmp_path / "register.xlsx", small_register())
    table = write_csv(tmp_path / "register.csv", small_register(), encoding=encoding, delimiter=delimiter)
    assert read_register(table) == read_register(workbook)


def test_register_with_other_columns_in_another_order_is_read(tmp_path):
    order = [6, 5, 0, 1, 2, 3, 4]
    rows = [("a note", *(cells[place] for place in order)) for cells in small_register()]
    header = ("Примітка", *(HEADER[place] for place in order))
    moved = write_xlsx(tmp_path / "moved.xlsx", rows, header=header)
    assert read_register(moved) == read_register(write_xlsx(tmp_path / "register.xlsx", small_register()))


def test_autonomous_republic_is_not_called_an_oblast(tmp_path):
    crimea = "UA01000000000013043"
    rows = [
        row("O", "Автономна Республіка Крим", crimea),
        *community("UA01020010000048857", "Андріївська", "Андріївка", region=crimea),
    ]
    regions = read_register(write_xlsx(tmp_path / "register.xlsx", rows)).regions
    assert regions == [
        OfficialRegion(crimea, "UA-43", "Автономна Республіка Крим", "Autonomous Republic of Crimea")
    ]


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("M", CommunityKind.URBAN),
        ("T", CommunityKind.SETTLEMENT),
        ("X", CommunityKind.SETTLEMENT),
        ("C", CommunityKind.RURAL),
    ],
)
def test_kind_is_that_of_the_centre(tmp_path, category, kind):
    rows = [
        row("O", "Тернопільська", TERNOPIL_REGION),
        *community(TERNOPIL, "Тернопільська", "Тернопіль", category=category, region=TERNOPIL_REGION),
    ]
    assert [c.kind for c in read_register(write_xlsx(tmp_path / "register.xlsx", rows)).communities] == [kind]


def test_centre_is_the_settlement_with_the_lowest_number_wherever_it_stands(tmp_path):
    rows = [
        row("O", "Тернопільська", TERNOPIL_REGION),
        row("H", "Тернопільська", TERNOPIL_REGION, TERNOPIL_DISTRICT, TERNOPIL),
        row("C", "Вертелка", TERNOPIL_REGION, TERNOPIL_DISTRICT, TERNOPIL, "UA61040490020032402"),
        row("M", "Тернопіль", TERNOPIL_REGION, TERNOPIL_DISTRICT, TERNOPIL, "UA61040490010069060"),
    ]
    register = read_register(write_xlsx(tmp_path / "register.xlsx", rows))
    assert [community.centre_uk for community in register.communities] == ["Тернопіль"]


def test_settlement_outside_every_community_is_passed_over(tmp_path):
    kyiv_region = "UA32000000000030281"
    rows = [
        row("O", "Київська", kyiv_region),
        row("M", "Прип’ять", kyiv_region, "UA32060000000033800", kyiv_region, "UA32000000010050533"),
        *small_register(),
    ]
    assert len(read_register(write_xlsx(tmp_path / "register.xlsx", rows)).communities) == 3


def test_cyrillic_category_letter_counts_as_its_latin_likeness(tmp_path):
    cyrillic = str.maketrans("OKPHMC", "ОКРНМС")
    rows = [(*cells[:5], cells[5].translate(cyrillic), cells[6]) for cells in small_register()]
    assert len(read_register(write_xlsx(tmp_path / "register.xlsx", rows)).communities) == 3


@pytest.mark.parametrize("apostrophe", ["'", "ʼ", "`", "’"])
def test_every_apostrophe_becomes_the_register_s_own(tmp_path, apostrophe):
    rows = [
        row("O", "Тернопільська", TERNOPIL_REGION),
        *community(TERNOPIL, f"Кам{apostrophe}янська  сільська", "Слобода", region=TERNOPIL_REGION),
    ]
    register = read_register(write_xlsx(tmp_path / "register.xlsx", rows))
    assert [community.name_uk for community in register.communities] == ["Кам’янська сільська"]


def test_file_with_a_header_alone_is_refused(tmp_path):
    assert faults_of(write_xlsx(tmp_path / "register.xlsx", [])) == [
        "register.xlsx: no community in the file"
    ]


@pytest.mark.parametrize(
    "code",
    [
        "UA4612013000002633",
        "UA461201300000263310",
        "ua46120130000026332",
        "UA4612013000002633х",
        "UA٤6120130000026331",
    ],
)
def test_code_of_another_form_is_refused(tmp_path, code):
    assert faults_with(tmp_path, row("P", "Львівський", LVIV_REGION, code)) == [
        f"row 11: «{code}» is not a code of the form UA and 17 digits"
    ]


def test_code_missing_at_the_category_s_level_is_refused(tmp_path):
    assert faults_with(tmp_path, row("P", "Львівський", LVIV_REGION)) == [
        "row 11: no code in the column «Другий рівень»"
    ]


def test_unknown_category_is_refused(tmp_path):
    assert faults_with(tmp_path, row("Z", "Щось", LVIV_REGION)) == ["row 11: unknown category «Z»"]


def test_row_without_a_category_is_refused(tmp_path):
    assert faults_with(tmp_path, row(None, "Щось", LVIV_REGION)) == ["row 11: unknown category «»"]


def test_blank_row_is_passed_over(tmp_path):
    rows = [*small_register()[:4], row(None, None), row("", "  "), *small_register()[4:]]
    assert len(read_register(write_xlsx(tmp_path / "register.xlsx", rows)).communities) == 3


def test_empty_name_is_refused(tmp_path):
    assert faults_with(tmp_path, row("P", " ", LVIV_REGION, "UA46120000000057093")) == [
        "row 11: the name is empty"
    ]


def test_name_too_long_for_its_column_is_refused(tmp_path):
    assert faults_with(tmp_path, row("P", "щ" * 51, LVIV_REGION, "UA46120000000057093")) == [
        "row 11: the name is longer than 50 characters"
    ]


def test_community_of_a_region_without_a_row_is_refused(tmp_path):
    volyn = "UA07000000000024379"
    rows = community("UA07020010000096841", "Володимирська", "Володимир", region=volyn)
    assert faults_with(tmp_path, *rows) == [f"row 11: its region «{volyn}» has no row"]


def test_region_that_ukraine_does_not_have_is_refused(tmp_path):
    assert faults_with(tmp_path, row("O", "Нова", "UA99000000000000001")) == [
        "row 11: no region of Ukraine has a code that begins with UA99"
    ]


def test_second_row_of_a_region_is_refused(tmp_path):
    assert faults_with(tmp_path, row("O", "Львівська", "UA46000000000000001")) == [
        "row 11: the region UA-46 already stands in the file with another code"
    ]


def test_community_without_a_settlement_is_refused(tmp_path):
    bare = row("H", "Белзька", LVIV_REGION, "UA46120000000057093", "UA46120010000017158")
    assert faults_with(tmp_path, bare) == ["row 11: the community «Белзька» has no settlement"]


def test_settlement_of_a_community_without_a_row_is_refused(tmp_path):
    _bare, settlement = community("UA46120010000017158", "Белзька", "Белз", region=LVIV_REGION)
    assert faults_with(tmp_path, settlement) == ["row 11: its community «UA46120010000017158» has no row"]


def test_code_that_stands_twice_is_refused(tmp_path):
    twice = community(TERNOPIL, "Інша", "Інше", region=TERNOPIL_REGION, number="002")
    assert faults_with(tmp_path, *twice) == [f"row 11: the code {TERNOPIL} already stands in row 5"]


def test_all_faults_are_told_at_once(tmp_path):
    faults = faults_with(
        tmp_path,
        row("Z", "Щось", LVIV_REGION),
        row("P", "", LVIV_REGION, "UA46"),
        row("H", "Белзька", LVIV_REGION, "UA46120000000057093", "UA46120010000017158"),
    )
    assert faults == [
        "row 11: unknown category «Z»",
        "row 12: «UA46» is not a code of the form UA and 17 digits",
        "row 12: the name is empty",
        "row 13: the community «Белзька» has no settlement",
    ]


def test_packaged_register_is_a_workbook():
    assert packaged_register().name == "kodifikator.xlsx"
    assert zipfile.is_zipfile(io.BytesIO(packaged_register().read_bytes()))
