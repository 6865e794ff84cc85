"""One multilevel list numbers headings and paragraphs: 1., 1.1, 1.1.1.

Level 0 is Heading 1. Level 1 is a paragraph right under it, or Heading 2; level 2 a paragraph
under Heading 2, or Heading 3; level 3 a paragraph under Heading 3. Word counts; `Numbers` counts
along, because a contents list must show the numbers before Word has seen the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from storage.reports.word_xml import element, put_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

LEVELS = 4
INDENTS = (851, 851, 851, 1134)  # twentieths of a point: 1.5 cm, 2 cm
_AFTER_NUMBERING = (
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)


class Numbers:
    """Counts as Word will: each level starts again under the one above."""

    def __init__(self) -> None:
        self._counts = [0] * LEVELS
        self._depth = 0  # of the last heading; 0: none yet

    def heading(self, level: int) -> tuple[int, str]:
        """Count a heading; one that leaves out a level is taken up to the next there is.

        Returns:
            the level it has, 1 to 3, and its number, e.g. (2, "5.1").
        """
        self._depth = min(max(level, 1), self._depth + 1, 3)
        return self._depth, self._count(self._depth - 1)

    def paragraph(self) -> tuple[int, str] | None:
        """Count a paragraph.

        Returns:
            its level in the list, 1 to 3, and its number, e.g. (2, "5.1.1"); None before the
            first heading, where there is nothing to count under.
        """
        return (self._depth, self._count(self._depth)) if self._depth else None

    def _count(self, at: int) -> str:
        self._counts[at] += 1
        self._counts[at + 1 :] = [0] * (LEVELS - at - 1)
        number = ".".join(str(count) for count in self._counts[: at + 1])
        return f"{number}." if at == 0 else number


def add_numbering(document: Document) -> int:
    """Define the list and tie Heading 1 to 3 to it.

    Returns:
        its id, for `number`.
    """
    numbering = document.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    kind = 1 + max(int(one.get(qn("w:abstractNumId"))) for one in kinds)
    used = 1 + max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num")))
    kinds[-1].addnext(
        element(
            "w:abstractNum",
            element("w:multiLevelType", val="multilevel"),
            *(_level(at) for at in range(LEVELS)),
            abstractNumId=kind,
        )
    )
    numbering.append(element("w:num", element("w:abstractNumId", val=kind), numId=used))
    for at in range(3):
        properties = document.styles[f"Heading {at + 1}"].element.get_or_add_pPr()
        put_in(properties, _place_in_list(at, used), before=_AFTER_NUMBERING)
    return used


def number(paragraph: Paragraph, level: int, list_id: int) -> None:
    """Make a paragraph one of the list."""
    properties = paragraph._p.get_or_add_pPr()
    put_in(properties, _place_in_list(level, list_id), before=_AFTER_NUMBERING)


def _place_in_list(level: int, list_id: int) -> object:
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=list_id))


def _level(at: int) -> object:
    text = ".".join(f"%{number}" for number in range(1, at + 2))
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="decimal"),
        element("w:pStyle", val=f"Heading{at + 1}") if at < 3 else None,
        element("w:suff", val="tab"),
        element("w:lvlText", val=f"{text}." if at == 0 else text),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=INDENTS[at], hanging=INDENTS[at])),
        ilvl=at,
    )
