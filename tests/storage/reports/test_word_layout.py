"""A table fits its page: no word cut apart, no column pressed flat."""

import pytest
from report_sample import heat_table, log_table, position_table, theme_table

from engage_app.domain.report import Column, Kind, Table, Value
from storage.reports.cells import is_numeric
from storage.reports.word_layout import layout_of, parts_of
from storage.reports.word_letters import CM_A_POINT
from storage.reports.word_widths import (
    ABOUT_A_LINE,
    LINE,
    PADDING,
    Measured,
    lines_of,
    text_width,
    turned_height,
    turned_size,
)

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
        if layout.upright and is_numeric(column):
            continue
        longest = max(text_width(word, layout.size, bold=True) for word in column.name.split())
        assert width >= longest + 2 * PADDING - 1e-9


def test_a_page_lies_on_its_side_only_for_what_an_upright_one_has_no_room_for() -> None:
    """Each turn of the page leaves gaps: headings of figures are rather written upwards."""
    small, large, huge = (layout_of(crossed(n), PORTRAIT, LANDSCAPE) for n in (3, 9, 20))
    assert small is not None
    assert large is not None
    assert huge is not None
    assert (small.landscape, small.upright) == (False, False)
    assert (large.landscape, large.upright) == (False, True)
    assert (huge.landscape, huge.upright) == (True, True)


def test_headings_of_texts_are_not_written_upwards_where_the_page_can_be_turned() -> None:
    fit = layout_of(log_table(), PORTRAIT, LANDSCAPE)
    assert fit is not None
    assert (fit.landscape, fit.upright) == (True, False)


def test_names_take_the_room_that_figures_do_not_need() -> None:
    """Figures of a few letters leave long names on one line, and the table low."""
    figures = (Column(name, Kind.COUNT) for name in ("Respondents", "Concern", "Not stated"))
    name = "Voluntary, Community, Faith and Social Enterprise sector"
    table = Table("t", "T", "", "", (Column("Group"), *figures), ((name, 1, 2, "[c]"),) * 30)
    fit = layout_of(table, PORTRAIT, LANDSCAPE)
    assert fit is not None
    assert fit.widths[0] > 2 * max(fit.widths[1:])
    assert lines_of(name, fit.size, fit.widths[0] - 2 * PADDING) <= 2


def test_a_heading_written_upwards_has_the_height_of_its_row() -> None:
    words = "All of Clinical commissioning groups"
    one_line, two_lines = (turned_height(words, width, 9.5) for width in (0.9, 1.3))
    assert one_line > text_width(words, turned_size(9.5), bold=True)
    assert two_lines < one_line


def test_headings_written_upwards_take_further_lines_rather_than_a_high_block() -> None:
    """They stand about as high as their longest word, where the page has room for it."""
    names = ("Respondents", "Some concern", "Neither agree nor disagree", "Not stated", "No view")
    columns = (
        Column("Group"),
        *(Column(f"{name} {n}", Kind.COUNT) for n in (1, 2) for name in names),
    )
    rows = (("A stakeholder group", *range(1000, 1010)),) * 30
    table = Table("t", "T", "", "", columns, rows)
    fit = layout_of(table, PORTRAIT, LANDSCAPE)
    assert fit is not None
    assert fit.upright
    highest = max(
        turned_height(column.name, width, fit.size)
        for column, width in zip(columns[1:], fit.widths[1:], strict=True)
    )
    assert highest * 72 / 2.54 < 70


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


def test_a_cell_stands_as_high_as_its_paragraphs_have_lines() -> None:
    """Whether they take one line each, several, or words that must be cut apart."""
    texts = ("One", "Words of an in-patient " * 12, "One\n\nTwo words\nThree " + "and more " * 9)
    table = Table("t", "T", "", "", (Column("Said"),), tuple((text,) for text in texts))
    for width in (1.0, 2.5, 4.0, 9.0, 30.0):
        for size in (9.5, 7.0):
            high = Measured(table).column(0, width, size)
            expected = []
            for text in texts:
                paragraphs = [line for line in text.split("\n") if line]
                count = sum(lines_of(line, size, width - 2 * PADDING) for line in paragraphs)
                expected.append(count * size * LINE + len(paragraphs) * ABOUT_A_LINE)
            more = [(points - expected[0]) * CM_A_POINT for points in expected]
            assert [each - high[0] for each in high] == pytest.approx(more)
