"""How high the paragraphs and rows of a Word document stand, by its styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engage_app.domain.paging import Item
from storage.reports.word_letters import lines, pieces
from storage.reports.word_looks import DocumentLooks, Looks
from storage.reports.word_xml import qn

if TYPE_CHECKING:
    from docx.document import Document

_TWIPS = 20.0  # to a point
_EMU = 12700.0  # to a point
_RULE = 0.5  # points, under a row
_CELL_MARGIN = 108  # twips, where a table says nothing
_CELL = qn("w:tc")


class Measures:
    """Measures what is in the body of a document; a part of it that stays as it is, once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._looks = DocumentLooks(document)
        self._known: dict[Any, list[Item]] = {}  # by the paragraph or table they are of

    def items(self, areas: list[float]) -> Iterator[Item]:
        """What is on the pages, in order.

        Args:
            areas: the width of the text in each section, in points.
        """
        section = table = 0
        for element in self._document.element.body:
            is_table = element.tag == qn("w:tbl")
            if not is_table and element.tag != qn("w:p"):
                continue
            if element not in self._known:
                paragraph = None if is_table else self._paragraph(element, areas[section])
                self._known[element] = [paragraph] if paragraph else list(self._rows(element))
            for item in self._known[element]:
                item.section = section
                item.table = table if is_table else -1
                yield item
            if is_table:
                table += 1
            elif element.pPr is not None and element.pPr.find(qn("w:sectPr")) is not None:
                section += 1

    def _paragraph(self, paragraph: Any, width: float) -> Item:
        properties = paragraph.find(qn("w:pPr"))
        looks = _sized(self._looks.of(properties), paragraph)
        picture = next(paragraph.iter(qn("wp:extent")), None)
        if picture is not None:
            heights = [float(picture.get("cy")) / _EMU]
        else:
            numbered = properties is not None and properties.find(qn("w:numPr")) is not None
            heights = _lines(_words(paragraph), looks, width, numbered=numbered)
        after = _after(paragraph, looks)
        item = Item(heights, looks.before, after, keep=looks.keep, new_page=looks.new_page)
        if picture is None:
            item.slack = heights[-1] * (1 - 1 / max(looks.spacing, 1.0))
        item.marks = [mark.get(qn("w:name")) for mark in paragraph.iter(qn("w:bookmarkStart"))]
        return item

    def _rows(self, table: Any) -> Iterator[Item]:
        margins = [
            float(edge.get(qn("w:w"))) / _TWIPS
            for edge in table.iterfind(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/*")
        ] or [2 * _CELL_MARGIN / _TWIPS]
        columns: list[_Column] = []
        head, above = 0.0, True
        for row in table.iterchildren(qn("w:tr")):
            properties = row.find(qn("w:trPr"))
            heads = properties.find(qn("w:tblHeader")) is not None
            if heads or above:  # the cells under the headings are all alike
                columns = [self._column(cell, sum(margins)) for cell in row.iterchildren(_CELL)]
            cells = zip(columns, row.iterchildren(_CELL), strict=True)
            high = max(column.height(cell) for column, cell in cells)
            for least in properties.iterchildren(qn("w:trHeight")):
                high = max(high, float(least.get(qn("w:val"))) / _TWIPS)
            first = row.find(f"{_CELL}/{qn('w:p')}/{qn('w:pPr')}")  # and so in all cells of a row
            kept = heads or (first is not None and first.find(qn("w:keepNext")) is not None)
            yield Item([high + _RULE], keep=kept, head=head)
            head += high + _RULE if heads else 0.0
            above = heads

    def _column(self, cell: Any, margins: float) -> _Column:
        """A cell's column, with the looks of its first paragraph."""
        properties, paragraph = cell.find(qn("w:tcPr")), cell.find(qn("w:p"))
        width = float(properties.find(qn("w:tcW")).get(qn("w:w"))) / _TWIPS - margins
        turned = properties.find(qn("w:textDirection")) is not None
        looks = self._looks.of(paragraph.find(qn("w:pPr")))
        return _Column(_sized(looks, paragraph), width, turned)


@dataclass
class _Column:
    """Cells under each other.

    Attributes:
        looks: of their paragraphs.
        width: of their texts.
        turned: those are written upwards, and the height of the row is said.
    """

    looks: Looks
    width: float
    turned: bool

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, ...], float] = {}

    def height(self, cell: Any) -> float:
        """How high a cell stands; cells of the same words stand alike."""
        if self.turned:
            return 0.0
        texts = tuple(map(_words, cell.iterchildren(qn("w:p"))))
        if texts not in self._known:
            looks, after = self.looks, 0.0
            high = 0.0
            for text in texts:
                high += max(after, looks.before) + sum(_lines(text, looks, self.width))
                after = 0.0 if looks.together else looks.after
            self._known[texts] = high + looks.after
        return self._known[texts]


def _lines(text: str, looks: Looks, width: float, *, numbered: bool = False) -> list[float]:
    """The height of each line of a paragraph."""
    em = looks.size * looks.letters.breadth
    room = max(width - looks.left - looks.right, looks.size) / em
    first = room
    if looks.first > 0 and not numbered:  # else the number hangs before it
        first -= looks.first / em
    every = (lines(pieces(line, bold=looks.bold), room, first) for line in text.split("\n"))
    return [looks.size * looks.letters.line * looks.spacing] * sum(every)


def _after(paragraph: Any, looks: Looks) -> float:
    """The space under a paragraph."""
    if looks.together:
        following = paragraph.getnext()
        if following is not None and _style(following) == _style(paragraph):
            return 0.0
    return looks.after


def _style(paragraph: Any) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(named.get(qn("w:val"))) if named is not None else ""


def _words(paragraph: Any) -> str:
    """The text that is seen, without what fields are made of."""
    return "".join(
        "\n" if each.tag == qn("w:br") else " " if each.tag == qn("w:tab") else each.text or ""
        for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if each.getparent().tag == qn("w:r")
    )


def _sized(looks: Looks, paragraph: Any) -> Looks:
    """The looks in the size that is written on the paragraph's words, if any is."""
    said = paragraph.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:sz')}")
    return replace(looks, size=float(said.get(qn("w:val"))) / 2) if said is not None else looks
