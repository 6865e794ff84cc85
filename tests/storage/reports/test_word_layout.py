"""A table fits its page: no word cut apart, no column pressed flat."""

import pytest
from report_sample import heat_table, position_table, theme_table

from engage_app.domain.report import Column, Kind, Table, Value
from storage.reports.word_layout import PADDING, layout_of, parts_of, text_width

PORTRAIT, LANDSCAPE = 16.6, 25.3


def crossed(columns: int, name: str = "Constabularies") -> Table:
    """Themes by that many groups."""
    groups = (Column(f"{name} {n}", Kind.SHARE) for n in range(columns))
    row: tuple[Value, ...] = ("Relationships", *(n / columns for n in range(columns)))
    return Table("t", "Title", "", "", (Column("Theme", width=3), *groups), (row,) * 4)


@pytest.mark.parametrize("table", [theme_table(), position_table(), heat_table(), crossed(12)])
def test_every_table_fills_its_page_exactly(table: Table) -> None:
    layout = layout_of(table, PORTRAIT, LANDSCAPE)
    assert layout is not None
    assert sum(layout.widths) == pytest.approx(LANDSCAPE if layout.landscape else PORTRAIT)


@pytest.mark.parametrize("table", [theme_table(), position_table(), heat_table()])
def test_no_heading_is_cut_apart(table: Table) -> None:
    layout = layout_of(table, PORTRAIT, LANDSCAPE)
    assert layout is not None
    for column, width in zip(table.columns, layout.widths, strict=True):
        longest = max(text_width(word, layout.size, bold=True) for word in column.name.split())
        assert width >= longest + 2 * PADDING - 1e-9


def test_few_columns_stand_upright_and_many_on_their_side() -> None:
    small, large = (layout_of(crossed(n), PORTRAIT, LANDSCAPE) for n in (3, 9))
    assert small is not None
    assert large is not None
    assert not small.landscape
    assert large.landscape


def test_headings_are_turned_when_they_would_not_fit_side_by_side() -> None:
    layout = layout_of(crossed(20), PORTRAIT, LANDSCAPE)
    assert layout is not None
    assert layout.upright
    assert layout.size >= 6


def test_a_table_too_wide_for_any_page_comes_in_parts_with_all_its_columns() -> None:
    table = crossed(60)
    parts = [part for part, _ in parts_of(table, PORTRAIT, LANDSCAPE)]
    assert len(parts) > 1
    assert parts[0].title.endswith(f"(part 1 of {len(parts)})")
    assert all(part.columns[0].name == "Theme" for part in parts)
    assert [column for part in parts for column in part.columns[1:]] == list(table.columns[1:])
    assert [value for part in parts for value in part.rows[0][1:]] == list(table.rows[0][1:])


def test_a_very_long_word_does_not_push_the_others_out() -> None:
    columns = (Column("Said"), Column("Did"))
    table = Table("t", "T", "", "", columns, (("x" * 400, "We kept the arrangement."),))
    layout = layout_of(table, PORTRAIT, LANDSCAPE)
    assert layout is not None
    assert not layout.landscape
    assert min(layout.widths) > 3
