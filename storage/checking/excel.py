"""Excel workbooks, after the checklist for accessible spreadsheets of the Analysis Function.

Source: Government Analysis Function, "Releasing statistics in spreadsheets", as the package
gptables lists its points; WCAG 2.2 for what they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark
from storage.checking.excel_cells import Sheet, read_sheet, shared_words
from storage.checking.excel_tables import TablePart, table_remarks
from storage.checking.package import Package, unreadable
from storage.checking.remarks import advice, described, fault, no_title, poor_link

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MANY = 3  # sheets, from which a reader needs a list of them


@dataclass(frozen=True)
class _Place:
    """A sheet of the workbook: its name, its part, and whether it is shown."""

    name: str
    part: str
    shown: bool


def check_excel(package: Package) -> Iterator[Remark]:
    """Remarks on an .xlsx file, sheet by sheet.

    Raises:
        NotPossible: it is damaged.
    """
    if not package.title:
        yield no_title()
    places = _places(package)
    words = shared_words(package)
    for place in places:
        yield from _sheet_remarks(package, place, words)
    names = {place.name.casefold() for place in places if place.shown}
    if len(names) > _MANY and not names & {"contents", "table of contents", "index"}:
        yield advice(
            f"The workbook has {len(names)} sheets and no sheet “Contents”.",
            "Add one that lists the sheets, with a link to each.",
            rule="WCAG 2.4.5",
        )


def _places(package: Package) -> list[_Place]:
    book = package.xml("xl/workbook.xml")
    if book is None:
        raise unreadable(package.path)
    parts = package.related("xl/workbook.xml")
    return [
        _Place(
            each.get("name", ""),
            parts.get(each.get(f"{_R}id", ""), ("", ""))[1],
            each.get("state", "visible") == "visible",
        )
        for each in book.iter(S + "sheet")
    ]


def _sheet_remarks(package: Package, place: _Place, words: tuple[str, ...]) -> Iterator[Remark]:
    where = f"Sheet “{place.name}”"
    root = package.xml(place.part)
    if root is None:
        return
    if not place.shown:
        yield fault(
            f"{where} is hidden.",
            "Show it or remove it: what is hidden is still published.",
            where=where,
        )
    if place.name.casefold().rstrip("0123456789 ") in ("sheet", "tabelle", "chart"):
        yield advice(
            f"{where} has no name of its own.", "Name it after what it holds.", where=where
        )
    sheet = read_sheet(root, words)
    related = package.related(place.part)
    yield from _layout(root, sheet, where)
    tables = [
        TablePart.read(found)
        for kind, part in related.values()
        if kind == "table" and (found := package.xml(part)) is not None
    ]
    yield from table_remarks(sheet, sorted(tables, key=lambda one: one.first), where)
    for kind, part in sorted(related.values()):
        if kind == "drawing":
            yield from _drawing(package.xml(part), where)
    for link in root.iter(S + "hyperlink"):
        shown = sheet.at(link.get("ref", "").partition(":")[0])
        yield from poor_link(shown or link.get("display", ""), where)


def _layout(root: Element, sheet: Sheet, where: str) -> Iterator[Remark]:
    if sheet.cells and not sheet.at("A1"):
        yield fault(
            f"{where} has nothing in cell A1, where a screen reader begins.",
            "Put the title of the sheet there.",
            where=where,
            rule="WCAG 2.4.2",
        )
    merged = [each.get("ref", "") for each in root.iter(S + "mergeCell")]
    if merged:
        yield fault(
            f"{where} has merged cells: {', '.join(merged[:3])}{'…' if len(merged) > 3 else ''}.",
            "Split them, and repeat what they say.",
            where=where,
            rule="WCAG 1.3.1",
        )
    hidden = [
        what
        for what, tag in (("rows", "row"), ("columns", "col"))
        if any(each.get("hidden") in ("1", "true") for each in root.iter(S + tag))
    ]
    if hidden:
        yield fault(
            f"{where} has hidden {' and '.join(hidden)}.",
            "Show them or remove them: what is hidden is still published.",
            where=where,
        )
    header = root.find(S + "headerFooter")
    if header is not None and any((each.text or "").strip() for each in header):
        yield advice(
            f"{where} has a header or footer, which screen readers pass over.",
            "Put what it says in a cell.",
            where=where,
        )


def _drawing(root: Element | None, where: str) -> Iterator[Remark]:
    if root is None:
        return
    number = 0
    for frame in root.iter():
        kind = frame.tag.rpartition("}")[2]
        if not frame.tag.startswith(_XDR) or kind not in ("pic", "graphicFrame", "sp"):
            continue
        shape = next(frame.iter(_XDR + "cNvPr"), None)
        if shape is None:
            continue
        number += 1
        what = {"pic": "Picture", "graphicFrame": "Chart", "sp": "Text box"}[kind]
        if kind == "sp":
            yield advice(
                f"{where} has a text box, which screen readers may not reach.",
                "Put its words in a cell.",
                where=where,
                rule="WCAG 1.3.2",
            )
        else:
            text = shape.get("descr", "") or shape.get("title", "")
            yield from described(text, f"{what} {number} of {where[0].lower()}{where[1:]}", where)
