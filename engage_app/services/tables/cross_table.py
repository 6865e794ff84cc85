"""Anything by anything: respondents by two dimensions, with the shares of each column."""

import re
from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.respondents import Respondents, cross
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables.categories import Category, Dimension, unique
from engage_app.services.tables.cells import SPARE, USUAL, Cell, Drawing, share, table
from engage_app.services.tables.crossing_keys import ALL, crossing_key
from engage_app.services.tables.dimensions import dimension
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import number_of

SHARED = 6
"""Up to so many columns are printed with their shares: more would not fit on a page."""

TONE = "Sentiment is the tone of the words; tone is not position."

_COUNTED = "Respondents"
_NOT_IN_NAMES = re.compile(r"\W+")


def cross_table(
    material: Material, rows: str, columns: str, name: str = "", title: str = ""
) -> Table:
    """Respondents by any two dimensions.

    Equality questions are not among them: they are kept apart, so that nobody can be looked up.

    Args:
        material: the exercise.
        rows: the name of a dimension: see dimensions.offered.
        columns: another, or the same.
        name: of the table; as a rule made of the names of the dimensions.
        title: of the table; as a rule made of their labels.

    Raises:
        ValueError: there is no such dimension.
    """
    down, across = dimension(material, rows), dimension(material, columns)
    plain = _NOT_IN_NAMES.sub("_", f"{rows}_by_{columns}").strip("_").lower()
    return crossed(material, down, across, name=name or plain, title=title or _title(down, across))


def crossed(
    material: Material,
    rows: Dimension,
    columns: Dimension,
    *,
    name: str,
    title: str,
    notes: Sequence[str] = (),
) -> Table:
    """Respondents by two dimensions: a cell counts those who are in both categories.

    The last row is the base of each column, the first figure of a row all in it. Where there are
    no more than SHARED columns, each has its shares: of the respondents of the column.
    """
    grid = cells(material, rows, columns)
    labels = unique([_COUNTED, *(one.label for one in columns.categories)])[1:]
    shown = [n for n, one in enumerate(columns.categories) if not one.aside]
    shared = shown if len(shown) <= SHARED else []
    heads = [Column(label, Kind.COUNT, "respondents", 1.1) for label in labels]
    heads += [Column(f"{labels[n]}, %", Kind.SHARE, "respondents") for n in shared]
    body = [[*line, *(share(line[n + 1], grid[-1][n + 1]) for n in shared)] for line in grid]
    drawn = [len(labels) + n for n in range(len(shared))] if shared else shown
    return table(
        name,
        title,
        unit="respondents",
        base=_base_words(rows, columns, grid[-1][0]),
        base_of=[grid[-1][0]],
        columns=(
            Column(rows.label, width=3),
            Column(_COUNTED, Kind.COUNT, "respondents", 1.1),
            *heads,
        ),
        rows=_listed(rows, body, all_of(rows, columns)),
        sums=_sums(material, rows, columns, grid),
        grouped=_grouped(rows, columns, grid),
        notes=(*notes, *_notes(rows, columns, with_shares=bool(shared))),
        drawing=_heat(
            rows, columns, title, [(heads[n].name, [line[n + 1] for line in body]) for n in drawn]
        ),
    )


def _listed(rows: Dimension, body: list[list[Cell]], base: str) -> list[list[Cell]]:
    """The lines with their headings; a dimension without categories says so in words."""
    named = [*(one.label for one in rows.categories), base]
    found = [[Cell(label), *line] for label, line in zip(named, body, strict=True)]
    if not rows.categories:
        nothing = [Cell(NOT_APPLICABLE) for _ in body[0]]
        found.insert(0, [Cell(f"No {rows.label.lower()} yet"), *nothing])
    return found


def cells(material: Material, rows: Dimension, columns: Dimension) -> list[list[Cell]]:
    """A line for each row and the base, last; in it all, then each column."""
    down = [*rows.categories, rows.base]
    across = [columns.base, *columns.categories]
    counts, persons = pair_counts(material.who, down, across)
    return [
        [
            Cell(
                counts[r][c],
                crossing_key(one.key, other.key),
                counts[r][c] if persons[r][c] else 0,
                who=partial(behind, material.who, one, other),
                worth=SPARE if r < len(rows.categories) and c else USUAL,
            )
            for c, other in enumerate(across)
        ]
        for r, one in enumerate(down)
    ]


def pair_counts(
    who: Respondents, down: Sequence[Category], across: Sequence[Category]
) -> tuple[list[list[int]], list[list[int]]]:
    """Respondents in each pair of categories, and the people among them."""
    one = np.stack([category.mask for category in down], axis=1)
    other = np.stack([category.mask for category in across], axis=1)
    people = ~who.organisation[:, None]
    return cross(one, other).tolist(), cross(one & people, other).tolist()


def behind(who: Respondents, one: Category, other: Category) -> tuple[int, ...]:
    """The responses behind those in two categories."""
    if one.behind:
        return one.behind(other.mask)
    if other.behind:
        return other.behind(one.mask)
    return who.responses(one.mask & other.mask)


def all_of(rows: Dimension, columns: Dimension) -> str:
    """How the base of each column is headed."""
    return "All " + (_told_apart(rows, columns) or "respondents")


def _told_apart(rows: Dimension, columns: Dimension) -> str:
    """Who is counted at all, where it isn't everybody: "with a coded comment"."""
    bases = dict.fromkeys(one.base.label for one in (rows, columns) if one.base.key != ALL)
    return " and ".join(label.removeprefix("All ") for label in bases)


def _base_words(rows: Dimension, columns: Dimension, base: Cell) -> str:
    return " ".join([number_of(base.number, "respondent"), _told_apart(rows, columns)]).strip()


_Lines = list[tuple[Cell, Sequence[Cell]]]


def _sums(
    material: Material, rows: Dimension, columns: Dimension, grid: list[list[Cell]]
) -> _Lines:
    """What adds up in the grid, but for stakeholder groups; what doesn't, because somebody is in
    two parts, is left out where the table is made."""
    found = [] if columns.grouped else _across(columns, grid)
    found += [] if rows.grouped else _down(rows, grid)
    return found + _finer_sums(material, rows, columns, grid)


def _grouped(rows: Dimension, columns: Dimension, grid: list[list[Cell]]) -> _Lines:
    """The same of stakeholder groups."""
    found = _across(columns, grid) if columns.grouped else []
    return found + (_down(rows, grid) if rows.grouped else [])


def _across(columns: Dimension, grid: list[list[Cell]]) -> _Lines:
    found: _Lines = []
    for line in grid:
        found.append((line[0], [line[n + 1] for n in columns.whole]))
        found += [(line[n + 1], [line[p + 1] for p in parts]) for n, parts in columns.sums]
    return found


def _down(rows: Dimension, grid: list[list[Cell]]) -> _Lines:
    found: _Lines = []
    for c, total in enumerate(grid[-1]):
        found.append((total, [grid[n][c] for n in rows.whole]))
        found += [(grid[n][c], [grid[p][c] for p in parts]) for n, parts in rows.sums]
    return found


def _finer_sums(
    material: Material, rows: Dimension, columns: Dimension, grid: list[list[Cell]]
) -> list[tuple[Cell, Sequence[Cell]]]:
    """Each column as the sum of finer ones, that another table may print: kinds of activity and
    activities. Sums of what isn't printed are ignored in suppression."""
    found: list[tuple[Cell, Sequence[Cell]]] = []
    for number, parts in columns.finer:
        # Of whom it isn't known the number is told, not what they did.
        first = len(rows.categories) if columns.categories[number].aside else 0
        down = [*rows.categories, rows.base][first:]
        counts, persons = pair_counts(material.who, down, parts)
        for r, one in enumerate(down):
            line = [
                Cell(
                    counts[r][n],
                    crossing_key(one.key, part.key),
                    counts[r][n] if persons[r][n] else 0,
                )
                for n, part in enumerate(parts)
            ]
            found.append((grid[first + r][number + 1], line))
    return found


def _notes(rows: Dimension, columns: Dimension, *, with_shares: bool) -> list[str]:
    made = ["A respondent counts once in a cell, and may be in several rows or columns."]
    made.append(
        "Shares are of the respondents of the column, whose number is in the last row."
        if with_shares
        else "The last row is the number each figure of its column is a part of."
    )
    if any(one.aside for one in columns.categories):
        made.append("Those of whom it is not known have a number but no share.")
    if "sentiment" in (rows.name, columns.name):
        made += ["The tone is that of all comments of a respondent.", tones_in_words(), TONE]
    if {"activity", "channel"} & {rows.name, columns.name}:
        made.append(
            "Somebody who took part in several activities is counted in each, with all that they "
            "said in any of them."
        )
    return made


def tones_in_words() -> str:
    """The rule for the tone of a respondent."""
    return (
        "A respondent whose comments are positive as well as negative is counted as mixed; as "
        "neutral, if all of them are neutral."
    )


def _title(rows: Dimension, columns: Dimension) -> str:
    one, other = (f"“{each.label}”" if ":" in each.name else each.label for each in (rows, columns))
    return f"{one} by {other if ':' in columns.name else other[0].lower() + other[1:]}"


def _heat(
    rows: Dimension, columns: Dimension, title: str, series: Sequence[tuple[str, list[Cell]]]
) -> Drawing | None:
    """A heat map without totals: the parts of a branch say more than the branch."""
    totals = {number for number, _ in rows.sums}
    shown = [n for n, one in enumerate(rows.categories) if n not in totals and not one.aside]
    if not shown or not series:
        return None
    in_shares = series[0][0].endswith(", %")
    what = "the share of a column's respondents" if in_shares else "the number of respondents"
    return Drawing(
        ChartKind.HEAT,
        title,
        tuple(unique([rows.categories[n].label for n in shown])),
        tuple((name, tuple(line[n] for n in shown), "") for name, line in series),
        f"Heat map: {rows.label.lower()} down, {columns.label.lower()} across. The darker a cell, "
        f"the larger {what} who are in both. Look for rows that are dark in one column and pale "
        "in another. The figures are in the table.",
        "Share of the column" if in_shares else _COUNTED,
        share=in_shares,
    )
