"""What a published document says, in its order, whichever format it is in: to be set side by side.

Text comes with its number; a table as its cells as printed, the headings first; a picture as its
alternative text. Blanks and line ends are made alike: no reader sees them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import html
from openpyxl import load_workbook
from rendered_excel import shown
from rendered_word import Paper, cell_text

Rows = list[list[str]]


class Piece(NamedTuple):
    """Something that a document says.

    Attributes:
        kind: "text", "quotation", "note" (of a table), "picture" or "table".
        text: the words; of a picture its alternative text.
        rows: of a table.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def squeezed(text: str) -> str:
    """The text with one blank where there are several, or a line ends."""
    return " ".join(text.split())


def _table(rows: Rows) -> Piece:
    return Piece("table", "", tuple(tuple(squeezed(cell) for cell in row) for row in rows))


def word_pieces(path: Path) -> tuple[list[Piece], list[Piece]]:
    """The cover of a paper, and what follows its list of contents."""
    document = docx.Document(str(path))
    paper, cover, body = Paper(document), list[Piece](), list[Piece]()
    into = cover
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            rows = [[cell_text(c) for c in r.iter(qn("w:tc"))] for r in element.iter(qn("w:tr"))]
            into.append(_table(rows))
        elif element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            style = paragraph.style.name if paragraph.style is not None else ""
            if style == "TOC Heading":
                into = body
            elif not style.startswith("toc "):
                into += _paragraph(paragraph, style, paper)
    return cover, body


def _paragraph(paragraph: Paragraph, style: str, paper: Paper) -> Iterator[Piece]:
    for picture in paragraph._p.iter(qn("wp:docPr")):
        yield Piece("picture", squeezed(picture.get("descr")))
    number = paper.number(paragraph).strip("•")
    if text := squeezed(f"{number} {paragraph.text}"):
        kind = "quotation" if style.startswith("Quote") else "text"
        yield Piece("note" if style == "Table Note" else kind, text)


def page_pieces(path: Path) -> tuple[list[Piece], list[Piece]]:
    """The cover of a page of HTML, and what follows its list of contents."""
    root = html.fromstring(path.read_text(encoding="utf-8"))
    (cover,) = root.iter("header")
    (body,) = root.iter("main")
    return list(_elements(cover)), list(_elements(body))


def _elements(parent: Any) -> Iterator[Piece]:
    for element in parent:
        if element.tag in ("div", "figure", "ul", "table", "blockquote"):
            if element.tag == "table":
                yield from _page_table(element)
            else:
                yield from _elements(element)
        elif element.tag == "img":
            yield Piece("picture", squeezed(element.get("alt")))
        elif text := squeezed(_broken(element)):
            kind = "quotation" if parent.tag == "blockquote" else "text"
            yield Piece("note" if element.get("class") == "note" else kind, text)


def _page_table(table: Any) -> Iterator[Piece]:
    caption = squeezed(table.findtext("caption") or "")
    if caption:
        yield Piece("text", caption)
    yield _table([[_broken(cell) for cell in row] for row in table.iter("tr")])


def _broken(element: Any) -> str:
    """The text of an element, its line ends as such."""
    for line_end in element.iter("br"):
        line_end.tail = f"\n{line_end.tail or ''}"
    return str(element.text_content())


def tables_of(pieces: list[Piece]) -> Iterator[tuple[str, Rows]]:
    """The tables of a document with the titles of their captions, without "(part 1 of 2)", "(continued)"."""
    title = ""
    for piece in pieces:
        if piece.kind == "text":
            caption = piece.text if re.match(r"Table \d+: ", piece.text) else ""
            title = re.sub(r" \((?:part \d+ of \d+|continued)\)$", "", caption.partition(": ")[2])
        elif piece.kind == "table" and title:
            yield title, [list(row) for row in piece.rows]


def workbook_tables(path: Path) -> dict[str, list[list[Any]]]:
    """The tables of a workbook by their titles: rows of cells, the headings first."""
    found = {}
    for sheet in load_workbook(path).worksheets:
        title = str(sheet["A1"].value)
        if title.startswith("Table "):
            (table,) = sheet.tables.values()
            found[title.partition(": ")[2]] = [list(row) for row in sheet[table.ref]]
    return found


def as_printed(cells: list[Any]) -> list[str]:
    """A row of a workbook as Excel shows it."""
    return [squeezed(shown(cell)) for cell in cells]
