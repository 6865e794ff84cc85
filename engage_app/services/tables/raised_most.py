"""Who raised a theme most: the largest of counts, named from those that are published."""

from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.disclosure import Published
from engage_app.domain.report import SUPPRESSED, Table, Value
from engage_app.services.tables.cells import Cell, words
from engage_app.services.tables.finishing import ranked_bars

WORTH_NAMING = 5
"""Groups with fewer respondents on a theme aren't named as those who raised it most."""


def most_named(names: Sequence[str], cells: Sequence[Cell]) -> Cell:
    """The groups that raised a theme most, of those in `cells`, by name."""
    chosen = most_of([cell.number for cell in cells])
    return words(_named(names, chosen), *(cells[n] for n in chosen))


def _named(names: Sequence[str], chosen: Sequence[int]) -> str:
    return "; ".join(names[n] for n in chosen) or "No group in particular"


def most_of(counts: Sequence[int | None], least: int = WORTH_NAMING) -> list[int]:
    """The places of the three largest counts, largest first, of those that are printed and no
    smaller than `least`."""
    known = [(-count, n) for n, count in enumerate(counts) if count is not None and count >= least]
    return [n for _, n in sorted(known)[:3]]


def by_published(
    crossed: Sequence[Sequence[Cell]],
    names: Sequence[str],
    order: Sequence[str],
    made: Table,
    known: Published,
) -> Table:
    """A finish: the table by theme, its bars ranked by what they show, and who raised a theme most as the
    tables by group print it; nothing said of groups where those don't leave with it."""
    made = ranked_bars(order, made, known)
    if not any(cell.key in known.counts for line in crossed for cell in line):
        return replace(made, columns=made.columns[:-2], rows=tuple(row[:-2] for row in made.rows))
    rows = []
    for row, line in zip(made.rows, crossed, strict=True):
        counts = [known.counts.get(cell.key or ()) for cell in line]
        heard_in: Value = sum(count != 0 for count in counts)  # one that is hidden is no nought
        if known.rule.hide_zero and None in counts:
            heard_in = SUPPRESSED
        rows.append((*row[:-2], heard_in, _named(names, most_of(counts))))
    return replace(made, rows=tuple(rows))
