"""Small registers in the official layout, made by the tests themselves."""

import csv

from openpyxl import Workbook

HEADER = (
    "Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень",
    "Категорія об’єкта", "Назва об’єкта",
)  # fmt: skip
TITLE = (None, None, "Кодифікатор адміністративно-територіальних одиниць, зразок", None, None, None, None)

TERNOPIL_REGION = "UA61000000000060328"
TERNOPIL_DISTRICT = "UA61040000000090285"
TERNOPIL = "UA61040490000035010"
LVIV_REGION = "UA46000000000026241"
CHERVONOHRAD = "UA46120130000026331"
KYIV = "UA80000000000093317"


def row(category, name, *codes):
    return (*codes, *[None] * (5 - len(codes)), category, name)


def community(code, name, centre, *, category="M", region, number="001"):
    """The rows of a community with one settlement."""
    district = f"{code[:6]}{0:013d}"
    settlement = f"{code[:9]}{number}0099999"
    return [
        row("H", name, region, district, code),
        row(category, centre, region, district, code, settlement),
    ]


def small_register(*, chervonohrad=("Червоноградська", "Червоноград")):
    """Rows 3 to 10 of a file: two regions with a community each, and Kyiv."""
    return [
        row("O", "Тернопільська", TERNOPIL_REGION),
        row("P", "Тернопільський", TERNOPIL_REGION, TERNOPIL_DISTRICT),
        *community(TERNOPIL, "Тернопільська ", "Тернопіль", region=TERNOPIL_REGION),
        row("O", "Львівська", LVIV_REGION),
        *community(CHERVONOHRAD, *chervonohrad, region=LVIV_REGION),
        row("K", "Київ", KYIV),
    ]


def write_xlsx(path, rows, *, header=HEADER):
    """A title in row 1, the header in row 2, the rows from row 3 on."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for cells in (TITLE, header, *rows):
        sheet.append(cells)
    workbook.save(path)
    return path


def write_csv(path, rows, *, encoding="utf-8", delimiter=";"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([TITLE, HEADER, *rows])
    return path
