"""What a native Excel chart draws: cells of its table where they hold the same, else figures of its
own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.report import Chart, Series, Table
from storage.reports import cells
from storage.reports.excel_cells import FORMATS
from storage.reports.excel_printing import Place

if TYPE_CHECKING:
    from openpyxl.chart.data_source import AxDataSource, NumDataSource
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Source:
    """A chart, and where on a sheet the figures it draws stand."""

    sheet: Worksheet
    table: Table
    chart: Chart
    place: Place

    def categories_at(self) -> tuple[int, int] | None:
        """The (row, column) from 0 at which the chart's categories start; None: nowhere."""
        wanted = list(self.chart.categories)
        for column in range(len(self.table.columns)):
            texts = [row[column] for row in self.table.rows]
            for start in range(len(texts) - len(wanted) + 1):
                if texts[start : start + len(wanted)] == wanted:
                    return start, column
        return None

    def column_of(self, series: Series, start: int) -> int | None:
        """The column that holds exactly the series' figures, from row `start`."""
        named = [column.name == series.name for column in self.table.columns]
        for column in sorted(range(len(named)), key=lambda at: not named[at]):
            shown = [row[column] for row in self.table.rows[start : start + len(series.values)]]
            if [value if cells.is_number(value) else None for value in shown] == [*series.values]:
                return column
        return None

    def range_of(self, column: int, start: int) -> str:
        """The cells of a column beside the chart's categories, as Excel writes a range."""
        from openpyxl.utils import get_column_letter, quote_sheetname

        letter = get_column_letter(column + 1)
        top = self.place.first + start
        bottom = top + len(self.chart.categories) - 1
        return f"{quote_sheetname(self.sheet.title)}!${letter}${top}:${letter}${bottom}"


def categories(source: Source) -> AxDataSource:
    """The names along a chart: the table's cells where all its series follow them, too."""
    from openpyxl.chart.data_source import AxDataSource, StrData, StrRef, StrVal

    at = source.categories_at()
    followed = at and all(source.column_of(one, at[0]) is not None for one in source.chart.series)
    if at is not None and followed:  # LibreOffice draws nothing of a mixture
        return AxDataSource(strRef=StrRef(f=source.range_of(at[1], at[0])))
    names = [cells.one_line(name) or " " for name in source.chart.categories]
    points = [StrVal(idx=index, v=name) for index, name in enumerate(names)]
    return AxDataSource(strLit=StrData(ptCount=len(points), pt=points))


def values(source: Source, series: Series) -> NumDataSource:
    """The figures of a series: the table's cells, or its own where they differ."""
    from openpyxl.chart.data_source import NumData, NumDataSource, NumRef, NumVal

    at = source.categories_at()
    column = None if at is None else source.column_of(series, at[0])
    if at is not None and column is not None:
        return NumDataSource(numRef=NumRef(f=source.range_of(column, at[0])))
    count = len(source.chart.categories)
    points = [
        NumVal(idx=index, v=value)
        for index, value in enumerate(series.values[:count])
        if value is not None and cells.is_number(value)
    ]
    return NumDataSource(numLit=NumData(number_format(source.chart), ptCount=count, pt=points))


def number_format(chart: Chart) -> str:
    """How Excel writes the chart's figures."""
    return FORMATS[cells.kind_of(chart)]
