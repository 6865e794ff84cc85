"""Columns that are turned, trimmed and counted once."""

from hypothesis import given
from hypothesis import strategies as st

from storage.surveys.cells import Cells, RowsOfColumns, Turned, counted, different
from storage.surveys.raw_table import RawTable, Remade, columns_of

_ROWS = [["A", "B"], [" 1 ", "x\r\ny"], [], ["2"], ["3", "z", ""]]


def test_short_rows_are_filled_up_and_what_is_beyond_is_left_out() -> None:
    turned = Turned(_ROWS)

    assert turned.below(1, 2) == [[" 1 ", "", "2", "3"], ["x\r\ny", "", "", "z"]]
    assert turned.below(1, 3)[2] == ["", "", "", ""]
    assert turned.trimmed(1, 1) == [["1", "", "2", "3"]]
    assert turned.cleaned(1, 2)[1] == ["x\ny", "", "", "z"]


def test_a_column_is_worked_out_once() -> None:
    turned = Turned(_ROWS)
    (column,) = turned.trimmed(1, 1)

    assert turned.trimmed(1, 2)[0] is column
    assert column.counts is column.counts
    assert column.trimmed is column


def test_only_changed_values_make_a_new_column() -> None:
    column = Cells(["a", "b", "a"])

    assert column.mapped(str.strip) is column
    assert column.mapped(str.upper) == ["A", "B", "A"]
    assert counted(column) == {"a": 2, "b": 1}
    assert set(different(column)) == different(["a", "b", "a"])


@given(st.lists(st.lists(st.text(max_size=3), min_size=2, max_size=2), min_size=1, max_size=9))
def test_rows_made_of_columns_are_the_rows(rows: list[list[str]]) -> None:
    made = RowsOfColumns(list(zip(*rows, strict=True)))

    assert made == rows
    assert list(made) == rows
    assert made[-1] == rows[-1]
    assert made[1:] == rows[1:]
    assert Turned(made).below(1, 3) == Turned(rows).below(1, 3)


def test_another_table_with_the_same_rows_is_not_turned_again() -> None:
    table = RawTable("CSV", "utf-8", _ROWS)
    (column,) = table.turned.below(1, 1)

    assert RawTable("CSV", "utf-8", _ROWS, turned=table.turned).turned.below(1, 1)[0] is column
    assert RawTable("CSV", "utf-8", _ROWS[:2], turned=table.turned).turned.below(1, 1) == [[" 1 "]]


def test_a_reader_puts_cells_in_place_of_the_files_and_adds_columns() -> None:
    table = RawTable("CSV", "utf-8", [["A"], ["x"], [""], ["y"]])
    remade = Remade({0: ["one", "", "two "]}, [["", "", "more"]])

    columns = columns_of(table, ("A", "A – other"), 1, remade=remade)

    assert [list(column) for column in columns.cells] == [["one", "two"], ["", "more"]]
    assert columns.row_numbers == [2, 4]
    assert list(remade.over(table.rows, 1)) == [["A"], ["one"], [""], ["two "]]
