"""What the styles of a Word document give a paragraph: heading level, colours, size, list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Look:
    """How words look, as far as the check asks.

    Attributes:
        colour: "RRGGBB", or empty for automatic.
        fill: what is behind them, likewise.
        size: half points; 0 where nothing says it.
        bold, caps: as named.
        level: the level of a heading, from 1; 0 for other text.
        listed: whether it is an item of a list.
        language: as the style says, or empty.
    """

    colour: str = ""
    fill: str = ""
    size: int = 0
    bold: bool = False
    caps: bool = False
    level: int = 0
    listed: bool = False
    language: str = ""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own; empty where it is missing."""
    return element.get(W + name, "") if element is not None else ""


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:b is on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def with_properties(look: Look, run: Element | None, paragraph: Element | None = None) -> Look:
    """A look after properties of a run (w:rPr) and of a paragraph (w:pPr) were put on it."""
    if paragraph is not None:
        look = _with_paragraph(look, paragraph)
    if run is None:
        return look
    changes: dict[str, object] = {}
    colour = run.find(W + "color")
    if colour is not None:
        changes["colour"] = "" if value(colour) == "auto" else value(colour)
    if (behind := _fill(run)) is not None:
        changes["fill"] = behind
    if (size := value(run.find(W + "sz"))).isdigit():
        changes["size"] = int(size)
    for name, tag in (("bold", "b"), ("caps", "caps")):
        if run.find(W + tag) is not None:
            changes[name] = is_on(run.find(W + tag))
    if language := value(run.find(W + "lang")):
        changes["language"] = language
    return replace(look, **changes)  # type: ignore[arg-type]


def _with_paragraph(look: Look, paragraph: Element) -> Look:
    changes: dict[str, object] = {}
    if (behind := _fill(paragraph)) is not None:
        changes["fill"] = behind
    outline = value(paragraph.find(W + "outlineLvl"))
    if outline.isdigit():
        changes["level"] = int(outline) + 1 if int(outline) < 9 else 0
    numbers = paragraph.find(f"{W}numPr/{W}numId")
    if numbers is not None:
        changes["listed"] = value(numbers) not in ("", "0")
    return replace(look, **changes)  # type: ignore[arg-type]


def _fill(properties: Element) -> str | None:
    shade = properties.find(W + "shd")
    if shade is None:
        return None
    fill = value(shade, "fill")
    return "" if fill in ("auto", "") else fill


class Styles:
    """The styles of a document.

    Args:
        root: the part word/styles.xml, or None.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles = (
            {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
            if root is not None
            else {}
        )
        defaults = root.find(f"{W}docDefaults") if root is not None else None
        run = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
        self.basis = with_properties(Look(), run)
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            "",
        )
        self._looks: dict[str, Look] = {}

    def look(self, style_id: str) -> Look:
        """What a paragraph style gives; an empty id is the default style's."""
        return self._of(style_id or self._default, ())

    def put_on(self, look: Look, style_id: str) -> Look:
        """A look after a character style was put on it."""
        style = self._styles.get(style_id)
        return with_properties(look, style.find(W + "rPr")) if style is not None else look

    @property
    def language(self) -> str:
        """The language of the text where nothing else is said."""
        return self.look("").language

    def _of(self, style_id: str, below: tuple[str, ...]) -> Look:
        style = self._styles.get(style_id)
        if style is None or style_id in below:  # a style based on itself
            return self.basis
        if style_id not in self._looks:
            above = value(style.find(W + "basedOn"))
            look = self._of(above, (*below, style_id)) if above else self.basis
            look = with_properties(look, style.find(W + "rPr"), style.find(W + "pPr"))
            name = value(style.find(W + "name")).casefold()
            if name.startswith("heading ") and name[8:].isdigit() and int(name[8:]) <= 9:
                look = replace(look, level=int(name[8:]))
            elif name in ("title", "toc heading"):
                look = replace(look, level=0)
            self._looks[style_id] = look
        return self._looks[style_id]
