"""A Word paper read back as text: styles, numbers as Word counts them, tables, pictures, pages."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from rendered import masked, one_line, row

_BULLET = "•"


def word_text(path: Path) -> str:
    """The paper from its properties to its last section, a paragraph or row of a table a line."""
    document = docx.Document(str(path))
    lines = [*_about(document), "", *Paper(document).lines()]
    return masked("\n".join(lines) + "\n")


def _about(document: Document) -> Iterator[str]:
    about = document.core_properties
    for name in ("title", "subject", "author", "language", "created", "modified"):
        yield f"{name}: {getattr(about, name)}"
    section = document.sections[0]
    for name, part in (("header", section.header), ("footer", section.footer)):
        yield f"{name}: {one_line(' / '.join(each.text for each in part.paragraphs))}"


class Paper:
    """A document whose lists are counted as Word counts them: by list and level."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._levels = _levels(document)
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)

    def lines(self) -> Iterator[str]:
        """The body, element by element."""
        for element in self._document.element.body:
            if element.tag == qn("w:p"):
                yield from self._paragraph(Paragraph(element, self._document))
            elif element.tag == qn("w:tbl"):
                yield from _table(element, self._document)
            for section in element.iter(qn("w:sectPr")):
                yield _page(section)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[str]:
        style = paragraph.style.name if paragraph.style is not None else ""
        shown = " ".join(filter(None, (self.number(paragraph), one_line(paragraph.text))))
        yield f"[{style}] {shown}".rstrip()
        for picture in paragraph._p.iter(qn("wp:docPr")):
            yield f"  picture: {one_line(picture.get('descr'))}"

    def number(self, paragraph: Paragraph) -> str:
        """The number that Word puts before a paragraph, or the bullet; empty where there is none."""
        place = _place(paragraph)
        if place is None:
            return ""
        list_id, at = place
        kind, levels = self._levels[list_id]
        counts = self._counts[kind]
        counts[at] += 1
        counts[at + 1 :] = [0] * (len(counts) - at - 1)
        text, shape = levels[at]
        if shape == "bullet":
            return _BULLET
        for level, count in enumerate(counts[: at + 1]):
            letter = levels[level][1] == "upperLetter"
            text = text.replace(f"%{level + 1}", _lettered(count) if letter else str(count))
        return text


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level of a paragraph: its own, else those of its style."""
    properties = paragraph._p.pPr
    own = properties.find(qn("w:numPr")) if properties is not None else None
    style: Any = paragraph.style
    while own is None and style is not None:
        of_style = style.element.pPr
        own = of_style.find(qn("w:numPr")) if of_style is not None else None
        style = style.base_style
    known = own.find(qn("w:numId")) if own is not None else None
    if own is None or known is None:
        return None
    level = own.find(qn("w:ilvl"))
    return known.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0


def _levels(document: Document) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """By the id of a list: the id of its kind, and the text and shape of the number of each level."""
    root: Any = document.part.numbering_part.element
    kinds = {
        kind.get(qn("w:abstractNumId")): [
            (_value(level, "w:lvlText"), _value(level, "w:numFmt"))
            for level in kind.iter(qn("w:lvl"))
        ]
        for kind in root.iter(qn("w:abstractNum"))
    }
    ids = {one.get(qn("w:numId")): _value(one, "w:abstractNumId") for one in root.iter(qn("w:num"))}
    return {list_id: (kind, kinds[kind]) for list_id, kind in ids.items()}


def _value(element: Any, tag: str) -> str:
    return str(element.find(qn(tag)).get(qn("w:val")))


def _lettered(count: int) -> str:
    return chr(ord("A") + count - 1)


def _table(element: Any, document: Document) -> Iterator[str]:
    table = Table(element, document)
    said = {tag: element.tblPr.find(qn(tag)) for tag in ("w:tblCaption", "w:tblDescription")}
    texts = [one.get(qn("w:val")) for one in said.values() if one is not None]
    heads = sum(1 for _ in element.iter(qn("w:tblHeader")))
    style = table.style.name if table.style is not None else ""
    yield f"[{style}] alternative text: {one_line(' / '.join(texts))}; heading rows: {heads}"
    for line in element.iter(qn("w:tr")):
        yield row(cell_text(cell) for cell in line.iter(qn("w:tc")))


def cell_text(cell: Any) -> str:
    """The text of a cell, a paragraph a line."""
    return "\n".join(
        "".join(text.text or "" for text in line.iter(qn("w:t"))) for line in cell.iter(qn("w:p"))
    )


def _page(section: Any) -> str:
    size = section.find(qn("w:pgSz"))
    across, down = int(size.get(qn("w:w"))), int(size.get(qn("w:h")))
    return f"--- end of pages {'upright' if down > across else 'on their side'} ---"
