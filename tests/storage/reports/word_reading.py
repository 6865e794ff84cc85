"""What a test reads in a Word document."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn


def texts(document: WordDocument, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def tables(document: WordDocument) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:tbl"))


def cells(table: Any) -> list[list[str]]:
    return [
        ["\n".join(text_of(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
        for row in table.iter(qn("w:tr"))
    ]


def text_of(element: Any) -> str:
    return "".join(word.text or "" for word in element.iter(qn("w:t")))


def value(element: Any, path: str) -> str | None:
    found = element.find(path, element.nsmap)
    return None if found is None else found.get(qn("w:val"))
