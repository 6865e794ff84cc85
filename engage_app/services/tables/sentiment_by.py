"""In what tone people spoke: by theme, group, position, activity and place.

The unit is the respondent, as in every finding, not the comment: somebody who writes ten sharp
comments is one respondent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analysis import tones
from analysis.respondents import Matrix
from engage_app.domain.coding import Sentiment
from engage_app.domain.disclosure import Claim, Key
from engage_app.domain.palette import MIXED_TONE, SENTIMENT_COLOURS
from engage_app.domain.report import ChartKind, Column, Kind, Table
from engage_app.services.tables.categories import Category, Dimension, unique
from engage_app.services.tables.cells import (
    SPARE,
    Cell,
    Drawing,
    no_fewer,
    ratio,
    respondents,
    share,
    table,
)
from engage_app.services.tables.cross_table import TONE, all_of, cells, tones_in_words
from engage_app.services.tables.dimension_answers import TONE_LABELS, theme_tones
from engage_app.services.tables.dimensions import dimension
from engage_app.services.tables.material import Material
from engage_app.services.tables.themes import comments_by_tone
from engage_app.services.tables.wording import number_of

_COLOURS = {**SENTIMENT_COLOURS, "mixed": MIXED_TONE}
_PLACE = {tone: n + 1 for n, tone in enumerate(tones.TONES)}  # in a line of cells, after all

_NET = (
    "Net is the share of positive respondents less that of negative ones. Those with at least one "
    "positive comment are the positive and the mixed together."
)


@dataclass(frozen=True)
class _Words:
    """What is said of a table; `base_of` are the counts named in its base."""

    name: str
    title: str
    base: str
    whose: str
    base_of: tuple[Cell, ...] = ()


def by_theme(material: Material) -> Table | None:
    """The tone on each theme of those who raised it; None without themes."""
    rows = dimension(material, "theme")
    if not rows.categories:
        return None
    grid = _on_themes(material, rows)
    return _made(
        rows,
        grid,
        [one.label for one in rows.categories],
        _Words(
            "sentiment_by_theme",
            "Sentiment by theme",
            "respondents who raised the theme in a comment whose tone is known",
            "The tone is that of a respondent's comments on the theme.",
        ),
        _fewer_than_comments(material, grid),
    )


def _fewer_than_comments(material: Material, grid: list[list[Cell]]) -> list[Claim]:
    """Whoever speaks in a tone makes a comment in it, and both if it is mixed: the comments by
    tone, in the table of themes, are no fewer. Where each made one, they are as many."""
    found: list[Claim] = []
    for (_, *toned), (_, *comments) in zip(grid, comments_by_tone(material), strict=True):
        heard = dict(zip(tones.TONES, toned, strict=True))
        for tone, said in zip(Sentiment, comments, strict=True):
            mixed = () if tone is Sentiment.NEUTRAL else (heard["mixed"],)
            found += no_fewer(said, heard[tone.value], *mixed)
    return found


def by_group(material: Material) -> Table | None:
    """By every stakeholder group; None where there is only one."""
    return _by(material, "subgroup", "sentiment_by_group", "Sentiment by stakeholder group")


def by_position(material: Material) -> Table | None:
    """By the position that somebody holds, which is another thing than the tone."""
    return _by(material, "position", "sentiment_by_position", "Sentiment by position")


def by_activity(material: Material) -> Table | None:
    """By activity; None where there are no two that somebody answered in."""
    return _by(material, "activity", "sentiment_by_activity", "Sentiment by activity")


def by_place(material: Material) -> Table | None:
    """By place; None where nobody's place is known, or all have one."""
    return _by(material, "place", "sentiment_by_place", "Sentiment by place")


def _by(material: Material, rows: str, name: str, title: str) -> Table | None:
    """The tone of all comments of a respondent; None where nobody can be told apart."""
    down = dimension(material, rows)
    if sum(not one.aside for one in down.categories) < 2:
        return None
    across = dimension(material, "sentiment")
    grid = cells(material, down, across)
    return _made(
        down,
        grid,
        [*(one.label for one in down.categories), all_of(down, across)],
        _Words(
            name,
            title,
            f"{number_of(grid[-1][0].number, 'respondent')} with a comment whose tone is known",
            "The tone is that of all comments of a respondent.",
            (grid[-1][0],),
        ),
    )


def _on_themes(material: Material, rows: Dimension) -> list[list[Cell]]:
    told = theme_tones(material)
    grid = []
    for number, theme in enumerate(rows.categories):
        masks = told[:, number]
        scored: Matrix = np.logical_or.reduce(masks, axis=1)
        whole = bool(np.array_equal(scored, theme.mask))
        base = _on_theme(
            material, theme, scored, theme.key if whole else ("scored on theme", theme.key[2])
        )
        toned = [
            _on_theme(material, theme, masks[:, n], ("tone on theme", theme.key[2], tone))
            for n, tone in enumerate(tones.TONES)
        ]
        grid.append([base, *toned])
    return grid


def _on_theme(material: Material, theme: Category, mask: Matrix, key: Key) -> Cell:
    cell = respondents(material.who, mask, key, SPARE)
    return replace(cell, who=partial(theme.behind, mask)) if theme.behind else cell


def _made(
    rows: Dimension,
    grid: list[list[Cell]],
    named: Sequence[str],
    told: _Words,
    facts: Sequence[Claim] = (),
) -> Table:
    shares = [[share(line[n], line[0]) for n in _PLACE.values()] for line in grid]
    labels = list(TONE_LABELS.values())
    trees = _trees(rows, grid)
    return table(
        told.name,
        told.title,
        unit="respondents",
        base=told.base,
        base_of=told.base_of,
        columns=(
            Column(rows.label, width=3),
            Column("Respondents", Kind.COUNT, "respondents", 1.1),
            *(Column(label, Kind.COUNT, "respondents") for label in labels),
            *(Column(f"{label}, %", Kind.SHARE, "respondents") for label in labels),
            Column("Net", Kind.SHARE, "respondents"),
        ),
        rows=[
            [Cell(label), *line, *part, _net(line)]
            for label, line, part in zip(named, grid, shares, strict=True)
        ],
        sums=[*((line[0], line[1:]) for line in grid), *([] if rows.grouped else trees)],
        grouped=trees if rows.grouped else [],
        notes=(told.whose, tones_in_words(), _NET, TONE),
        drawing=_stacked(rows, shares, told.title),
        facts=facts,
    )


def _net(line: list[Cell]) -> Cell:
    return ratio([line[_PLACE["positive"]]], line[0], minus=[line[_PLACE["negative"]]])


def _trees(rows: Dimension, grid: list[list[Cell]]) -> list[tuple[Cell, Sequence[Cell]]]:
    """How the rows add up."""
    found: list[tuple[Cell, Sequence[Cell]]] = []
    for column in range(len(_PLACE) + 1):
        lines = [(grid[n][column], [grid[p][column] for p in parts]) for n, parts in rows.sums]
        # Whoever is positive on one theme and negative on another is mixed on both together, so
        # that one tone on a branch may be rarer than on a theme in it.
        found += [one for one in lines if rows.name != "theme" or not column or _adds_up(one)]
        if len(grid) > len(rows.categories):
            found.append((grid[-1][column], [grid[n][column] for n in rows.whole]))
    return found


def _adds_up(line: tuple[Cell, Sequence[Cell]]) -> bool:
    total, parts = line
    return total.number == sum(part.number for part in parts)


def _stacked(rows: Dimension, shares: list[list[Cell]], title: str) -> Drawing:
    totals = {number for number, _ in rows.sums}
    shown = [n for n, one in enumerate(rows.categories) if n not in totals and not one.aside]
    return Drawing(
        ChartKind.STACKED,
        title,
        tuple(unique([rows.categories[n].label for n in shown])),
        tuple(
            (f"{TONE_LABELS[tone]}, %", tuple(shares[n][place - 1] for n in shown), _COLOURS[tone])
            for tone, place in _PLACE.items()
        ),
        f"Stacked bar chart: for each {rows.label.lower()}, the shares of respondents who spoke in "
        "a positive, neutral, mixed and negative tone. Look for bars that begin long or end long. "
        "The figures are in the table.",
        "Share of respondents",
        share=True,
    )
