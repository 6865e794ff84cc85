"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement, ns

from storage.reports.cells import clean

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

LANGUAGE = "en-GB"

qn = lru_cache(ns.qn)  # asked for a few dozen names, in their thousands


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


def add_words(paragraph: Paragraph, text: str) -> None:
    """Add a text: line breaks and tabs stay what they are, control characters go."""
    words = clean(text)
    if not words or "\n" in words or "\t" in words:
        paragraph.add_run(words)  # letter by letter, which takes its time
    else:
        paragraph._p.add_r().add_t(words)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that already shows its value: previews and LibreOffice don't work it out."""
    for part in field_parts(instruction, shown):
        paragraph._p.append(part)


def field_parts(instruction: str, shown: str) -> list[Any]:
    """The runs of a field: begin, instruction, separator, what it shows, end."""
    return [
        *field_start(instruction),
        run(shown),
        field_mark("end"),
    ]


def field_start(instruction: str) -> list[Any]:
    """The runs up to what a field shows."""
    return [
        field_mark("begin"),
        element("w:r", field_code(instruction)),
        field_mark("separate"),
    ]


def field_code(instruction: str) -> Any:
    """What a field is told to show, to stand in a run."""
    code = element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    return code


def field_mark(kind: str) -> Any:
    """The run where a field has its "begin", "separate" or "end"."""
    return element("w:r", element("w:fldChar", fldCharType=kind))


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


def marked(name: str, number: int, parts: list[Any]) -> list[Any]:
    """Parts of a paragraph between the two ends of a bookmark."""
    start = element("w:bookmarkStart", id=number, name=name)
    return [start, *parts, element("w:bookmarkEnd", id=number)]
