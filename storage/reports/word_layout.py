"""How a table is fitted to a page: which way up, how large the type, how wide each column.

Word and LibreOffice fit tables each in their own way, and both cut words apart when a table is
too wide. So widths are worked out here, from the letters, before either sees the table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engage_app.domain.report import Table
from storage.reports import cells
from storage.reports.word_widths import Measured, widths_of

_SIZES = (10.0, 9.5, 9.0, 8.5)  # points
_SMALL = (8.0, 7.0, 6.0)  # only where nothing else fits
_LOW = 9.0  # cm; a lower table in the usual type stays as it is
_HIGH_ROW = 5.0  # cm; rows aren't parted, and higher ones leave gaps at the foot of pages
_A_SIZE = 0.08  # of a table's pages: what half a point less costs its readers
_ON_ITS_SIDE = 0.6  # pages that stay blank before and after a page on its side
_TURNED = 0.2  # pages: what headings written upwards cost their readers
_GAPS = 0.3  # pages, where a row is high


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
    """Fit a table into a text width of `portrait` or `landscape` cm, on as few pages as can be
    read with ease.

    Returns:
        its layout, or None where not even the smallest type leaves all words whole.
    """
    whole = Measured(table)
    usual = _fitted(whole, portrait, _SIZES[0])
    if usual:
        heights = whole.heights(usual.widths, usual.size, turned=False)
        if sum(heights) <= _LOW and max(heights) <= _HIGH_ROW:
            return usual
    for sizes in (_SIZES, *((size,) for size in _SMALL)):
        tried = [fit for fit in _tried(whole, portrait, landscape, sizes) if fit]
        if tried:
            return min(tried, key=lambda fit: _cost(whole, fit, portrait, landscape))
    return None


def _tried(
    whole: Measured, portrait: float, landscape: float, sizes: Sequence[float]
) -> Iterator[Layout | None]:
    columns = whole.table.columns
    figures = sum(map(cells.is_numeric, columns))
    turnable = figures > 2
    table_of_figures = figures == len(columns) - 1 or sizes != _SIZES
    for size in sizes:
        yield _fitted(whole, portrait, size)
        yield _fitted(whole, landscape, size, sideways=True)
        if turnable and table_of_figures:
            yield _fitted(whole, portrait, size, turned=True)
        if turnable:
            yield _fitted(whole, landscape, size, turned=True, sideways=True)


def _fitted(
    whole: Measured, room: float, size: float, *, turned: bool = False, sideways: bool = False
) -> Layout | None:
    widths = widths_of(whole, room, size, turned=turned)
    return Layout(sideways, size, turned, widths) if widths else None


def _cost(whole: Measured, fit: Layout, portrait: float, landscape: float) -> float:
    """How many pages a table takes, and what else is bad about its layout, in pages.

    The text of a page is about as high as it is wide the other way up.
    """
    heights = whole.heights(fit.widths, fit.size, turned=fit.upright)
    page = portrait if fit.landscape else landscape
    pages = sum(heights) / (page - heights[0])  # the headings come again on each
    smaller = (_SIZES[0] - fit.size) * 2 * _A_SIZE
    return (
        pages * (1 + smaller)
        + smaller
        + _ON_ITS_SIDE * fit.landscape
        + _TURNED * fit.upright * (1 + fit.landscape)
        + _GAPS * (max(heights) > _HIGH_ROW)
    )


def layout_at(table: Table, width: float, size: float) -> Layout | None:
    """Fit a table into a width of so many cm in type of so many points; None where words break."""
    return _fitted(Measured(table), width, size)


def layout_again(table: Table, layout: Layout, size: float) -> Layout | None:
    """The same in type of so many points, as wide as before; None where words break."""
    return _fitted(
        Measured(table),
        sum(layout.widths),
        size,
        turned=layout.upright,
        sideways=layout.landscape,
    )


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
    return _height(Measured(table), layout)


def _height(whole: Measured, layout: Layout) -> float:
    return sum(whole.heights(layout.widths, layout.size, turned=layout.upright))
