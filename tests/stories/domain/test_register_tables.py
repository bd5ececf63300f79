"""Files that are no register, broken, or made to do harm."""

import random
import struct
import zipfile

import pytest
from openpyxl import load_workbook

from stories.domain.register_file import read_register
from stories.errors import RegisterError
from tests.stories.domain.register_samples import HEADER, small_register, write_xlsx


def faults_of(path):
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    return caught.value.faults


def test_missing_file_is_refused(tmp_path):
    assert faults_of(tmp_path / "none.xlsx") == ["none.xlsx: there is no such file"]
    assert faults_of(tmp_path) == [f"{tmp_path.name}: there is no such file"]


def test_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "register.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert faults_of(path) == ["register.xls: the register is an .xlsx or a .csv file"]


def test_text_called_a_workbook_is_refused(tmp_path):
    path = tmp_path / "register.xlsx"
    path.write_text("no workbook")
    assert faults_of(path) == [
        "register.xlsx: not an .xlsx workbook that can be read (File is not a zip file)"
    ]


def test_archive_without_a_workbook_is_refused(tmp_path):
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "no workbook")
    (fault,) = faults_of(path)
    assert fault.startswith("register.xlsx: not an .xlsx workbook that can be read (")


def test_workbook_that_would_unpack_to_gigabytes_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "register.xlsx", small_register())
    content = bytearray(path.read_bytes())
    # The size before packing stands 24 bytes into an entry of the archive's directory.
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 3_000_000_000)
    path.write_bytes(content)
    assert faults_of(path) == ["register.xlsx: the workbook unpacks to more than 200 MB"]


def test_workbook_with_xml_entities_is_refused(tmp_path):
    original = write_xlsx(tmp_path / "original.xlsx", small_register())
    path = tmp_path / "register.xlsx"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"<worksheet", bomb, 1))
    (fault,) = faults_of(path)
    assert fault.startswith("register.xlsx: not an .xlsx workbook that can be read (EntitiesForbidden(")


def test_damaged_workbook_never_raises_anything_else(tmp_path):
    content = write_xlsx(tmp_path / "register.xlsx", small_register()).read_bytes()
    path, dice = tmp_path / "damaged.xlsx", random.Random(20)  # noqa: S311 - damage, not a secret
    refused = 0
    for _turn in range(60):
        damaged = bytearray(content)
        for _byte in range(5):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path.write_bytes(damaged[: dice.randrange(len(damaged) // 2, len(damaged) * 2)])
        try:
            read_register(path)
        except RegisterError:
            refused += 1
    assert refused > 30


def test_endless_table_is_refused(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("x\n" * 200_001)
    assert faults_of(path) == ["row 200001: a register of more than 200000 rows is not read"]


def test_binary_file_called_csv_is_refused(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(bytes(range(256)) * 20)
    assert faults_of(path) == ["register.csv: no header row with «Категорія об’єкта» and «Назва об’єкта»"]


def test_csv_with_an_endless_cell_is_refused(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text('"' + "x" * 200_000)
    assert faults_of(path) == [
        "register.csv: not a CSV file that can be read (field larger than field limit (131072))"
    ]


def test_workbook_without_a_header_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "register.xlsx", small_register(), header=("a", "b"))
    assert faults_of(path) == ["register.xlsx: no header row with «Категорія об’єкта» and «Назва об’єкта»"]


def test_header_may_stand_on_a_later_sheet(tmp_path):
    path = write_xlsx(tmp_path / "register.xlsx", small_register())
    workbook = load_workbook(path)
    workbook.create_sheet("Титул", 0).append(["Кодифікатор"])
    workbook.save(path)
    assert len(read_register(path).communities) == 3


def test_missing_columns_are_all_named(tmp_path):
    header = (*HEADER[:3], "Інше", None, *HEADER[5:])
    path = write_xlsx(tmp_path / "register.xlsx", small_register(), header=header)
    assert faults_of(path) == [
        "row 2: no column «Четвертий рівень»",
        "row 2: no column «Додатковий рівень»",
    ]
