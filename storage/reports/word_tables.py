"""Tables of the Word appendix, built so that a screen reader can tell their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import RGBColor

from engage_app.domain.palette import NHS_BLUE, PAPER, READABLE, RULE, contrast, text_on
from engage_app.domain.report import Column, Table
from storage.reports import cells
from storage.reports.word_layout import PADDING, Layout, table_height, text_width
from storage.reports.word_xml import element, run

if TYPE_CHECKING:
    from docx.document import Document

TABLE_STYLE = "Engage Table"
_TWIPS = 1440 / 2.54  # to a cm
_KEPT_WHOLE = 15  # rows
_SHORT = 12.0  # cm; a higher table may be parted between two rows
_USUAL_SIZE = 9.5  # points: that of the styles; other sizes are written on the run


@dataclass(frozen=True)
class TableLook:
    """The styles of a document's tables, by their ids, and what fills the row of headings.

    Attributes:
        fill: six hexadecimal digits.
    """

    fill: str = NHS_BLUE.removeprefix("#")
    table: str = "EngageTable"
    heading: str = "TableHeading"
    text: str = "TableText"
    figure: str = "TableFigure"


def table_look(document: Document) -> TableLook:
    """The look of tables in a document; the table style is added where there is none.

    The headings take the fill of the style's first row, and a readable colour on that.
    """
    styles: Any = document.styles
    if TABLE_STYLE not in styles:
        _add_table_style(styles)
    style, heading = styles[TABLE_STYLE], styles["Table Heading"]
    fill = _fill_of(style.element)
    ink = heading.font.color.rgb
    if ink is None or contrast(f"#{ink}", f"#{fill}") < READABLE:
        heading.font.color.rgb = RGBColor.from_string(text_on(f"#{fill}").removeprefix("#"))
    ids = (styles[name].style_id for name in ("Table Heading", "Table Text", "Table Figure"))
    return TableLook(fill, style.style_id, *ids)


def _add_table_style(styles: Any) -> None:
    style = styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.quick_style = True
    head = element(
        "w:tblStylePr",
        element("w:rPr", element("w:b"), element("w:color", val=PAPER.removeprefix("#"))),
        element("w:tcPr", _shade(NHS_BLUE.removeprefix("#"))),
        type="firstRow",
    )
    style.element.append(element("w:tblPr", _borders()))
    style.element.append(head)


def _fill_of(style: Any) -> str:
    """What fills the first row by a table style; ours where it says none or names a theme's."""
    for part in style.findall(qn("w:tblStylePr")):
        if part.get(qn("w:type")) == "firstRow":
            for shade in part.iter(qn("w:shd")):
                fill = shade.get(qn("w:fill")) or ""
                if len(fill) == 6 and not set(fill.lower()) - set("0123456789abcdef"):
                    return fill.upper()
    return NHS_BLUE.removeprefix("#")


def table_xml(table: Table, layout: Layout, look: TableLook, *, noted: bool) -> Any:
    """The table as a `w:tbl`: a header row repeated on each page, no merged or empty cell.

    Args:
        table: its rows fit its columns.
        layout: how it is fitted to the page.
        look: the document's styles.
        noted: notes follow, which no page should begin with.
    """
    columns = table.columns
    grid = [element("w:gridCol", w=_twips(width)) for width in layout.widths]
    made = element("w:tbl", _properties(table, layout, look), element("w:tblGrid", *grid))
    names = cells.headings(table)
    made.append(_row(names, columns, layout, look, heading=True))
    for values in cells.rows(table):
        pairs = zip(values, columns, strict=True)
        texts = [cells.written(value, column.kind) for value, column in pairs]
        made.append(_row(texts, columns, layout, look))
    rows = made.findall(qn("w:tr"))
    if kept_whole(table, layout):
        _keep_with_next(rows[:-1])
    if noted:
        _keep_with_next(rows[-1:])
    return made


def kept_whole(table: Table, layout: Layout) -> bool:
    """Whether a table is short enough to stand on one page."""
    return len(table.rows) <= _KEPT_WHOLE and table_height(table, layout) <= _SHORT


def _keep_with_next(rows: Sequence[Any]) -> None:
    for row in rows:
        for properties in row.iter(qn("w:pPr")):
            properties.find(qn("w:pStyle")).addnext(element("w:keepNext"))


def _borders() -> Any:
    line = {"val": "single", "sz": 4, "space": 0, "color": RULE.removeprefix("#")}
    edges = [element(f"w:{edge}", **line) for edge in ("top", "bottom", "insideH")]
    return element("w:tblBorders", *edges)


def _shade(fill: str) -> Any:
    return element("w:shd", val="clear", color="auto", fill=fill)


def _properties(table: Table, layout: Layout, look: TableLook) -> Any:
    padding = {"w": _twips(PADDING), "type": "dxa"}
    columns = f"Columns: {', '.join(cells.headings(table))}."
    described = f"{columns} {cells.counted_line(table)}".strip()
    return element(
        "w:tblPr",
        element("w:tblStyle", val=look.table),
        element("w:tblW", w=sum(map(_twips, layout.widths)), type="dxa"),
        _borders(),
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
    texts: Sequence[str],
    columns: Sequence[Column],
    layout: Layout,
    look: TableLook,
    *,
    heading: bool = False,
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
        figures = cells.is_numeric(column)
        style = look.heading if heading else look.figure if figures else look.text
        made.append(
            element(
                "w:tc",
                _cell_properties(width, look.fill if heading else "", turned=turned),
                *(_paragraph(line, style, layout.size, figures) for line in _lines(text)),
            )
        )
    return made


def _cell_properties(width: float, fill: str, *, turned: bool) -> Any:
    return element(
        "w:tcPr",
        element("w:tcW", w=_twips(width), type="dxa"),
        _shade(fill) if fill else None,
        element("w:textDirection", val="btLr") if turned else None,
        element("w:vAlign", val="bottom") if fill else None,
    )


def _paragraph(text: str, style: str, size: float, figures: bool) -> Any:
    properties = element("w:pPr", element("w:pStyle", val=style))
    if figures:
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
