"""Native Excel charts, to the right of the table they draw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engage_app.domain.palette import (
    GRID,
    INK,
    MUTED,
    Pattern,
    edge_of,
    pattern_of,
    series_colour,
    shade_on,
    text_on,
)
from engage_app.domain.report import Chart, ChartKind, Series, Table
from storage.reports import cells
from storage.reports.archive import Change
from storage.reports.excel_chart_source import Source, categories, number_format, values
from storage.reports.excel_lettering import letters, line, title
from storage.reports.excel_printing import ChartPlace, Place, make_way, place_for_chart

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.label import DataLabel, DataLabelList
    from openpyxl.chart.series import Series as ExcelSeries
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.worksheet.worksheet import Worksheet

_PATTERNS: dict[Pattern, Any] = {
    Pattern.DOTS: "pct20",
    Pattern.FALLING: "ltDnDiag",
    Pattern.LEVEL: "ltHorz",
    Pattern.UPRIGHT: "ltVert",
}
_PALEST, _DARKEST = "FFFFFFFF", "FF6CB4E8"  # dark figures stay readable on both
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def add_chart(sheet: Worksheet, table: Table, chart: Chart, place: Place) -> ChartPlace | None:
    """Draw the table's chart on its sheet; a heat map colours the table's own cells.

    Returns:
        where it stands, if a drawing was added.
    """
    from openpyxl.utils import get_column_letter

    if chart.kind is ChartKind.HEAT:
        _colour_cells(sheet, table, chart, place)
        return None
    drawing = _bar_chart(Source(sheet, table, chart, place))
    at = place_for_chart(sheet, place.header, place.widths, _size(chart))
    drawing.width, drawing.height = _in_cm(at)
    sheet.add_chart(drawing, f"{get_column_letter(at.column)}{at.row}")
    if at.column > 1:
        make_way(sheet, at, place.last)
    return at


def completed(alt_texts: Sequence[str]) -> Change:
    """Add what openpyxl has no place for.

    That is the words for those who can't see a drawing, and that a label's number format is its
    own: else Excel takes the cell's.
    """

    def change(name: str, content: bytes) -> bytes:
        if name.startswith("xl/charts/chart"):
            return re.sub(
                rb'(<(?:c:)?numFmt formatCode="[^"]*") ?/>', rb'\1 sourceLinked="0"/>', content
            )
        if name.startswith("xl/drawings/drawing"):
            number = int("".join(filter(str.isdigit, name.rpartition("/")[2])))
            return _described(content, cells.one_line(alt_texts[number - 1]))
        return content

    return change


def _described(drawing: bytes, alt_text: str) -> bytes:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(drawing)  # noqa: S314 - openpyxl wrote it a moment ago
    for named in root.iter(f"{_DRAWING}cNvPr"):
        named.set("descr", alt_text)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _bar_chart(source: Source) -> BarChart:
    from openpyxl.chart import BarChart
    from openpyxl.chart.legend import Legend

    chart = source.chart
    stacked = chart.kind is ChartKind.STACKED
    drawing = BarChart()
    drawing.type = "bar"
    drawing.grouping = "stacked" if stacked else "clustered"
    drawing.overlap = 100 if stacked else None
    drawing.gapWidth = 45
    drawing.varyColors = drawing.roundedCorners = False
    drawing.title = title(chart.title, 12, bold=True)
    drawing.legend = None
    series = chart.series if stacked else chart.series[:2]  # two stand side by side
    if len(series) > 1:
        drawing.legend = Legend()
        drawing.legend.position = "b"
        drawing.legend.txPr = letters(9)
    _set_axes(drawing, chart)
    drawing.series = [_series(source, index, one) for index, one in enumerate(series)]
    return drawing


def _in_cm(at: ChartPlace) -> tuple[Any, Any]:
    """Width and height. The stubs take whole ones only, the library parts as well."""
    return at.width, at.height


def _size(chart: Chart) -> tuple[float, float]:
    """Width and height that a chart would have, in cm."""
    return 16.5, min(max(5 + len(chart.categories) * 0.9, 7.5), 40)


def _series(source: Source, index: int, series: Series) -> ExcelSeries:
    """A series that follows the table's cells, or holds its own figures where they differ."""
    from openpyxl.chart.series import Series as ExcelSeries
    from openpyxl.chart.series import SeriesLabel

    colour = series_colour(index, series.colour)
    shape = _filled(colour, pattern_of(index))
    shape.line = line(edge_of(colour).removeprefix("#"))
    return ExcelSeries(
        idx=index,
        order=index,
        tx=SeriesLabel(v=cells.one_line(series.name)),
        spPr=shape,
        invertIfNegative=False,
        cat=categories(source),
        val=values(source, series),
        dLbls=_labels(source, series, colour),
    )


def _filled(colour: str, pattern: Pattern) -> GraphicalProperties:
    """A colour and its pattern: series are told apart on a black and white print, too."""
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties

    if pattern is Pattern.PLAIN:
        return GraphicalProperties(solidFill=colour.removeprefix("#"))
    digits: tuple[Any, Any] = (shade_on(colour)[1:], colour[1:])  # the stubs know no plain text
    lines, ground = (ColorChoice(srgbClr=each) for each in digits)
    fill = PatternFillProperties(prst=_PATTERNS[pattern], fgClr=lines, bgClr=ground)
    return GraphicalProperties(pattFill=fill)


def _labels(source: Source, series: Series, colour: str) -> DataLabelList:
    """A figure on each bar, but in a segment too short for one."""
    from openpyxl.chart.label import DataLabel, DataLabelList

    chart, missing = source.chart, cells.missing_in(source.table)
    stacked = chart.kind is ChartKind.STACKED
    look = letters(9, colour=text_on(colour) if stacked else INK)
    position = "ctr" if stacked else "outEnd"
    short = _whole(chart) * 0.08 if stacked else 0.0
    odd = []
    for at, value in enumerate(series.values[: len(chart.categories)]):
        if value is None or not cells.is_number(value):
            odd.append(_hidden_label(at, missing, shown=not stacked or series is chart.series[0]))
        elif stacked and value < short:
            odd.append(DataLabel(idx=at, dLblPos=position, **_showing(value=False)))
    return DataLabelList(
        dLbl=odd, numFmt=number_format(chart), dLblPos=position, txPr=look, **_showing(value=True)
    )


def _hidden_label(at: int, missing: str, *, shown: bool) -> DataLabel:
    """ "[c]" for a hidden figure, a dash for none: Excel would else write nought."""
    from openpyxl.chart.label import DataLabel

    mark = ";".join([f'"{missing}"'] * 3)
    return DataLabel(
        idx=at, numFmt=mark, dLblPos="inBase", txPr=letters(9), **_showing(value=shown)
    )


def _whole(chart: Chart) -> float:
    """The longest bar of a stacked chart."""
    rows = zip(*(series.values for series in chart.series), strict=False)
    return max((sum(value or 0 for value in row) for row in rows), default=0.0)


def _showing(*, value: bool) -> dict[str, bool]:
    """What a label says: openpyxl leaves out what isn't told, and Excel then shows it all."""
    rest = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return {"showVal": value, **dict.fromkeys(rest, False)}


def _set_axes(drawing: BarChart, chart: Chart) -> None:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties

    down, along = drawing.x_axis, drawing.y_axis
    down.delete = along.delete = False  # openpyxl hides both unless told
    down.scaling.orientation = "maxMin"  # the first category on top, and so …
    along.crosses = "max"  # … the figures at the bottom
    down.txPr = along.txPr = letters(9)
    down.tickLblPos = "low"
    along.number_format = number_format(chart)
    along.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=line(GRID.removeprefix("#"))))
    down.graphicalProperties = GraphicalProperties(ln=line(MUTED.removeprefix("#")))
    if chart.axis:
        along.title = title(chart.axis, 9)
    if chart.share and chart.kind is ChartKind.STACKED:
        along.scaling.min, along.scaling.max = 0, 1


def _colour_cells(sheet: Worksheet, table: Table, chart: Chart, place: Place) -> None:
    """Colour the cells of the chart's series by their size; the figures stay in them."""
    from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
    from openpyxl.styles import Color
    from openpyxl.utils import get_column_letter

    names = {series.name for series in chart.series}
    columns = [at for at, column in enumerate(table.columns, 1) if column.name in names]
    letters = [get_column_letter(at) for at in columns]
    ranges = " ".join(f"{letter}{place.first}:{letter}{place.last}" for letter in letters)
    if ranges:
        ends = [FormatObject(type="num", val=0), FormatObject(type="max")]
        scale = ColorScale(cfvo=ends, color=[Color(rgb=_PALEST), Color(rgb=_DARKEST)])
        sheet.conditional_formatting.add(ranges, Rule(type="colorScale", colorScale=scale))
