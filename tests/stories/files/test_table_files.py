"""Files that somebody sends to be imported: read, or refused with what to do."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from stories.files import table_files
from stories.files.table_files import Formula, TableRefused, read_json, read_tables


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows(path):
    return [(table.name, table.rows) for table in read_tables(path, marker="key", skip=("notes",))]


def told(path, read=rows):
    with pytest.raises(TableRefused) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_however_excel_saved_it(tmp_path, encoding, delimiter):
    text = 'key,title\r\nhub,"Хаб, ""той"" самий\nі ще"\r\n'.replace(",", delimiter)
    path = write(tmp_path / "a.csv", text.encode(encoding))
    assert rows(path) == [("", [(2, {"key": "hub", "title": f'Хаб{delimiter} "той" самий\nі ще'})])]


def test_notes_empty_rows_and_marked_columns_are_passed_over(tmp_path):
    path = write(tmp_path / "a.csv", "Каталог,,\nkey,title,#own\n# ключ,назва,\n,,\nhub,Хаб,моє\n#REF!,а,\n")
    assert rows(path) == [("", [(5, {"key": "hub", "title": "Хаб"}), (6, {"key": "#REF!", "title": "а"})])]


def test_formula_is_no_text(tmp_path):
    path = write(tmp_path / "a.csv", 'key,title\nhub,=1+1\nhub2,"\'=1+1"\n')
    assert [row["title"] for _number, row in rows(path)[0][1]] == [Formula("=1+1"), "'=1+1"]


def test_sheets_of_a_workbook_are_read_with_formulas_known(tmp_path):
    sheets = [
        ("stories", [["key", "n"], ["hub", 5], ["two", "=A1"]]),
        ("notes", [["key"], ["x"]]),
        ("x", [["a"], [1]]),
    ]
    path = write(tmp_path / "a.xlsx", workbook(*sheets))
    assert rows(path) == [
        ("stories", [(2, {"key": "hub", "n": 5}), (3, {"key": "two", "n": Formula("=A1")})])
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "Файл порожній."),
        ("a.csv", b" \n ", "Файл порожній."),
        ("a.xls", b"x", "Це файл старого Excel (.xls). Відкрийте його та збережіть як .xlsx."),
        ("a.ods", b"x", "Потрібен файл .xlsx, .csv або .json."),
        (
            "a.csv",
            workbook(("s", [["key"]])),
            "Назва закінчується на .csv, але вміст інший. Збережіть файл наново в цьому форматі.",
        ),
        (
            "a.xlsx",
            b"key,title\n",
            "Назва закінчується на .xlsx, але вміст інший. Збережіть файл наново в цьому форматі.",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + bytes(512),
            "За вмістом це файл старого Excel або файл із паролем. Збережіть його як .xlsx без пароля.",
        ),
        (
            "a.csv",
            "key\nhub\nгромада".encode("cp1251"),
            "Файл не в UTF-8 (рядок 3); схоже на Windows-1251. Збережіть його наново: в Excel — як «CSV UTF-8».",
        ),
        (
            "a.csv",
            "key\nгромада".encode("koi8-u"),
            "Файл не в UTF-8 (рядок 2); схоже на KOI8-U. Збережіть його наново: в Excel — як «CSV UTF-8».",
        ),
        (
            "a.csv",
            "key\nгромада".encode("cp866"),
            "Файл не в UTF-8 (рядок 2); схоже на IBM 866. Збережіть його наново: в Excel — як «CSV UTF-8».",
        ),
        ("a.csv", b'key\n"hub', "Це не таблиця CSV: unexpected end of data."),
        ("a.csv", b"key,title,title\nhub,a,b\n", "Ці стовпці повторюються: title."),
        (
            "a.xlsx",
            b"PK\x03\x04" + bytes(100),
            "Документ пошкоджений або неповний. Відкрийте його, збережіть копію та надішліть її.",
        ),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path, name, content, reason):
    assert told(write(tmp_path / name, content)) == reason


def test_missing_file_is_refused(tmp_path):
    assert told(tmp_path / "a.csv") == "Файл не відкривається: No such file or directory."


def test_refused_table_keeps_no_other_table_waiting(tmp_path):
    with pytest.raises(TableRefused) as refused:
        rows(write(tmp_path / "a.csv", "key,key\na,b\n"))
    # Whoever holds the error holds the place where reading stopped.
    assert refused.value.__traceback__ is not None
    assert rows(write(tmp_path / "b.csv", "key\nhub\n")) == [("", [(2, {"key": "hub"})])]


def test_large_file_and_long_table_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(table_files, "MAX_ROWS", 2)
    path = write(tmp_path / "a.csv", "key\na\nb\n")
    assert told(path) == "У таблиці понад 2 рядків."
    monkeypatch.setattr(table_files, "MAX_BYTES", 5)
    assert told(path) == "Файл більший за 0 МБ."


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 200 * 1024 * 1024)
    assert told(write(tmp_path / "a.xlsx", stream.getvalue())) == (
        "Книга розпаковується до розміру, якого таблиці не мають. Збережіть копію та імпортуйте її."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"a": ', "Це не JSON: рядок і знак 1:7."),
        ("[NaN]", "Це не JSON: рядок і знак ?."),
        ("[" * 100_000, "У файлі надто глибоко вкладено списки й обʼєкти."),
        ("[" + "9" * 10_000 + "]", "Це не JSON: рядок і знак ?."),
    ],
)
def test_broken_json_is_refused(tmp_path, content, reason):
    assert told(write(tmp_path / "a.json", content), read_json) == reason
