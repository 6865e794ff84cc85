"""How a table is fitted to a page: which way up, how large the type, how wide each column.

Word and LibreOffice fit tables each in their own way, and both cut words apart when a table is
too wide. So widths are worked out here, from the letters, before either sees the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from engage_app.domain.report import Table
from storage.reports import cells

PADDING = 0.18  # cm, left and right of a cell's text
_SIZES = (9.5, 9.0, 8.5, 8.0)  # points
_SMALL = (8.0, 7.0, 6.0)
_SMALLEST_WISHED = 8.5  # points; smaller type only where nothing else fits
_LONG = 15  # rows
_WORTH_IT = 0.2  # of the height; a point less alone saves a tenth
CM_A_POINT = 2.54 / 72
LINE = 1.15  # of the type's size
_AVERAGE = 0.9  # of what text_width says, which errs on the wide side
_ABOUT_A_LINE = 4.0  # points over and under a paragraph of a cell
_HIGH_ROW = 5.0  # cm; a table with a higher one is better read on a page on its side
_READABLE = 3.2  # cm; a text in a narrower column stands one word on a line
_LONGEST_WORD = 26  # letters; a longer one, such as an address, may break


@dataclass(frozen=True)
class Layout:
    """A table's place on the page.

    Attributes:
        landscape: on a page on its side.
        size: of the type, in points.
        upright: the headings of figures are written upwards, as they are too long.
        widths: of the columns, in cm.
    """

    landscape: bool
    size: float
    upright: bool
    widths: tuple[float, ...]


def layout_of(table: Table, portrait: float, landscape: float) -> Layout | None:
    """Fit a table into a text width of `portrait` or `landscape` cm, with as large type as goes.

    Returns:
        its layout, or None where not even the smallest type leaves all words whole.
    """
    upright = _shortest(
        [fit for size in _SIZES if (fit := layout_at(table, portrait, size))], table
    )
    if upright and _highest_row(table, upright) <= _HIGH_ROW:
        return upright
    for turned, sizes in ((False, _SIZES), (True, () if upright else _SMALL)):
        for size in sizes:
            widths = _fit(table, landscape, size, upright=turned)
            if widths:
                return Layout(True, size, turned, widths)
    return upright


def _shortest(fits: Sequence[Layout], table: Table) -> Layout | None:
    """The largest type, or a smaller one where the names of a long table then take so many lines
    fewer that it is worth it."""
    best = fits[0] if fits else None
    for fit in fits[1:]:
        if best and fit.size >= _SMALLEST_WISHED and len(table.rows) >= _LONG:
            saved = 1 - table_height(table, fit) / table_height(table, best)
            best = fit if saved > _WORTH_IT else best
    return best


def layout_at(table: Table, width: float, size: float) -> Layout | None:
    """Fit a table into a width of so many cm in type of so many points; None where words break."""
    widths = _fit(table, width, size, upright=False)
    return Layout(False, size, False, widths) if widths else None


def widened(layout: Layout, breadth: float) -> Layout:
    """A layout for letters so much wider: it was worked out for a page that much narrower."""
    return replace(layout, widths=tuple(width * breadth for width in layout.widths))


def parts_of(table: Table, portrait: float, landscape: float) -> list[tuple[Table, Layout]]:
    """The table with its layout; one too wide for any page in parts, each with the first column.

    Args:
        table: any table.
        portrait: the text's width on an upright page, in cm.
        landscape: the same on a page on its side.
    """
    layout = layout_of(table, portrait, landscape)
    if layout:
        return [(table, layout)]
    for count in range(2, len(table.columns)):
        tables = [_part(table, number, count) for number in range(count)]
        layouts = [layout_of(part, portrait, landscape) for part in tables]
        if all(layouts):
            return [(part, fit) for part, fit in zip(tables, layouts, strict=True) if fit]
    even = landscape / len(table.columns)
    return [(table, Layout(True, _SMALL[-1], True, (even,) * len(table.columns)))]


def _part(table: Table, number: int, count: int) -> Table:
    """Part `number` (from 0) of `count`: the first column and its share of the others."""
    others = range(1, len(table.columns))
    size = -(-len(others) // count)
    chosen = [0, *others[number * size : (number + 1) * size]]
    return replace(
        table,
        title=f"{table.title} (part {number + 1} of {count})",
        columns=tuple(table.columns[at] for at in chosen),
        rows=tuple(tuple(row[at] for at in chosen) for row in table.rows),
        trace=None,
    )


def table_height(table: Table, layout: Layout) -> float:
    """About how high a table with its row of headings stands, in cm."""
    return sum(_row_heights(table, layout))


def _highest_row(table: Table, layout: Layout) -> float:
    return max(_row_heights(table, layout))


def _row_heights(table: Table, layout: Layout) -> list[float]:
    kinds = [column.kind for column in table.columns]
    rows = [
        [cells.written(value, kind) for value, kind in zip(row, kinds, strict=True)]
        for row in cells.rows(table)
    ]
    return [
        max(
            _cell_height(text, layout.size, width)
            for text, width in zip(row, layout.widths, strict=True)
        )
        for row in (cells.headings(table), *rows)
    ]


def lines_of(text: str, size: float, width: float) -> int:
    """About how many lines of `width` cm a text takes."""
    return max(ceil(text_width(text, size) * _AVERAGE / width), 1)


def _cell_height(text: str, size: float, width: float) -> float:
    paragraphs = [line for line in text.split("\n") if line.strip()] or [cells.NO_FIGURE]
    points = sum(
        lines_of(line, size, width - 2 * PADDING) * size * LINE + _ABOUT_A_LINE
        for line in paragraphs
    )
    return (points + 0.5) * CM_A_POINT


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is in Arial, in cm; a little too wide rather than too narrow."""
    return _ems(text) * size * CM_A_POINT * (1.1 if bold else 1.03)


@lru_cache(maxsize=16_384)  # a table is tried in several sizes
def _ems(text: str) -> float:
    return sum(map(_letter, text))


@lru_cache(maxsize=1024)
def _letter(letter: str) -> float:
    if letter in "ijltfrI.,:;'|!()[] -/":
        return 0.34
    if letter in "mwMW%@":
        return 0.92
    return 0.7 if letter.isupper() or ord(letter) > 0x2000 else 0.56


def _fit(table: Table, room: float, size: float, *, upright: bool) -> tuple[float, ...] | None:
    """Widths that fill `room` with no word cut apart, or None."""
    least, wanted = [], []
    rows = cells.rows(table)
    for at, (column, name) in enumerate(zip(table.columns, cells.headings(table), strict=True)):
        texts = [cells.written(row[at], column.kind) for row in rows]
        turned = upright and cells.is_numeric(column)
        heading = "" if turned else name
        longest = max(text_width(line, size) for text in texts for line in text.split("\n"))
        narrowest = max(
            _longest_word(texts, size), _longest_word([heading], size, bold=True), size * 0.05
        )
        if not cells.is_numeric(column):
            narrowest = max(narrowest, min(longest, _READABLE if at == 0 else _READABLE * 0.75))
        least.append(narrowest + 2 * PADDING)
        wanted.append(
            max(narrowest, min(longest, room * 0.6), _some_of(heading, size)) + 2 * PADDING
        )
    if sum(least) > room:
        return None
    return tuple(_shared_out(least, wanted, [column.width for column in table.columns], room))


def _shared_out(
    least: Sequence[float], wanted: Sequence[float], hints: Sequence[float], room: float
) -> list[float]:
    """Fill `room`: each column between what it needs and what it wants, as even as can be.

    Where there is more room than all want, the rest goes to the columns that are meant wide.
    """
    left = room - sum(wanted)
    if left >= 0:
        return [want + left * hint / sum(hints) for want, hint in zip(wanted, hints, strict=True)]
    low, high = 0.0, room
    for _ in range(40):  # halves the gap each time
        level = (low + high) / 2
        widths = [
            min(max(level * hint, need), want)
            for need, want, hint in zip(least, wanted, hints, strict=True)
        ]
        low, high = (low, level) if sum(widths) > room else (level, high)
    return widths


def _longest_word(texts: Sequence[str], size: float, *, bold: bool = False) -> float:
    words = (word[:_LONGEST_WORD] for text in texts for word in text.split())
    return max((text_width(word, size, bold=bold) for word in words), default=0.0)


def _some_of(heading: str, size: float) -> float:
    """A heading may take three lines, seldom more."""
    return text_width(heading, size, bold=True) / 2.5
