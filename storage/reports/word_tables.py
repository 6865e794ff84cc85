"""Tables of the Word appendix, built so that a screen reader can tell their headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from engage_app.domain.palette import NHS_BLUE, RULE
from engage_app.domain.report import Column, Kind, Table
from storage.reports import cells
from storage.reports.word_layout import PADDING, Layout, text_width
from storage.reports.word_xml import element, run

_TWIPS = 1440 / 2.54  # to a cm
_KEPT_WHOLE = 15  # rows
_USUAL_SIZE = 9.5  # points: that of the styles; other sizes are written on the run


def table_xml(table: Table, layout: Layout) -> Any:
    """The table as a `w:tbl`: a header row repeated on each page, no merged or empty cell."""
    columns = table.columns
    grid = [element("w:gridCol", w=_twips(width)) for width in layout.widths]
    made = element("w:tbl", _properties(table, layout), element("w:tblGrid", *grid))
    names = cells.headings(table)
    made.append(_row(names, columns, layout, heading=True))
    for values in cells.rows(table):
        pairs = zip(values, columns, strict=True)
        made.append(_row([cells.written(v, column.kind) for v, column in pairs], columns, layout))
    if len(table.rows) <= _KEPT_WHOLE:
        _keep_together(made)
    return made


def _keep_together(table: Any) -> None:
    """Keep a short table on one page: each row with the next, the last one free."""
    for row in table.findall(qn("w:tr"))[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.find(qn("w:pStyle")).addnext(element("w:keepNext"))


def _properties(table: Table, layout: Layout) -> Any:
    line = {"val": "single", "sz": 4, "space": 0, "color": RULE.removeprefix("#")}
    edges = [element(f"w:{edge}", **line) for edge in ("top", "bottom", "insideH")]
    padding = {"w": _twips(PADDING), "type": "dxa"}
    columns = f"Columns: {', '.join(cells.headings(table))}."
    described = f"{columns} {cells.counted_line(table)}".strip()
    return element(
        "w:tblPr",
        element("w:tblW", w=sum(map(_twips, layout.widths)), type="dxa"),
        element("w:tblBorders", *edges),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", element("w:left", **padding), element("w:right", **padding)),
        element(
            "w:tblLook",
            val="00A0",
            firstRow=1,
            lastRow=0,
            firstColumn=1,
            lastColumn=0,
            noHBand=0,
            noVBand=0,
        ),
        element("w:tblCaption", val=cells.one_line(table.title)),
        element("w:tblDescription", val=described),
    )


def _row(
    texts: Sequence[str], columns: Sequence[Column], layout: Layout, *, heading: bool = False
) -> Any:
    upright = heading and layout.upright
    properties = element("w:trPr", element("w:cantSplit"))
    if upright:
        properties.append(element("w:trHeight", val=_twips(_height(texts, layout.size))))
    if heading:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    for text, column, width in zip(texts, columns, layout.widths, strict=True):
        turned = upright and cells.is_numeric(column)
        made.append(
            element(
                "w:tc",
                _cell_properties(width, heading=heading, turned=turned),
                *(_paragraph(line, column.kind, layout.size, heading) for line in _lines(text)),
            )
        )
    return made


def _cell_properties(width: float, *, heading: bool, turned: bool) -> Any:
    fill = NHS_BLUE.removeprefix("#")
    return element(
        "w:tcPr",
        element("w:tcW", w=_twips(width), type="dxa"),
        element("w:shd", val="clear", color="auto", fill=fill) if heading else None,
        element("w:textDirection", val="btLr") if turned else None,
        element("w:vAlign", val="bottom") if heading else None,
    )


def _paragraph(text: str, kind: Kind, size: float, heading: bool) -> Any:
    style = "TableHeading" if heading else "TableText" if kind is Kind.TEXT else "TableFigure"
    properties = element("w:pPr", element("w:pStyle", val=style))
    if kind is not Kind.TEXT:
        properties.append(element("w:jc", val="right"))
    words = run(text)
    if size != _USUAL_SIZE:
        half_points = round(size * 2)
        look = element(
            "w:rPr", element("w:sz", val=half_points), element("w:szCs", val=half_points)
        )
        words.insert(0, look)
    return element("w:p", properties, words)


def _lines(text: str) -> list[str]:
    """Each line its own paragraph; blank ones go, as every paragraph of a cell is read out."""
    return [line for line in text.split("\n") if line.strip()] or [cells.NO_FIGURE]


def _height(texts: Sequence[str], size: float) -> float:
    """Of a row of upright headings, in cm: very long ones take a second line."""
    longest = max(text_width(text, size, bold=True) for text in texts)
    return min(longest, 6.5) + 0.4


def _twips(cm: float) -> int:
    return round(cm * _TWIPS)
