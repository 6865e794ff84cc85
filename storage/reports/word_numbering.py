"""Two multilevel lists number headings and paragraphs: 1., 1.1, 1.1.1, and Appendix A, A.1, A.1.1.

Level 0 is Heading 1, or the heading of an appendix. Level 1 is a paragraph right under it, or
Heading 2; level 2 a paragraph under Heading 2, or Heading 3; level 3 a paragraph under Heading 3.
Word counts; engage_app.domain.numbering counts along, because a contents list must show the numbers
before Word has seen the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from engage_app.domain.numbering import LEVELS
from storage.reports.word_xml import element, put_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

INDENTS = (851, 851, 851, 1134)  # twentieths of a point: 1.5 cm, 2 cm
APPENDIX_STYLE = "Appendix Heading"
_APPENDIX_INDENT = 2268  # 4 cm: room for "Appendix A" in the type of a heading
_BULLET = "\N{BULLET}"
_BEFORE_LISTS = ("w:num", "w:numIdMacAtCleanup")
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


@dataclass(frozen=True)
class Lists:
    """The ids of the two lists in a document."""

    main: int
    appendix: int


def add_numbering(document: Document) -> Lists:
    """Define both lists, tie Heading 1 to 3 to the one and the appendix's heading to the other."""
    styles: Any = document.styles
    headings = [styles[f"Heading {level}"] for level in (1, 2, 3)]
    main = _add_list(document, [_level(at, headings[at : at + 1]) for at in range(LEVELS)])
    first = _appendix_level(styles[APPENDIX_STYLE])
    rest = [_level(at, [], letters=True) for at in range(1, LEVELS)]
    lists = Lists(main, _add_list(document, [first, *rest]))
    for at, style in enumerate(headings):
        _tie(style, at, lists.main)
    _tie(styles[APPENDIX_STYLE], 0, lists.appendix)
    return lists


def number(paragraph: WordParagraph, at: int, list_id: int) -> None:
    """Make a paragraph one of a list, at a level from 0."""
    properties = paragraph._p.get_or_add_pPr()
    put_in(properties, _place_in_list(at, list_id), before=_AFTER_NUMBERING)


def add_bullets(document: Document, style: Any) -> None:
    """Give a style a bullet, where it has none."""
    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:numPr")) is None:
        bullet = element(
            "w:lvl",
            element("w:start", val=1),
            element("w:numFmt", val="bullet"),
            element("w:pStyle", val=style.style_id),
            element("w:lvlText", val=_BULLET),
            element("w:lvlJc", val="left"),
            ilvl=0,
        )
        _tie(style, 0, _add_list(document, [bullet]))


def _tie(style: Any, at: int, list_id: int) -> None:
    """Make a style's paragraphs those of a list's level, which then says how they are indented."""
    properties = style.element.get_or_add_pPr()
    if style.name != "List Bullet":
        for own in properties.findall(qn("w:ind")):
            properties.remove(own)
    put_in(properties, _place_in_list(at, list_id), before=_AFTER_NUMBERING)


def _add_list(document: Document, levels: list[Any]) -> int:
    numbering = _numbering(document)
    kinds = numbering.findall(qn("w:abstractNum"))
    kind = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=0)
    used = 1 + max(
        (int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))), default=0
    )
    shape = "multilevel" if len(levels) > 1 else "hybridMultilevel"
    made = element(
        "w:abstractNum", element("w:multiLevelType", val=shape), *levels, abstractNumId=kind
    )
    numbering.insert(numbering.index(kinds[-1]) + 1 if kinds else 0, made)
    added = element("w:num", element("w:abstractNumId", val=kind), numId=used)
    lists = numbering.findall(qn("w:num"))
    numbering.insert(numbering.index((lists or [made])[-1]) + 1, added)
    return used


def _numbering(document: Document) -> Any:
    """The part that holds the lists; a document without any gets one."""
    part = document.part
    if not any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in part.rels.values()):
        empty: Any = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        made = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


def _place_in_list(level: int, list_id: int) -> object:
    return element("w:numPr", element("w:ilvl", val=level), element("w:numId", val=list_id))


def _level(at: int, styles: list[Any], *, letters: bool = False) -> object:
    text = ".".join(f"%{number}" for number in range(1, at + 2))
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="decimal"),
        *(element("w:pStyle", val=style.style_id) for style in styles[: at < 3]),
        element("w:suff", val="tab"),
        element("w:lvlText", val=f"{text}." if at == 0 and not letters else text),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=INDENTS[at], hanging=INDENTS[at])),
        ilvl=at,
    )


def _appendix_level(style: Any) -> object:
    return element(
        "w:lvl",
        element("w:start", val=1),
        element("w:numFmt", val="upperLetter"),
        element("w:pStyle", val=style.style_id),
        element("w:suff", val="tab"),
        element("w:lvlText", val="Appendix %1"),
        element("w:lvlJc", val="left"),
        element("w:pPr", element("w:ind", left=_APPENDIX_INDENT, hanging=_APPENDIX_INDENT)),
        ilvl=0,
    )
