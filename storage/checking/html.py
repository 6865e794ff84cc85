"""Pages of HTML: language, title, headings, tables, pictures, links.

Source: WCAG 2.2 AA. Colours are not checked here: they hang on style sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from engage_app.domain.checks import Remark
from storage.checking.package import unreadable
from storage.checking.remarks import (
    advice,
    described,
    fault,
    heading_order,
    no_language,
    no_title,
    poor_link,
    shortened,
)

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOT_READ = ("script", "style", "template")


@dataclass
class _Table:
    """A table while it is read."""

    rows: list[list[str]] = field(default_factory=list)
    headings: int = 0
    unscoped: int = 0
    spans: bool = False
    nested: bool = False
    caption: str = ""


@dataclass
class _Page:
    """What of a page the check asks for."""

    language: str = ""
    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str | None] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    main: bool = False
    no_zoom: bool = False


def check_html(path: Path) -> Iterator[Remark]:
    """Remarks on a page.

    Raises:
        NotPossible: it can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise unreadable(path) from error
    reader = _Reader()
    reader.feed(text)
    reader.close()
    page = reader.page
    if not page.title.strip():
        yield no_title()
    if not page.language.strip():
        yield no_language()
    yield from heading_order(page.headings)
    firsts = sum(1 for level, _ in page.headings if level == 1)
    if firsts != 1:
        yield fault(
            f"The page has {firsts or 'no'} main heading{'s' if firsts != 1 else ''} (h1).",
            "Give it one, the title of the page.",
            rule="WCAG 1.3.1",
        )
    yield from _whole_page(page)
    for number, text_ in enumerate(page.pictures, 1):
        if text_ is None or text_:
            yield from described(text_ or "", f"Picture {number}", f"Picture {number}")
    for number, table in enumerate(page.tables, 1):
        yield from _table_remarks(table, f"Table {number}")
    for link in page.links:
        yield from poor_link(link, "Text")


def _whole_page(page: _Page) -> Iterator[Remark]:
    if not page.main:
        yield advice(
            "The page doesn't mark its main part.",
            "Put the text into a “main” element, so that one can go straight to it.",
            rule="WCAG 1.3.1",
        )
    if page.no_zoom:
        yield fault(
            "The page can't be made larger on a telephone.",
            "Remove “user-scalable=no” and “maximum-scale” from its viewport.",
            rule="WCAG 1.4.4",
        )
    twice = sorted({each for each in page.ids if page.ids.count(each) > 1})
    if twice:
        yield fault(
            f"The identifier “{shortened(twice[0])}” is used twice, so links may go astray.",
            "Give every part its own identifier.",
            rule="WCAG 4.1.2",
        )


def _table_remarks(table: _Table, where: str) -> Iterator[Remark]:
    if not table.rows:
        return
    if not table.headings:
        yield fault(
            f"{where} has no heading cells.",
            "Mark its headings with “th”.",
            where=where,
            rule="WCAG 1.3.1",
        )
    elif table.unscoped:
        yield advice(
            f"In {where} a heading doesn't say whether it is of a row or a column.",
            "Give every “th” a scope.",
            where=where,
            rule="WCAG 1.3.1",
        )
    if not table.caption.strip():
        yield advice(
            f"{where} has no caption.", "Say in a caption what it shows.", where=where,
            rule="WCAG 1.3.1",
        )  # fmt: skip
    if table.spans or table.nested:
        what = "has merged cells" if table.spans else "has another table in a cell"
        yield fault(
            f"{where} {what}.", "Give every cell its own place.", where=where, rule="WCAG 1.3.1"
        )
    empty = sum(1 for row in table.rows for cell in row if not cell.strip())
    if empty:
        cells_are = "1 cell is" if empty == 1 else f"{empty} cells are"
        yield fault(
            f"In {where} {cells_are} empty.",
            "Write “None”, “Not applicable” or a dash.",
            where=where,
            rule="WCAG 1.3.1",
        )


class _Reader(HTMLParser):
    """Walks through a page once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self._open: list[str] = []
        self._tables: list[_Table] = []
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if had.get("id"):
            self.page.ids.append(had["id"])
        if tag == "html":
            self.page.language = had.get("lang", "") or had.get("xml:lang", "")
        elif tag == "meta" and had.get("name", "").casefold() == "viewport":
            scaling = had.get("content", "").replace(" ", "").casefold()
            self.page.no_zoom |= "user-scalable=no" in scaling or "maximum-scale=1" in scaling
        elif tag in _HEADINGS:
            self.page.headings.append((_HEADINGS[tag], ""))
        elif tag == "main" or had.get("role") == "main":
            self.page.main = True
        elif tag == "a" and "href" in had:
            self._link = [had.get("aria-label", "")]
        self._picture(tag, had)
        self._table_begins(tag, had)

    def _picture(self, tag: str, had: dict[str, str]) -> None:
        hidden = had.get("role") in ("presentation", "none") or had.get("aria-hidden") == "true"
        if tag == "img" and not hidden:
            text = had.get("alt")
            self.page.pictures.append(text)
            if self._link is not None and text:
                self._link.append(text)
        elif tag == "svg" and not hidden and not self._inside("figure"):
            self.page.pictures.append(had.get("aria-label") or None)

    def _table_begins(self, tag: str, had: dict[str, str]) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].nested = True
            self._tables.append(_Table())
            self.page.tables.append(self._tables[-1])
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and tag in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append("")
            table.headings += tag == "th"
            table.unscoped += tag == "th" and "scope" not in had
            table.spans |= any(had.get(name, "1") != "1" for name in ("colspan", "rowspan"))
        elif self._tables and tag == "img" and self._tables[-1].rows and self._tables[-1].rows[-1]:
            self._tables[-1].rows[-1][-1] += had.get("alt", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass
        if tag == "table" and self._tables:
            self._tables.pop()
        elif tag == "a" and self._link is not None:
            self.page.links.append(" ".join(self._link))
            self._link = None

    def handle_data(self, data: str) -> None:
        if any(self._inside(tag) for tag in _NOT_READ):
            return
        if self._inside("title") and not self._inside("svg"):
            self.page.title += data
        heading = next((tag for tag in _HEADINGS if self._inside(tag)), None)
        if heading and self.page.headings:
            level, words = self.page.headings[-1]
            self.page.headings[-1] = level, words + data
        if self._link is not None:
            self._link.append(data)
        if self._tables:
            table = self._tables[-1]
            if self._inside("caption"):
                table.caption += data
            elif table.rows and table.rows[-1] and (self._inside("td") or self._inside("th")):
                table.rows[-1][-1] += data

    def _inside(self, tag: str) -> bool:
        return tag in self._open
