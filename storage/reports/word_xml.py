"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from storage.reports.cells import clean

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

LANGUAGE = "en-GB"


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element such as `w:shd`, its attributes given without their `w:`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def put_in(parent: Any, child: Any, *, before: tuple[str, ...] = ()) -> Any:
    """Put a child in, replacing one of its kind, ahead of the first of `before`: order counts."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    for at, other in enumerate(parent):
        if other.tag in {qn(tag) for tag in before}:
            parent.insert(at, child)
            return child
    parent.append(child)
    return child


def add_words(paragraph: Paragraph, text: str) -> Run:
    """Add a text: line breaks and tabs stay what they are, control characters go."""
    return paragraph.add_run(clean(text))


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that already shows its value: previews and LibreOffice don't work it out."""
    for part in field_parts(instruction, shown):
        paragraph._p.append(part)


def field_parts(instruction: str, shown: str) -> list[Any]:
    """The runs of a field: begin, instruction, separator, what it shows, end."""
    return [
        *field_start(instruction),
        run(shown),
        field_end(),
    ]


def field_start(instruction: str) -> list[Any]:
    """The runs up to what a field shows."""
    code = element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", code),
        element("w:r", element("w:fldChar", fldCharType="separate")),
    ]


def field_end() -> Any:
    """The run that closes a field."""
    return element("w:r", element("w:fldChar", fldCharType="end"))


def run(text: str) -> Any:
    """A run of text; a tab is a tab, a new line a line break."""
    made = element("w:r")
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            words = element("w:t")
            words.set(qn("xml:space"), "preserve")
            words.text = piece
            made.append(words)
    return made


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark the whole of a paragraph, so that the contents list can lead to it."""
    start = element("w:bookmarkStart", id=number, name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def link_within(bookmark: str, text: str) -> Any:
    """A link to a bookmark of the same document."""
    return element("w:hyperlink", run(text), anchor=bookmark, history="1")
