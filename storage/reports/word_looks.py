"""What the styles of a Word document and a paragraph's own words say of its looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from storage.reports.word_numbering import APPENDIX_STYLE, INDENTS
from storage.reports.word_typefaces import ARIAL, Typeface, theme_typefaces, typeface
from storage.reports.word_xml import qn

if TYPE_CHECKING:
    from docx.document import Document

_TWIPS = 20.0  # to a point


@dataclass(frozen=True)
class Looks:
    """What is said of a paragraph, in points: the nearest word counts."""

    size: float = 10.0
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    keep: bool = False
    new_page: bool = False
    together: bool = False  # no space between paragraphs of this style
    letters: Typeface = ARIAL


class DocumentLooks:
    """The looks of a document's paragraphs."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._looks: dict[str, Looks] = {}
        self._said: dict[tuple[Any, ...], Looks] = {}

    def of(self, properties: Any) -> Looks:
        """Those of a paragraph, by its `w:pPr` if it has one."""
        if properties is None:
            return self._look(self._default)
        written = tuple((each.tag, *each.items()) for each in properties)  # alike in most cells
        if written not in self._said:
            named = properties.find(qn("w:pStyle"))
            key = named.get(qn("w:val")) if named is not None else self._default
            listed = _listed(properties, self._look(key))
            self._said[written] = self._changed(listed, properties, None)
        return self._said[written]

    def _look(self, key: str) -> Looks:
        """That of a style, with what it rests on."""
        if key not in self._looks:
            style = self._styles.get(key)
            if style is None:
                return self._plain
            based = style.find(qn("w:basedOn"))
            under = self._look(based.get(qn("w:val"))) if based is not None else self._plain
            listed = _hanging(style, under)
            found = self._changed(listed, style.find(qn("w:pPr")), style.find(qn("w:rPr")))
            self._looks[key] = found
        return self._looks[key]

    @cached_property
    def _theme(self) -> dict[str, str]:
        return theme_typefaces(self._document)

    def _changed(self, looks: Looks, paragraph: Any, run: Any) -> Looks:
        """The looks, changed as properties of a paragraph and of its run say."""
        changes: dict[str, Any] = {}
        if run is not None:
            size, bold, fonts = (run.find(qn(tag)) for tag in ("w:sz", "w:b", "w:rFonts"))
            changes |= {"size": float(size.get(qn("w:val"))) / 2} if size is not None else {}
            changes |= {"bold": _on(bold)} if bold is not None else {}
            changes |= self._lettered(fonts) if fonts is not None else {}
        if paragraph is not None:
            changes |= dict(_switched(paragraph)) | dict(_spaced(paragraph))
            changes |= dict(_indented(paragraph))
        return replace(looks, **changes)

    def _lettered(self, fonts: Any) -> dict[str, Typeface]:
        """The typeface that is named; the theme's goes before."""
        themed = fonts.get(qn("w:asciiTheme"), "")
        name = self._theme.get(themed[:5], "") or fonts.get(qn("w:ascii"), "")
        return {"letters": typeface(name)} if name else {}

    @cached_property
    def _plain(self) -> Looks:
        defaults = self._document.styles.element.find(qn("w:docDefaults"))
        if defaults is None:
            return Looks()
        paragraph, run = (
            defaults.find(f"{qn(outer)}/{qn(inner)}")
            for outer, inner in (("w:pPrDefault", "w:pPr"), ("w:rPrDefault", "w:rPr"))
        )
        return self._changed(Looks(), paragraph, run)

    @cached_property
    def _styles(self) -> dict[str, Any]:
        styles = self._document.styles.element.findall(qn("w:style"))
        return {style.get(qn("w:styleId")): style for style in styles}

    @cached_property
    def _default(self) -> str:
        for key, style in self._styles.items():
            if style.get(qn("w:default")) == "1" and style.get(qn("w:type")) == "paragraph":
                return key
        return ""


def _hanging(style: Any, looks: Looks) -> Looks:
    """Headings hang by their numbers: the list says how far."""
    name = style.find(qn("w:name")).get(qn("w:val")).casefold()
    if name == APPENDIX_STYLE.casefold():
        return replace(looks, left=113.4, first=-113.4)
    return replace(looks, left=42.55, first=-42.55) if name.startswith("heading ") else looks


def _listed(properties: Any, looks: Looks) -> Looks:
    """A paragraph that is numbered by itself hangs by its number, as one of our lists says."""
    level = properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
    if level is None:
        return looks
    left = INDENTS[int(level.get(qn("w:val")))] / _TWIPS
    return replace(looks, left=left, first=-left)


def _switched(paragraph: Any) -> Iterator[tuple[str, bool]]:
    for tag, name in (
        ("w:keepNext", "keep"),
        ("w:pageBreakBefore", "new_page"),
        ("w:contextualSpacing", "together"),
    ):
        if (found := paragraph.find(qn(tag))) is not None:
            yield name, _on(found)


def _spaced(paragraph: Any) -> Iterator[tuple[str, float]]:
    spacing = paragraph.find(qn("w:spacing"))
    if spacing is None:
        return
    for tag, name in (("w:before", "before"), ("w:after", "after")):
        if (value := spacing.get(qn(tag))) is not None:
            yield name, float(value) / _TWIPS
    line = spacing.get(qn("w:line"))
    if line is not None and spacing.get(qn("w:lineRule"), "auto") == "auto":
        yield "spacing", float(line) / 240


def _indented(paragraph: Any) -> Iterator[tuple[str, float]]:
    indent = paragraph.find(qn("w:ind"))
    if indent is None:
        return
    for tag, name, sign in (
        *(("w:left", "left", 1), ("w:right", "right", 1)),
        *(("w:firstLine", "first", 1), ("w:hanging", "first", -1)),
    ):
        if (value := indent.get(qn(tag))) is not None:
            yield name, sign * float(value) / _TWIPS


def _on(switch: Any) -> bool:
    return switch.get(qn("w:val"), "1") not in ("0", "false", "off")
