"""The cover sheet of the Word appendix, fitted to its one page where that can be."""

from math import ceil

from engage_app.domain.report import Column, Report, Table
from storage.reports import cells
from storage.reports.word_layout import PADDING, Layout, text_width

_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)  # points
_ITEM_WIDTHS = (5.4, 6.4)  # cm
_CM_A_POINT = 2.54 / 72
_LINE = 1.15  # of the type's size
_AVERAGE = 0.9  # of what text_width says, which errs on the wide side
_ABOUT_A_LINE = 4.0  # points over and under a paragraph of a cell
_TITLES = 1.3  # cm, with the space about organisation, title and subtitle


def cover_table(report: Report) -> Table:
    """The items of the cover and their values."""
    columns = (Column("Item"), Column("Details", width=2))
    return Table("cover", "Cover sheet", "", "", columns, report.cover)


def cover_layout(report: Report, width: float, height: float) -> Layout:
    """The cover's table in the largest type that leaves it on its page, else in the smallest.

    Args:
        report: the finished report.
        width: of the text, in cm.
        height: of the page inside its margins, in cm.
    """
    room = height - _titles(report, width)
    for size in _SIZES:
        for item in _ITEM_WIDTHS:
            layout = Layout(False, size, False, (item, width - item))
            if _height(report.cover, layout) <= room:
                return layout
    return Layout(False, _SIZES[-1], False, (_ITEM_WIDTHS[-1], width - _ITEM_WIDTHS[-1]))


def _titles(report: Report, width: float) -> float:
    """What stands over the table, in cm."""
    texts = ((report.organisation, 12.0), (report.title, 26.0), (report.subtitle, 14.0))
    return _TITLES + sum(
        _lines(cells.one_line(text), size, width) * size * _LINE * _CM_A_POINT
        for text, size in texts
    )


def _height(rows: tuple[tuple[str, str], ...], layout: Layout) -> float:
    """Of the table with its row of headings, in cm."""
    return sum(
        max(
            _cell_height(text, layout.size, width)
            for text, width in zip(row, layout.widths, strict=True)
        )
        for row in (("Item", "Details"), *rows)
    )


def _cell_height(text: str, size: float, width: float) -> float:
    paragraphs = [line for line in text.split("\n") if line.strip()] or [cells.NO_FIGURE]
    points = sum(
        _lines(line, size, width - 2 * PADDING) * size * _LINE + _ABOUT_A_LINE
        for line in paragraphs
    )
    return (points + 0.5) * _CM_A_POINT


def _lines(text: str, size: float, width: float) -> int:
    return max(ceil(text_width(text, size) * _AVERAGE / width), 1)
