"""Word documents: headings, tables, pictures, links, language and contrast.

Source: WCAG 2.2 AA, as the Public Sector Bodies Accessibility Regulations 2018 ask for, and the
guidance of the Government Analysis Function on documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark
from engage_app.domain.palette import INK, PAPER, READABLE, contrast
from storage.checking.package import Package, unreadable
from storage.checking.remarks import (
    advice,
    described,
    fault,
    heading_order,
    no_language,
    no_title,
    poor_link,
    shortened,
    weak_contrast,
)
from storage.checking.word_styles import Look, Styles, W, value, with_properties
from storage.checking.word_tables import backdrops, table_remarks

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGE = 36, 28
"""Half points from which words are large: plain, and bold. Source: WCAG 2.2, "large scale"."""
_LARGE_READABLE = 3.0
_WORDS_UNHEADED = 600
_BULLETS = "•◦▪‣·"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def check_word(package: Package) -> Iterator[Remark]:
    """Remarks on a .docx file, in the order of the document within each kind.

    Raises:
        NotPossible: it is damaged.
    """
    document = package.xml("word/document.xml")
    body = document.find(W + "body") if document is not None else None
    if body is None:
        raise unreadable(package.path)
    styles = Styles(package.xml("word/styles.xml"))
    if not package.title:
        yield no_title()
    if not (styles.language or styles.basis.language):
        yield no_language()
    paragraphs = [(each, _paragraph_look(each, styles)) for each in _visible(body)]
    yield from _headings(paragraphs)
    yield from _text(paragraphs)
    behind = backdrops(body, package.xml("word/styles.xml"))
    yield from _contrast(paragraphs, styles, behind)
    for number, table in enumerate(body.iter(W + "tbl"), 1):
        yield from table_remarks(table, number)
    yield from _pictures(body)
    for link in body.iter(W + "hyperlink"):
        if link.get(_OFFICE + "id"):
            yield from poor_link(words_of(link), "Text")


def words_of(element: Element) -> str:
    """The words in an element."""
    return "".join(each.text or "" for each in element.iter(W + "t"))


def _visible(body: Element) -> Iterator[Element]:
    """The paragraphs; those of a fall-back of a drawing are the same words again."""
    skipped = {
        id(each)
        for fallback in body.iter(
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
        )
        for each in fallback.iter(W + "p")
    }
    return (each for each in body.iter(W + "p") if id(each) not in skipped)


def _paragraph_look(paragraph: Element, styles: Styles) -> Look:
    own = paragraph.find(W + "pPr")
    look = styles.look(value(own.find(W + "pStyle")) if own is not None else "")
    return with_properties(look, None, own)


def _headings(paragraphs: list[tuple[Element, Look]]) -> Iterator[Remark]:
    headings = [(look.level, words_of(each)) for each, look in paragraphs if look.level]
    yield from heading_order(headings)
    if not headings:
        count = sum(len(words_of(each).split()) for each, _ in paragraphs)
        if count >= _WORDS_UNHEADED:
            yield fault(
                f"The document has {count:,} words and no heading.",
                "Give its parts headings with the styles Heading 1 to Heading 3.",
                rule="WCAG 1.3.1",
            )


def _text(paragraphs: list[tuple[Element, Look]]) -> Iterator[Remark]:
    blank = 0
    under = ""
    for paragraph, look in paragraphs:
        words = words_of(paragraph)
        under = words if look.level and words.strip() else under
        where = f"Under “{shortened(under)}”" if under else "At the beginning"
        blank = blank + 1 if not _holds_anything(paragraph) else 0
        if blank == 3:
            yield advice(
                "Blank paragraphs are used to make room.",
                "Use the space before and after a paragraph: blank ones are read out as “blank”.",
                where=where,
            )
        if not words.strip():
            continue
        yield from _typed_list(words, look, where)
        if len(words.split()) >= 4 and (look.caps or words.isupper()):
            yield advice(
                f"“{shortened(words)}” is in capitals.",
                "Use capitals as in a sentence: they are easier to read, and to hear.",
                where=where,
            )


def _holds_anything(paragraph: Element) -> bool:
    inside = ("t", "drawing", "pict", "object", "sectPr", "br", "fldChar", "instrText")
    return any(next(paragraph.iter(W + tag), None) is not None for tag in inside)


def _typed_list(words: str, look: Look, where: str) -> Iterator[Remark]:
    begun = words.lstrip()
    if not look.listed and (begun[0] in _BULLETS or begun.startswith(("- ", "* ", "– "))):
        yield fault(
            f"“{shortened(words)}” begins with a bullet typed by hand.",
            "Use a list style, so that it is announced as a list.",
            where=where,
            rule="WCAG 1.3.1",
        )


def _contrast(
    paragraphs: list[tuple[Element, Look]],
    styles: Styles,
    behind: dict[int, tuple[str, str] | None],
) -> Iterator[Remark]:
    under = ""
    for paragraph, look in paragraphs:
        if look.level:
            under = words_of(paragraph).strip() or under
        found = behind.get(id(paragraph), ("", ""))
        if found is None:
            continue
        fill, colour = found
        shown = replace(look, fill=look.fill or fill, colour=look.colour or colour)
        where = f"Under “{shortened(under)}”" if under else "At the beginning"
        yield from islice(_weak_runs(paragraph, shown, styles, where), 1)


def _weak_runs(paragraph: Element, look: Look, styles: Styles, where: str) -> Iterator[Remark]:
    for run in paragraph.iter(W + "r"):
        words = words_of(run)
        if not words.strip():
            continue
        own = run.find(W + "rPr")
        shown = look
        if own is not None:
            shown = styles.put_on(shown, value(own.find(W + "rStyle")))
            shown = with_properties(shown, own)
        ratio = _ratio(shown.colour, shown.fill)
        large = shown.size >= LARGE[1 if shown.bold else 0]
        least = _LARGE_READABLE if large else READABLE
        if ratio is not None and ratio < least:
            yield weak_contrast(words, ratio, least, where)


def _ratio(colour: str, fill: str) -> float | None:
    """The contrast; None where a colour is no plain one."""
    try:
        behind = f"#{fill}" if fill else PAPER
        # Word itself chooses black or white where the colour is automatic.
        return contrast(f"#{colour}", behind) if colour else max(
            contrast(INK, behind), contrast(PAPER, behind)
        )  # fmt: skip
    except ValueError:
        return None


def _pictures(body: Element) -> Iterator[Remark]:
    number = 0
    for tag in ("inline", "anchor"):
        for drawing in body.iter(_DRAWING + tag):
            shape = drawing.find(_DRAWING + "docPr")
            if shape is None or any(each.get("val") == "1" for each in shape.iter(_DECORATIVE)):
                continue
            number += 1
            where = f"Picture {number}"
            yield from described(
                shape.get("descr", "") or shape.get("title", ""), f"Picture {number}", where
            )
            if tag == "anchor":
                yield advice(
                    f"Picture {number} floats over the text, and is read at no certain place.",
                    "Put it in line with the text.",
                    where=where,
                    rule="WCAG 1.3.2",
                )
    for old in body.iter("{urn:schemas-microsoft-com:vml}shape"):
        if next(old.iter("{urn:schemas-microsoft-com:vml}imagedata"), None) is not None:
            number += 1
            yield from described(old.get("alt", ""), f"Picture {number}", f"Picture {number}")
