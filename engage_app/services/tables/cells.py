"""Cells that know what they count, and tables made of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import chain

from analysis.respondents import Matrix, Respondents
from engage_app.domain.disclosure import Claim, Disclosure, Figure, Key, Ratio, Remade
from engage_app.domain.report import NOT_AVAILABLE, Chart, ChartKind, Column, Series, Table, Value
from engage_app.services.tables.overlaps import Overlaps

SPARE, USUAL, MAIN, ALL = 0, 1, 2, 3
"""What a count is worth, where another is hidden to protect a small one; how many took part most."""

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
        ratio: how a number follows from counts, so that it can be made from rounded ones; a number
            that says neither this nor `remade` is hidden where counts are rounded.
        remade: makes the value anew from published counts.
        claims: what its words tell of the counts, where it is not hidden with all of them.
    """

    value: Value
    key: Key | None = None
    people: int = 0
    of: tuple["Cell", ...] = ()
    who: Who | None = None
    worth: int = USUAL
    ratio: Ratio | None = None
    remade: Remade | None = None
    claims: tuple[Claim, ...] = ()

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
    return ratio([part], whole, others=others)


def ratio(
    plus: Sequence[Cell],
    whole: Cell | float,
    minus: Sequence[Cell] = (),
    others: Sequence[Cell] = (),
) -> Cell:
    """Counts, less others, as a share of a count or of a number that is no secret; "[x]" where
    that is nought. `others` as for `share`. Where counts are rounded it is made from those."""
    below = whole.number if isinstance(whole, Cell) else whole
    above = sum(cell.number for cell in plus) - sum(cell.number for cell in minus)
    of = (*plus, *minus, *((whole,) if isinstance(whole, Cell) else ()), *others)
    keyed = all(cell.key for cell in of)
    return Cell(
        above / below if below else NOT_AVAILABLE,
        of=of,
        who=plus[0].who if len(plus) == 1 else None,
        ratio=Ratio(
            _keys(plus),
            _keys(minus),
            _keys([whole]) if isinstance(whole, Cell) else (),
            1.0 if isinstance(whole, Cell) else whole,
        )
        if keyed
        else None,
    )


def words(
    text: Value,
    *of: Cell,
    who: Who | None = None,
    remade: Callable[[tuple[int, ...]], Value] | None = None,
    claims: Sequence[Claim] = (),
) -> Cell:
    """Words or figures worked out from counts: hidden where one of those is.

    Args:
        text: as printed.
        of: the counts.
        who: see Cell.
        remade: makes it anew from the published values of `of`, where counts are rounded.
        claims: what the words tell of counts that may be hidden while they are printed; see `band`.
    """
    anew = partial(_anew, remade, _keys(of)) if remade else None
    return Cell(text, of=of, who=who, remade=anew, claims=tuple(claims))


def _anew(
    remade: Callable[[tuple[int, ...]], Value], keys: tuple[Key, ...], counts: Mapping[Key, int]
) -> Value:
    return remade(tuple(counts[key] for key in keys))


def band(part: Sequence[Cell], whole: Sequence[Cell], low: float, high: float) -> tuple[Claim, ...]:
    """What a word tells that stands for shares from `low` to below `high`, both 0 to 1; a word
    for shares as they are printed begins half a per cent lower than its key says, and ends so."""
    found = []
    if low > 0:
        found.append(at_least(part, whole, low))
    if high <= 1:
        most = Fraction(high).limit_denominator(1000)
        above = [(key, -most.denominator) for key in _keys(part)]
        below = [(key, most.numerator) for key in _keys(whole)]
        found.append(Claim((*above, *below), 1))
    return tuple(found)


def at_least(part: Sequence[Cell], whole: Sequence[Cell], low: float, more: int = 0) -> Claim:
    """That counts come to at least a share of others, and in whole numbers to `more` beyond."""
    least = Fraction(low).limit_denominator(1000)
    above = [(key, least.denominator) for key in _keys(part)]
    below = [(key, -least.numerator) for key in _keys(whole)]
    return Claim((*above, *below), more)


def no_fewer(whole: Cell, *part: Cell, more: int = 0) -> tuple[Claim, ...]:
    """That a count is no less than others together, and `more`; nothing where that isn't so."""
    if whole.key is None or whole.number < sum(cell.number for cell in part) + more:
        return ()
    return (Claim(((whole.key, 1), *((key, -1) for key in _keys(part))), more),)


def _keys(cells: Sequence[Cell]) -> tuple[Key, ...]:
    return tuple(cell.key for cell in cells if cell.key)


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
    grouped: Iterable[tuple[Cell, Sequence[Cell]]] = (),
    notes: Iterable[str] = (),
    drawing: Drawing | None = None,
    base_of: Sequence[Cell] = (),
    facts: Iterable[Claim] = (),
) -> Table:
    """A finding, from its cells.

    Args:
        sums: a total and its parts. Where they don't add up, because somebody is counted in two
            parts, it is told that the total is no less than each, and no more than all together.
        grouped: the same for parts that are stakeholder groups: see overlaps.
        base_of: the counts named in `base`, in order; where counts are rounded, their numbers are
            replaced in it.
        facts: see domain.disclosure.Disclosure.
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
        _disclosure(grid, (list(sums), list(grouped)), drawing, base_of, facts),
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


_Lines = list[tuple[Cell, Sequence[Cell]]]


def _disclosure(
    grid: list[list[Cell]],
    lines: tuple[_Lines, _Lines],
    drawing: Drawing | None,
    base_of: Sequence[Cell],
    facts: Iterable[Claim],
) -> Disclosure:
    figures: dict[Key, Figure] = {}

    def keys(cell: Cell) -> tuple[Key, ...]:
        for one in cell.counts:
            if one.key:
                figures[one.key] = Figure(one.number, one.people, one.worth)
        return tuple(one.key for one in cell.counts if one.key)

    every = [((r, c), cell) for r, row in enumerate(grid) for c, cell in enumerate(row)]
    under = {place: keys(cell) for place, cell in every}
    for total, parts in chain(*lines):
        for cell in (total, *parts):
            keys(cell)  # a part that isn't printed is implied
    told = Overlaps()
    told.plain(lines[0])
    told.grouped(lines[1])
    figures.update(told.figures)
    series = [cells for _, cells, _ in drawing.series] if drawing else []
    return Disclosure(
        {place: cell.key for place, cell in every if cell.key},
        figures,
        tuple(told.sums),
        {place: under[place] for place, cell in every if cell.of and under[place]},
        tuple(tuple(keys(cell) for cell in cells) for cells in series),
        tuple(key for cell in base_of for key in keys(cell)),
        {place: cell.ratio for place, cell in every if cell.ratio},
        {place: cell.remade for place, cell in every if cell.remade},
        {place: cell.claims for place, cell in every if cell.claims},
        tuple(tuple(_drawn_from(cell) for cell in cells) for cells in series),
        tuple(dict.fromkeys((*facts, *told.facts))),
    )


def _drawn_from(cell: Cell) -> Ratio | None:
    return Ratio((cell.key,)) if cell.key else cell.ratio
