"""What a figure was, from the oldest value to the present one."""

from datetime import date
from types import SimpleNamespace

from stories.domain.figure_history import figure_histories


def figure(*earlier, as_of=date(2025, 5, 1), **fields):
    value = {
        "value": 61,
        "qualifier": "exact",
        "unit": "людина",
        "label": "прийшла",
        "as_of": as_of,
        **fields,
    }
    items = [{"as_of": month, "value": number, "qualifier": "about"} for month, number in earlier]
    return SimpleNamespace(value=value | {"earlier": items})


def test_values_come_by_their_months_and_those_without_one_first():
    (history,) = figure_histories(
        [figure((date(2024, 6, 1), 20), (None, 30), (date(2023, 6, 1), 10), (None, 5))]
    )
    assert [(then.month, then.figure) for then in history.steps] == [
        (None, "близько 30"), (None, "близько 5"), (date(2023, 6, 1), "близько 10"), (date(2024, 6, 1), "близько 20"),
        (date(2025, 5, 1), "61"),
    ]  # fmt: skip


def test_present_value_comes_last_whatever_its_month():
    histories = figure_histories(
        [figure((date(2024, 6, 1), 20), as_of=month) for month in (None, date(2023, 1, 1))]
    )
    assert [history.now.figure for history in histories] == ["61", "61"]


def test_figure_that_never_changed_has_no_history():
    assert figure_histories([figure(), figure((None, 1), label="пішла")])[0].name == "61 людина пішла"
    assert figure_histories([figure()]) == []
