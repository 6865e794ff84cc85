"""The cover sheet of the Word appendix, fitted to its one page where that can be.

Its items stand in tables of two columns. Where the report has a table for an item (other forums,
implications) that table takes the item's place, under the item's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engage_app.domain.report import Column, Report, Table
from storage.reports import cells
from storage.reports.word_layout import Layout, layout_at, table_height, widened
from storage.reports.word_letters import CM_A_POINT
from storage.reports.word_page import Page
from storage.reports.word_widths import LINE, lines_of

_SIZES = (11.0, 10.5, 10.0)  # points
_ITEM_WIDTHS = (5.4, 6.4, 4.2)  # cm
_TITLES = 0.9  # cm, with the space about organisation, title and subtitle
_ABOUT_A_TABLE = 0.75  # cm: the name over a table of the cover
_AFTER_A_TABLE = 0.3  # cm


@dataclass(frozen=True)
class CoverPart:
    """A table of the cover, and whether its title stands over it."""

    table: Table
    layout: Layout
    named: bool


def cover_parts(report: Report, page: Page) -> list[CoverPart]:
    """The tables of the cover in the largest type that leaves them on its page, else the smallest.

    Args:
        report: the finished report.
        page: the paper it is printed on, upright.
    """
    width = page.text_width(sideways=False)
    room = page.text_height(sideways=False) - _titles(report, width)
    tables = _tables(report)
    tried: list[list[CoverPart]] = []
    for size in _SIZES:
        tried = [
            [_fitted(table, named, size, item, page) for table, named in tables]
            for item in _ITEM_WIDTHS
        ]
        for parts in tried:
            if sum(map(_height, parts)) <= room:
                return parts
    return min(tried, key=lambda parts: sum(map(_height, parts)))


def _tables(report: Report) -> list[tuple[Table, bool]]:
    """Each table in its order, and whether it is one of the report's own."""
    given = {table.title: table for table in report.cover_tables}
    made: list[tuple[Table, bool]] = []
    items: list[tuple[str, str]] = []
    for label, value in report.cover:
        if label in given:
            made += [(_items(items), False)] if items else []
            made.append((given.pop(label), True))
            items = []
        else:
            items.append((label, value))
    made += [(_items(items), False)] if items else []
    return [*made, *((table, True) for table in given.values())]


def _items(rows: Sequence[tuple[str, str]]) -> Table:
    columns = (Column("Item"), Column("Details", width=2))
    return Table("cover", "Cover sheet", "", "", columns, tuple(rows))


def _fitted(table: Table, named: bool, size: float, item: float, page: Page) -> CoverPart:
    width = page.text_width(sideways=False)
    if not named:
        return CoverPart(table, Layout(False, size, False, (item, width - item)), named)
    fit = layout_at(table, width / page.breadth, size)
    if fit:
        return CoverPart(table, widened(fit, page.breadth), named)
    even = (width / len(table.columns),) * len(table.columns)
    return CoverPart(table, Layout(False, size, False, even), named)


def _titles(report: Report, width: float) -> float:
    """What stands over the tables, in cm."""
    texts = ((report.organisation, 12.0), (report.title, 22.0), (report.subtitle, 13.0))
    return _TITLES + sum(
        lines_of(cells.one_line(text), size, width) * size * LINE * CM_A_POINT
        for text, size in texts
    )


def _height(part: CoverPart) -> float:
    """Of a table with its row of headings and its name, in cm."""
    about = _AFTER_A_TABLE + (_ABOUT_A_TABLE if part.named else 0.0)
    return about + table_height(part.table, part.layout)
