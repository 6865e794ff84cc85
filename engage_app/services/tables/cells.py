"""Cells that know what they count, and tables made of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.respondents import Matrix, Respondents
from engage_app.domain.disclosure import Disclosure, Figure, Key, Sum
from engage_app.domain.report import NOT_AVAILABLE, Chart, ChartKind, Column, Series, Table, Value

SPARE, USUAL, MAIN = 0, 1, 2
"""What a count is worth, where another must be hidden to protect a small one."""

Who = Callable[[], tuple[int, ...]]


@dataclass(frozen=True)
class Cell:
    """A value with what suppression and a click on it need.

    Attributes:
        value: as printed.
        key: what it counts, if it is a count of people.
        people: see domain.disclosure.Figure.
        of: for shares and words, the cells it is worked out from; for a count, others that it
            would give away, and with which it is hidden.
        who: gives the ids of the responses behind it.
        worth: see domain.disclosure.Figure.
    """

    value: Value
    key: Key | None = None
    people: int = 0
    of: tuple["Cell", ...] = ()
    who: Who | None = None
    worth: int = USUAL

    @property
    def number(self) -> int:
        """The count; 0 where the cell is none."""
        return self.value if isinstance(self.value, int) else 0

    @property
    def counts(self) -> tuple["Cell", ...]:
        """The counts that decide whether it may be shown: itself, and those it depends on."""
        under = tuple(one for cell in self.of for one in cell.counts)
        return (self, *under) if self.key else under


@dataclass(frozen=True)
class Drawing:
    """A chart of cells: series of cells over categories."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Cell, ...], str], ...]  # name, cells, colour
    alt_text: str
    axis: str = ""
    share: bool = False


def respondents(who: Respondents, mask: Matrix, key: Key, worth: int = USUAL) -> Cell:
    """How many respondents are in a mask."""
    return Cell(
        int(mask.sum()), key, who.people_in(mask), who=lambda: who.responses(mask), worth=worth
    )


def share(part: Cell, whole: Cell, *others: Cell) -> Cell:
    """What share one count is of another; "[x]" where there is nothing to be a share of.

    `others` are counts that the share would give away besides.
    """
    value: Value = part.number / whole.number if whole.number else NOT_AVAILABLE
    return Cell(value, of=(part, whole, *others), who=part.who)


def words(text: Value, *of: Cell, who: Who | None = None) -> Cell:
    """Words or figures worked out from counts: hidden where one of those is."""
    return Cell(text, of=of, who=who)


def hidden_with(cell: Cell, *others: Cell) -> Cell:
    """The count, hidden wherever one of the others is."""
    return replace(cell, of=others)


def table(
    name: str,
    title: str,
    *,
    unit: str,
    base: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | Value]],
    sums: Iterable[tuple[Cell, Sequence[Cell]]] = (),
    notes: Iterable[str] = (),
    drawing: Drawing | None = None,
    base_of: Sequence[Cell] = (),
) -> Table:
    """A finding, from its cells.

    Args:
        sums: a total and its parts; one that doesn't add up, because somebody is counted in two
            parts, is left out.
        base_of: the counts named in `base`.
    """
    grid = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
    traces = {
        (r, c): cell.who for r, row in enumerate(grid) for c, cell in enumerate(row) if cell.who
    }

    def trace(row: int, column: int) -> tuple[int, ...]:
        behind = traces.get((row, column))
        return behind() if behind else ()

    return Table(
        name,
        title,
        unit,
        base,
        tuple(columns),
        tuple(tuple(cell.value for cell in row) for row in grid),
        tuple(note for note in notes if note),
        _chart(drawing) if drawing else None,
        trace,
        _disclosure(grid, sums, drawing, base_of),
    )


def _chart(drawing: Drawing) -> Chart:
    series = tuple(
        Series(name, tuple(_drawn(cell.value) for cell in cells), colour)
        for name, cells, colour in drawing.series
    )
    return Chart(
        drawing.kind,
        drawing.title,
        drawing.categories,
        series,
        drawing.alt_text,
        drawing.axis,
        drawing.share,
    )


def _drawn(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _disclosure(
    grid: list[list[Cell]],
    sums: Iterable[tuple[Cell, Sequence[Cell]]],
    drawing: Drawing | None,
    base_of: Sequence[Cell],
) -> Disclosure:
    figures: dict[Key, Figure] = {}

    def keys(cell: Cell) -> tuple[Key, ...]:
        for one in cell.counts:
            if one.key:
                figures[one.key] = Figure(one.number, one.people, one.worth)
        return tuple(one.key for one in cell.counts if one.key)

    cells: dict[tuple[int, int], Key] = {}
    derived: dict[tuple[int, int], tuple[Key, ...]] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            under = keys(cell)
            if cell.key:
                cells[r, c] = cell.key
            if cell.of and under:
                derived[r, c] = under
    chart = tuple(tuple(keys(cell) for cell in one[1]) for one in drawing.series) if drawing else ()
    base = tuple(key for cell in base_of for key in keys(cell))
    return Disclosure(cells, figures, _adding_up(sums), derived, chart, base)


def _adding_up(sums: Iterable[tuple[Cell, Sequence[Cell]]]) -> tuple[Sum, ...]:
    return tuple(
        (total.key, tuple(part.key for part in parts if part.key))
        for total, parts in sums
        if total.key and total.number == sum(part.number for part in parts)
    )
