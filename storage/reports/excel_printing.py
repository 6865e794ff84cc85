"""How a sheet is printed: on A4 on its side, as many pages wide as its type stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE, _HIGH = 27.1, 18.4  # cm of A4 on its side inside margins of half an inch
_CM_A_LETTER = 0.21  # of a column's width: as LibreOffice has it; Excel takes less
_CM_A_POINT = 2.54 / 72
_USUAL_ROW = 15.0  # points
_READABLE = 0.55  # of full size: Arial 11 comes out as Arial 6
_SIDE_BY_SIDE = 0.5  # the same for a table beside its chart
_WIDEST_CHART = 26.0  # cm
_FOR_NOTES = 0.75  # the same for a note's sake: the sheet of notes has it whole
_USUAL_COLUMN = 8.43  # letters
_SPARE = 0.93  # of a page: programs lay rows out a little differently

GAP = 3.0
"""The width of the column between a table and the chart beside it, in letters."""


@dataclass(frozen=True)
class Place:
    """Where the table stands on its sheet.

    Attributes:
        header: the row of its headings.
        first: its first row of values.
        last: its last row of values.
        widths: of its columns, in letters, from column A.
    """

    header: int
    first: int
    last: int
    widths: tuple[float, ...]


@dataclass(frozen=True)
class ChartPlace:
    """Where a chart stands on its sheet.

    Attributes:
        row, column: of the cell in its top left corner, from 1.
        width, height: in cm.
    """

    row: int
    column: int
    width: float
    height: float


def pages_wide(widths: Sequence[float]) -> int:
    """How many pages side by side a table takes, its first column on each.

    Args:
        widths: of its columns, in letters.
    """
    first, rest = widths[0] * _CM_A_LETTER, sum(widths[1:]) * _CM_A_LETTER
    room = _WIDE / _READABLE
    if first + rest <= room or first > room / 2:
        return 1
    return ceil(rest / (room - first))


def room_for_lines(widths: Sequence[float]) -> float:
    """How long a line over or under the table may be, in letters: it runs over no page's edge."""
    return sum(widths) / pages_wide(widths)


def set_up(sheet: Worksheet, header: int, widths: Sequence[float]) -> None:
    """Make a sheet ready to print: its title and the table's headings on every page."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = pages_wide(widths)
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.5)  # inches
    sheet.print_title_rows = f"1:{header}"
    if pages_wide(widths) > 1:
        sheet.print_title_cols = "A:A"
    sheet.sheet_view.showGridLines = False


def place_for_chart(
    sheet: Worksheet, header: int, widths: Sequence[float], size: tuple[float, float]
) -> ChartPlace:
    """Where no page's edge cuts a chart: beside the table, on its first page, or under the notes
    where the two side by side would be too small to read.

    Beside the table it starts under the row of headings, which is repeated on every page with
    whatever stands in it.

    Args:
        sheet: with its table and notes.
        header: the row of the table's headings.
        widths: of the table's columns, in letters.
        size: width and height the chart would have, in cm.
    """
    width, height = size
    table = sum(widths) * _CM_A_LETTER
    beside = min(1.0, _WIDE / (table + GAP * _CM_A_LETTER + width))
    if beside >= _SIDE_BY_SIDE:
        room = _HIGH / beside * _SPARE - _down(sheet, 1, header)
        return ChartPlace(header + 1, len(widths) + 2, width, min(height, room))
    page = _HIGH / _scale(widths)
    room = page * _SPARE - _down(sheet, 1, header) - 1
    width = min(max(width, table), _WIDEST_CHART)
    height = min(height, room)
    return ChartPlace(_row_below(sheet, header, page, height), 1, width, height)


def make_way(sheet: Worksheet, chart: ChartPlace, last: int) -> None:
    """Move the notes under a table that a chart beside it would hide, to under the chart.

    Args:
        sheet: with its table and notes.
        chart: beside the table.
        last: the last row of the table.
    """
    rows = _bottom(sheet, chart) + 1 - last
    if rows > 0 and sheet.max_row > last:
        sheet.move_range(f"A{last + 1}:A{sheet.max_row}", rows=rows)


def set_area(sheet: Worksheet, place: Place, chart: ChartPlace | None) -> None:
    """Say what of a sheet is printed: a note that runs on and on makes all smaller only so far.

    Args:
        sheet: with all there is on it.
        place: of its table.
        chart: where its chart stands, if it has one.
    """
    from openpyxl.utils import get_column_letter

    columns, rows = len(place.widths), sheet.max_row
    notes = [str(sheet.cell(row, 1).value or "") for row in range(place.last + 1, rows + 1)]
    wide = sum(place.widths) * _CM_A_LETTER
    if pages_wide(place.widths) == 1:
        longest = max(map(len, notes), default=0) * _CM_A_LETTER
        room = max(wide, min(longest, _WIDE / _FOR_NOTES))
        if chart is not None:
            left = wide + GAP * _CM_A_LETTER if chart.column > 1 else 0.0
            room = max(room, left + chart.width)
            rows = max(rows, _bottom(sheet, chart))
        while wide < room:
            wide += (GAP if columns == len(place.widths) else _USUAL_COLUMN) * _CM_A_LETTER
            columns += 1
    sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"


def _bottom(sheet: Worksheet, chart: ChartPlace) -> int:
    """The last row that a chart covers."""
    row, left = chart.row, chart.height
    while (left := left - _down(sheet, row, row)) > 0:
        row += 1
    return row


def _row_below(sheet: Worksheet, header: int, page: float, height: float) -> int:
    """The first row under the notes from which `height` cm are left on a page of `page` cm."""
    used = titles = _down(sheet, 1, header)
    for row in range(header + 1, sheet.max_row + 2):
        one = _down(sheet, row, row)
        used = titles + one if used + one > page else used + one
    start = sheet.max_row + 2
    if used + height <= page * _SPARE:
        return start
    return start + ceil((page - used) / (_USUAL_ROW * _CM_A_POINT)) + 1


def _scale(widths: Sequence[float]) -> float:
    """How large the table is printed, 1 being full size."""
    pages = pages_wide(widths)
    first, all_columns = widths[0] * _CM_A_LETTER, sum(widths) * _CM_A_LETTER
    return min(1.0, pages * _WIDE / (all_columns + (pages - 1) * first))


def _down(sheet: Worksheet, first: int, last: int) -> float:
    """The height of rows, in cm."""
    heights = (sheet.row_dimensions[row].height or _USUAL_ROW for row in range(first, last + 1))
    return sum(heights) * _CM_A_POINT
