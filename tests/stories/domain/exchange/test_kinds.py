"""What may stand in a cell: typed by a person, kept by a spreadsheet, written by a program."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.domain.exchange.cell_values import CellFault
from stories.domain.exchange.kinds import (
    Code,
    Email,
    Flag,
    Integer,
    Many,
    Month,
    Number,
    Prose,
    Slug,
    Text,
    WebAddress,
)
from stories.enums import Sector
from stories.files.table_files import Formula

SECTOR = Code(choices=Sector)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (Text(), None, ""),
        (Text(), "  Хаб \r\n", "Хаб"),
        (Text(), 2023.0, "2023"),
        (Text(), "'=1+1", "=1+1"),
        (Text(one_line=True), "Хаб\nдля всіх", "Хаб для всіх"),
        (Month(), "2023-07", "2023-07"),
        (Month(), "07.2023", "2023-07"),
        (Month(), "31.07.2023", "2023-07"),
        (Month(), "2023-7", "2023-07"),
        (Month(), datetime(2023, 7, 1), "2023-07"),  # noqa: DTZ001 - as a spreadsheet keeps it
        (Month(), "", None),
        (Month(year_alone=True), "2020", "2020"),
        (Month(year_alone=True), 2020, "2020"),
        (Month(year_alone=True), 2020.0, "2020"),
        (Flag(), True, True),
        (Flag(), "так", True),
        (Flag(), "TRUE", True),
        (Flag(), 1, True),
        (Flag(), "ні", False),
        (Flag(), "", False),
        (Number(), "61 000,5", Decimal("61000.5")),
        (Number(), 100000.0, Decimal(100000)),
        (Number(), Decimal("13.30"), Decimal("13.3")),
        (Number(), "", None),
        (Integer(lowest=1, highest=17), 17.0, 17),
        (SECTOR, "business", "business"),
        (SECTOR, "Business", "business"),
        (SECTOR, "Бізнес", "business"),
        (SECTOR, "", ""),
        (Many(), "а; б;; в", ["а", "б", "в"]),
        (Many(), ["а", "б"], ["а", "б"]),
        (Many(item=Integer()), "3; 10", [3, 10]),
        (Many(item=Integer()), 3, [3]),
        (Many(keeps_gaps=True), "а; ; в", ["а", "", "в"]),
        (WebAddress(), "https://громада.укр/а", "https://громада.укр/а"),
        (Email(), "hub@example.org", "hub@example.org"),
        (Slug(), "veteran-hub", "veteran-hub"),
        (Prose(), "- а\n- б", "- а\n- б"),
    ],
)
def test_value_is_read(kind, raw, expected):
    assert kind.read(raw) == expected


@pytest.mark.parametrize(
    ("kind", "raw", "told"),
    [
        (Text(max_length=3), "чотири", "Знаків: 6, а можна щонайбільше 3."),
        (Text(), ["а"], "Тут потрібен текст, а не список чи обʼєкт."),
        (Text(), {"а": 1}, "Тут потрібен текст, а не список чи обʼєкт."),
        (Text(), "#REF!", "У клітинці помилка таблиці: #REF!."),
        (
            Text(),
            Formula("=A1"),
            "У клітинці формула (=A1). Поставте замість неї значення, а перед текстом, що починається з =, — апостроф.",
        ),
        (Month(), "2023-13", "«2023-13» — не місяць. Напишіть рік і місяць, наприклад 2023-07."),
        (Month(), "2023", "«2023» — не місяць. Напишіть рік і місяць, наприклад 2023-07."),
        (Month(), "липень", "«липень» — не місяць. Напишіть рік і місяць, наприклад 2023-07."),
        (
            Month(year_alone=True),
            "1023",
            "«1023» — не місяць. Напишіть рік і місяць, наприклад 2023-07, або лише рік.",
        ),
        (Flag(), "може", "«може» — ні «так», ні «ні». Напишіть true або false."),
        (Number(), "багато", "«багато» — не число."),
        (Number(), True, "«True» — не число."),
        (Number(), "-1", "«-1»: потрібне число, не менше за нуль."),
        (Number(), "NaN", "«NaN»: потрібне число, не менше за нуль."),
        (Number(), "61,000", "«61,000»: пишіть тисячі без розділового знака, наприклад 61000."),
        (Number(), 0.125, "«0.125»: після коми щонайбільше дві цифри, перед нею — дванадцять."),
        (Number(), 10**15, "«1000000000000000»: після коми щонайбільше дві цифри, перед нею — дванадцять."),
        (Integer(lowest=1, highest=17), "18", "«18» — не ціле число від 1 до 17."),
        (
            SECTOR,
            "Хтось",
            f"«Хтось» — не з переліку: {', '.join(Sector.values)}.",
        ),
        (
            WebAddress(),
            "javascript:alert(1)",
            "«javascript:alert(1)» — не адреса сторінки. Зразок: https://example.org/.",
        ),
        (Email(), "hub@", "«hub@» — не адреса електронної пошти."),
        (Slug(), "Хаб", "«Хаб»: тут можуть стояти лише малі латинські літери, цифри й дефіси."),
        (
            Prose(),
            "## Лише заголовок",
            "Рядок 1 тексту: Під заголовком мають стояти рядки, що починаються з «+ ».",
        ),
    ],
)
def test_what_cannot_be_taken_is_told(kind, raw, told):
    with pytest.raises(CellFault) as caught:
        kind.read(raw)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("raw", "kept"), [(100000.0, "100000"), ("61 000,50", "61000.5"), (10, "10"), ("0", "0")]
)
def test_number_is_kept_without_an_exponent(raw, kept):
    assert str(Number().read(raw)) == kept


@given(st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2))
def test_number_comes_back(number):
    assert Number().read(Number().to_json(number)) == number
    assert Number().read(str(Number().to_cell(number))) == number


@given(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.binary()
    )
)
def test_no_kind_fails_otherwise_than_with_a_reason(raw):
    for kind in (
        Text(),
        Prose(),
        Month(),
        Flag(),
        Number(),
        Integer(),
        Many(),
        WebAddress(),
        Email(),
        Slug(),
        SECTOR,
    ):
        try:
            kind.read(raw)
        except CellFault as fault:
            assert str(fault) != ""  # noqa: PT017 - either is right
