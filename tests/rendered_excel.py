"""A workbook read back as text: sheets, tables, cells as Excel shows them, charts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from rendered import masked, one_line, row

from engage_app.domain.figures import figure
from engage_app.domain.report import Kind
from storage.checking.package import Package
from storage.reports import flat

_KINDS = {"0%": Kind.SHARE, "#,##0": Kind.COUNT, "0.00": Kind.SCORE}
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FIRST = 8  # rows of the sheet of all figures: they are those of the other sheets


def shown(cell: Cell | MergedCell) -> str:
    """A cell as Excel shows it."""
    if isinstance(cell.value, int | float):
        return figure(cell.value, _KINDS.get(cell.number_format, Kind.TEXT))
    return "" if cell.value is None else str(cell.value)


def excel_text(path: Path) -> str:
    """The workbook sheet by sheet, a row a line; of the sheet of all figures only its beginning."""
    book = openpyxl.load_workbook(path)
    about = book.properties
    lines = [
        f"{name}: {getattr(about, name)}"
        for name in ("title", "subject", "creator", "language", "created", "modified")
    ]
    package = Package(path)
    try:
        for number, sheet in enumerate(book.worksheets, 1):
            lines += ["", *_sheet(sheet), *_charts(package, f"xl/worksheets/sheet{number}.xml")]
    finally:
        package.close()
    return masked("\n".join(lines) + "\n")


def _sheet(sheet: Worksheet) -> Iterator[str]:
    kept = f", kept in view: to {sheet.freeze_panes}" if sheet.freeze_panes else ""
    page = "on its side" if sheet.page_setup.orientation == "landscape" else "upright"
    yield f"=== {sheet.title}{kept}, printed {page}"
    for table in sheet.tables.values():
        yield f"table {table.displayName} at {table.ref}"
    last = _FIRST if sheet.title == flat.NAME else sheet.max_row
    for cells in sheet.iter_rows(max_row=last):
        values = [shown(cell) for cell in cells]
        while values and not values[-1]:
            values.pop()
        links = {f" → {cell.hyperlink.location}" for cell in cells if cell.hyperlink}
        if len(values) < 2:
            yield one_line("".join(values)) + "".join(sorted(links))
        else:
            yield row(values) + "".join(sorted(links))
    if last < sheet.max_row:
        yield f"… {sheet.max_row - last} more rows"


def _charts(package: Package, sheet: str) -> Iterator[str]:
    for kind, drawing in sorted(package.related(sheet).values()):
        root = package.xml(drawing) if kind == "drawing" else None
        for about in root.iter(f"{_DRAWN}cNvPr") if root is not None else ():
            yield f"chart: {one_line(about.get('descr'))}"
        for _, part in sorted(package.related(drawing).values()) if root is not None else ():
            yield from _series(package.xml(part))


def _series(chart: Any) -> Iterator[str]:
    for series in chart.iter(f"{_CHART}ser"):
        places = (
            "".join(found.text or "" for found in series.findall(f"{_CHART}{tag}//{_CHART}f"))
            for tag in ("tx", "cat", "val")
        )
        yield "  series: name {}, categories {}, values {}".format(*places)
