"""The rows of a table of the Word appendix, each as one text of XML.

A long table has tens of thousands of elements; read from a text they take a tenth of the time that
they take one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from engage_app.domain.palette import NHS_BLUE
from engage_app.domain.report import NO_FIGURE, Column
from storage.reports import cells
from storage.reports.word_layout import Layout
from storage.reports.word_widths import PADDING, turned_height, turned_size

_TWIPS = 1440 / 2.54  # to a cm
_USUAL_SIZE = 10  # points: that of the styles; other sizes are written on the run
_WORDS = '<w:t xml:space="preserve">'


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


@dataclass(frozen=True)
class _Frame:
    """What all cells of a column begin with, and all paragraphs in them."""

    cell: str
    paragraph: str

    def filled(self, text: str) -> str:
        """A cell with a text in it."""
        words = (escape(line).replace("\t", f"</w:t><w:tab/>{_WORDS}") for line in _lines(text))
        paragraphs = (f"{self.paragraph}{_WORDS}{line}</w:t></w:r></w:p>" for line in words)
        return f"{self.cell}{''.join(paragraphs)}</w:tc>"


def headings_xml(
    names: Sequence[str],
    columns: Sequence[Column],
    layout: Layout,
    look: TableLook,
) -> str:
    """The row of headings, on one page with the next, which comes again on each page."""
    upright = f'<w:trHeight w:val="{_height(names, columns, layout)}"/>' if layout.upright else ""
    frames = []
    for column, width in zip(columns, layout.widths, strict=True):
        figures = cells.is_numeric(column)
        turned = figures and layout.upright
        cell = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>'
        place = _right(figures)
        if turned:  # the line begins at the foot of the cell, off its edge
            cell += '<w:textDirection w:val="btLr"/>'
            place = f'<w:ind w:left="{twips(PADDING)}"/>'
        cell += '<w:vAlign w:val="bottom"/>'
        size = turned_size(layout.size) if turned else layout.size
        frames.append(_frame(width, cell, look.heading, place, size, kept=True))
    return _row(names, frames, f"{upright}<w:tblHeader/>")


def rows_xml(
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    layout: Layout,
    look: TableLook,
    *,
    kept: bool,
) -> str:
    """Rows of texts; `kept`: each on one page with the next."""
    frames = []
    for column, width in zip(columns, layout.widths, strict=True):
        figures = cells.is_numeric(column)
        style = look.figure if figures else look.text
        frames.append(_frame(width, "", style, _right(figures), layout.size, kept=kept))
    return "".join(_row(texts, frames) for texts in rows)


def twips(cm: float) -> int:
    """Twentieths of a point."""
    return round(cm * _TWIPS)


def _row(texts: Sequence[str], frames: Sequence[_Frame], properties: str = "") -> str:
    made = "".join(frame.filled(text) for text, frame in zip(texts, frames, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{made}</w:tr>"


def _frame(width: float, cell: str, style: str, place: str, size: float, *, kept: bool) -> _Frame:
    half_points, look = round(size * 2), ""
    if size != _USUAL_SIZE:
        look = f'<w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    return _Frame(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{cell}</w:tcPr>',
        f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{"<w:keepNext/>" if kept else ""}'
        f"{place}</w:pPr><w:r>{look}",
    )


def _right(figures: bool) -> str:
    return '<w:jc w:val="right"/>' if figures else ""


def _lines(text: str) -> list[str]:
    """Each line its own paragraph; blank ones go, as every paragraph of a cell is read out."""
    return [line for line in text.split("\n") if line.strip()] or [NO_FIGURE]


def _height(names: Sequence[str], columns: Sequence[Column], layout: Layout) -> int:
    """Of a row of upright headings, in twentieths of a point."""
    return twips(
        max(
            turned_height(name, width, layout.size)
            for name, column, width in zip(names, columns, layout.widths, strict=True)
            if cells.is_numeric(column)
        )
    )
