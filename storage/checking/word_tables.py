"""Tables of a Word document: whether a screen reader can say which heading a cell is under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engage_app.domain.checks import Remark
from storage.checking.remarks import advice, fault
from storage.checking.word_styles import W, is_on, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FIRST_ROW = 0x20  # in the older form of w:tblLook, a number


def table_remarks(table: Element, number: int) -> Iterator[Remark]:
    """Remarks on one table, known by its number in the document."""
    where = f"Table {number}"
    rows = table.findall(W + "tr")
    if not rows:
        return
    yield from _heading_row(table, rows, where)
    yield from _shape(rows, where)
    properties = table.find(W + "tblPr")
    said = [
        value(properties.find(W + tag)) if properties is not None else ""
        for tag in ("tblCaption", "tblDescription")
    ]
    if not any(text.strip() for text in said):
        yield advice(
            f"{where} has no alternative text.",
            "Under Table Properties, Alt Text, give it a title and say what it shows.",
            where=where,
            rule="WCAG 1.1.1",
        )


def _heading_row(table: Element, rows: list[Element], where: str) -> Iterator[Remark]:
    head = rows[0].find(f"{W}trPr/{W}tblHeader")
    if not is_on(head):
        yield fault(
            f"The first row of {where} is not marked as its heading row.",
            "Under Table Properties, Row, tick “Repeat as header row”.",
            where=where,
            rule="WCAG 1.3.1",
        )
    look = table.find(f"{W}tblPr/{W}tblLook")
    if not _announces_first_row(look):
        yield fault(
            f"{where} doesn't announce its heading row.",
            "Under Table Design, tick “Header Row”: Word tells screen readers of it by that.",
            where=where,
            rule="WCAG 1.3.1",
        )


def _announces_first_row(look: Element | None) -> bool:
    if look is None:
        return False
    if stated := value(look, "firstRow"):
        return stated in ("1", "true", "on")
    try:
        return bool(int(value(look), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _shape(rows: list[Element], where: str) -> Iterator[Remark]:
    cells = [row.findall(W + "tc") for row in rows]
    flat = [cell for row in cells for cell in row]
    if any(_merged(cell) for cell in flat):
        yield fault(
            f"{where} has merged cells.",
            "Split them, and repeat what they say: a merged cell loses its place.",
            where=where,
            rule="WCAG 1.3.1",
        )
    elif len({len(row) for row in cells}) > 1:
        yield fault(
            f"The rows of {where} have different numbers of cells.",
            "Give every row as many cells as the heading row.",
            where=where,
            rule="WCAG 1.3.1",
        )
    if any(next(cell.iter(W + "tbl"), None) is not None for cell in flat):
        yield fault(
            f"{where} has another table in a cell.",
            "Make two tables, one after the other.",
            where=where,
            rule="WCAG 1.3.2",
        )
    empty = sum(1 for cell in flat if not _says_something(cell))
    if empty:
        cells_are = "1 cell is" if empty == 1 else f"{empty} cells are"
        yield fault(
            f"In {where} {cells_are} empty.",
            "Write “None”, “Not applicable” or a dash: an empty cell leaves a listener guessing.",
            where=where,
            rule="WCAG 1.3.1",
        )
    if len(rows) == 1 or all(len(row) == 1 for row in cells):
        yield advice(
            f"{where} has one {'row' if len(rows) == 1 else 'column'}, so it is for layout.",
            "Use paragraphs instead of a table.",
            where=where,
            rule="WCAG 1.3.1",
        )


def _merged(cell: Element) -> bool:
    span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
    down = cell.find(f"{W}tcPr/{W}vMerge")
    across = cell.find(f"{W}tcPr/{W}hMerge")
    return (span.isdigit() and int(span) > 1) or down is not None or across is not None


def _says_something(cell: Element) -> bool:
    words = any((each.text or "").strip() for each in cell.iter(W + "t"))
    return words or any(
        next(cell.iter(W + tag), None) is not None
        for tag in ("drawing", "pict", "object", "sdt", "sym", "tbl")
    )


def backdrops(body: Element, styles: Element | None) -> dict[int, tuple[str, str] | None]:
    """What is behind the paragraphs of cells, and the colour their words take from the table.

    Args:
        body: the body of the document.
        styles: the part word/styles.xml, or None.

    Returns:
        By `id` of the paragraph: fill and colour, "RRGGBB" or empty for automatic; None where it
        can't be said, as with bands of a table's style.
    """
    named = (
        {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
        if styles is not None
        else {}
    )
    found: dict[int, tuple[str, str] | None] = {}
    for table in body.iter(W + "tbl"):  # inner tables come later, and have the last word
        style = named.get(value(table.find(f"{W}tblPr/{W}tblStyle")))
        first = _announces_first_row(table.find(f"{W}tblPr/{W}tblLook"))
        for at, row in enumerate(table.findall(W + "tr")):
            of_style = _of_style(style, heading=first and at == 0)
            for cell in row.findall(W + "tc"):
                own = value(cell.find(f"{W}tcPr/{W}shd"), "fill")
                behind = of_style
                if own and own != "auto":
                    behind = (own, of_style[1] if of_style else "")
                for paragraph in cell.iter(W + "p"):
                    found[id(paragraph)] = behind
    return found


def _of_style(style: Element | None, *, heading: bool) -> tuple[str, str] | None:
    """Fill and colour that a table's style gives; None where parts of it would have to be tried."""
    if style is None:
        return "", ""
    parts = {value(part, "type"): part for part in style.iter(W + "tblStylePr")}
    if heading and "firstRow" in parts:
        return _fill_and_colour(parts["firstRow"])
    if any(
        _fill_and_colour(part) != ("", "") for name, part in parts.items() if name != "firstRow"
    ):
        return None
    return _fill_and_colour(style)


def _fill_and_colour(part: Element) -> tuple[str, str]:
    fill = value(part.find(f"{W}tcPr/{W}shd"), "fill")
    colour = value(part.find(f"{W}rPr/{W}color"))
    return ("" if fill == "auto" else fill), ("" if colour == "auto" else colour)
