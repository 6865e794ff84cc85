"""What whoever paints a paper's pages needs to know of them: laid out as they are in Word."""

from collections.abc import Sequence

from engage_app.domain.report import Report, Table
from storage.reports import cells
from storage.reports.charts import MOST_CATEGORIES, chart_png
from storage.reports.word_cover import CoverPart, cover_parts
from storage.reports.word_flow import Flow, flow_of, kept_items, picture_room
from storage.reports.word_layout import Layout
from storage.reports.word_page import A4
from storage.reports.word_shrinking import CLOSER, smaller
from storage.reports.word_styles import BODY, SPACING
from storage.reports.word_tables import kept_rows, kept_whole
from storage.reports.word_widths import PADDING, turned_height, turned_size

__all__ = [
    "A4",
    "BODY",
    "CLOSER",
    "PADDING",
    "SPACING",
    "CoverPart",
    "Flow",
    "Layout",
    "cover",
    "drawn",
    "flows",
    "heading_height",
    "headings",
    "is_figure",
    "kept_items",
    "kept_rows",
    "kept_whole",
    "notes",
    "rows",
    "smaller",
    "turned_size",
]


def flows(report: Report) -> list[Flow]:
    """The place of each block in the flow of pages."""
    return flow_of(report.blocks, A4)


def cover(report: Report) -> list[CoverPart]:
    """The tables of the cover, fitted to one page where that can be."""
    return cover_parts(report, A4)


def drawn(table: Table, flow: Flow) -> tuple[bytes, float, str]:
    """The chart of a table as a picture (PNG), its width in cm, and a note under it; no picture
    where there is nothing to draw."""
    chart = table.chart
    if chart is None or not cells.can_be_drawn(chart):
        return b"", 0.0, ""
    width, tallest = picture_room(flow, A4)
    missing = cells.missing_in(table)
    count = len(chart.categories)
    note = f"The first {MOST_CATEGORIES} of {count} are drawn; the table below has them all."
    picture = chart_png(chart, width=width, tallest=tallest, missing=missing)
    return picture, width, note if count > MOST_CATEGORIES else ""


def headings(table: Table) -> tuple[str, ...]:
    """The headings of a table's columns."""
    return cells.headings(table)


def rows(table: Table) -> list[list[str]]:
    """The cells of a table as they are read."""
    kinds = [column.kind for column in table.columns]
    return [
        [cells.written(value, kind) for value, kind in zip(row, kinds, strict=True)]
        for row in cells.rows(table)
    ]


def is_figure(table: Table) -> list[bool]:
    """Whether each column holds figures."""
    return [cells.is_numeric(column) for column in table.columns]


def notes(table: Table) -> list[str]:
    """What is counted, then the notes of a table."""
    counted = cells.counted_line(table)
    return [*([counted] if counted else []), *cells.notes_under(table)]


def heading_height(names: Sequence[str], figures: Sequence[bool], layout: Layout) -> float:
    """How high a row of headings stands of which those of figures are written upwards, in cm."""
    return max(
        turned_height(name, width, layout.size)
        for name, width, figure in zip(names, layout.widths, figures, strict=True)
        if figure
    )
