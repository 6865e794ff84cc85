"""Tables of the Word appendix, built so that a screen reader can tell their headings."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from engage_app.domain.palette import NHS_BLUE, PAPER, READABLE, RULE, contrast, text_on
from engage_app.domain.report import Table
from storage.reports import cells
from storage.reports.word_layout import Layout, table_height
from storage.reports.word_rows import TableLook, headings_xml, rows_xml, twips
from storage.reports.word_widths import PADDING, Measured
from storage.reports.word_xml import element

if TYPE_CHECKING:
    from docx.document import Document

TABLE_STYLE = "Engage Table"
_KEPT_WHOLE = 15  # rows
_SHORT = 12.0  # cm; a higher table may be parted between two rows
_FEW = 3  # rows, of which none stands alone at the foot or the top of a page
_HIGH_TOGETHER = {False: 9.0, True: 6.0}
"""So many cm of them, by whether the page is on its side: what stands over them needs its room."""


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
    rows = [
        [cells.written(value, column.kind) for value, column in zip(row, columns, strict=True)]
        for row in cells.rows(table)
    ]
    kept = [*kept_rows(table, layout)[:-1], noted]
    runs = groupby(zip(rows, kept, strict=True), key=lambda each: each[1])
    written = (
        headings_xml(cells.headings(table), columns, layout, look),
        *(rows_xml([row for row, _ in run], columns, layout, look, kept=on) for on, run in runs),
    )
    made: Any = parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(written)}</w:tbl>")
    grid = [element("w:gridCol", w=twips(width)) for width in layout.widths]
    made.insert(0, _properties(table, layout, look))
    made.insert(1, element("w:tblGrid", *grid))
    return made


def kept_whole(table: Table, layout: Layout) -> bool:
    """Whether a table is short enough to stand on one page."""
    return len(table.rows) <= _KEPT_WHOLE and table_height(table, layout) <= _SHORT


def kept_rows(table: Table, layout: Layout) -> list[bool]:
    """Whether each row is kept on one page with the next: all of a short table; of a longer one the
    first few and the last few, so that no page begins or ends it with a row or two."""
    count = len(cells.rows(table))
    if kept_whole(table, layout):
        return [True] * (count - 1) + [False]
    first, last = _stand_together(table, layout, 0), _stand_together(table, layout, count - _FEW)
    return [at + 1 < first or count - last <= at < count - 1 for at in range(count)]


def _stand_together(table: Table, layout: Layout, start: int) -> int:
    """How many of a few rows are kept together: high ones would leave a gap on the page before."""
    start = max(start, 0)
    rows = cells.rows(table)[start : start + _FEW]
    heights = Measured(replace(table, rows=tuple(rows))).heights(
        layout.widths, layout.size, turned=layout.upright
    )[1:]
    ends = heights if start == 0 else heights[::-1]
    count = 1
    while count < len(ends) and sum(ends[: count + 1]) <= _HIGH_TOGETHER[layout.landscape]:
        count += 1
    return count


def _borders() -> Any:
    line = {"val": "single", "sz": 4, "space": 0, "color": RULE.removeprefix("#")}
    edges = [element(f"w:{edge}", **line) for edge in ("top", "bottom", "insideH")]
    return element("w:tblBorders", *edges)


def _shade(fill: str) -> Any:
    return element("w:shd", val="clear", color="auto", fill=fill)


def _properties(table: Table, layout: Layout, look: TableLook) -> Any:
    padding = {"w": twips(PADDING), "type": "dxa"}
    columns = f"Columns: {', '.join(cells.headings(table))}."
    described = f"{columns} {cells.counted_line(table)}".strip()
    return element(
        "w:tblPr",
        element("w:tblStyle", val=look.table),
        element("w:tblW", w=sum(map(twips, layout.widths)), type="dxa"),
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
