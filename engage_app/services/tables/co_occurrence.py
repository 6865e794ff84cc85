"""Themes that go together: pairs that the same respondents raised."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from analysis.respondents import Respondents
from analysis.theme_pairs import FIRST, LEAST, Pair, lift, overlap, pairs
from engage_app.domain.disclosure import Published
from engage_app.domain.report import NOT_APPLICABLE, SUPPRESSED, ChartKind, Column, Kind, Table
from engage_app.services.tables.categories import Category
from engage_app.services.tables.cells import SPARE, Cell, Drawing, respondents, share, table, words
from engage_app.services.tables.cross_table import behind
from engage_app.services.tables.crossing_keys import crossing_key
from engage_app.services.tables.dimensions import dimension
from engage_app.services.tables.finishing import reordered
from engage_app.services.tables.material import Material
from engage_app.services.tables.themes import (
    answered,
    base_cells,
    base_words,
    raised_by,
    telling_themes,
)

_NONE = "No pair of themes"


def together(material: Material) -> Table | None:
    """The pairs of themes that overlap most; None where there are no two themes to pair."""
    among = _among(material)
    if len(among) < 2:
        return None
    tree, said = material.theme_tree, material.said
    # A pair that will be hidden takes no other's place: that would tell that there is one.
    least = max(LEAST, material.label_least)
    found = pairs(said.respondents, tree, among, least=least)
    lines = [_line(material, pair) for pair in found]
    nothing = [Cell(_NONE), *(Cell(NOT_APPLICABLE) for _ in range(5))]
    made = table(
        "theme_pairs",
        "Themes raised by the same respondents",
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=(
            Column("Theme", width=2.5),
            Column("And theme", width=2.5),
            Column("Raised both", Kind.COUNT, "respondents", 1.1),
            Column("Share of the rarer theme's respondents", Kind.SHARE, "respondents", 1.4),
            Column("Overlap", Kind.SHARE, "respondents"),
            Column("Times as often as by chance", Kind.SCORE, "", 1.3),
        ),
        rows=lines or [nothing],
        notes=(
            f"The pairs that overlap most, at most {FIRST} of them. A pair that fewer than {LEAST} "
            "respondents raised both of, in one comment or in several, is left out, and so is one "
            "whose figures are hidden. A theme is not paired with one above or below it in the "
            "codebook.",
            "Overlap is the share of those who raised either theme who raised both. The last "
            "figure compares with what would be found if those who raise the one theme raised the "
            "other as often as anybody does: 1 is what chance would bring, 2 twice as often. That "
            "themes go together doesn't say that one is the reason for the other.",
        ),
        drawing=_bars(lines),
    )
    return replace(made, finish=partial(_by_published, [(one.one, one.other) for one in found]))


def _by_published(places: Sequence[tuple[int, int]], made: Table, _known: Published) -> Table:
    """A finish: without the pairs whose figures are hidden, the others by what is printed. That a
    pair is listed would tell that it is no small one, and where, how its overlap compares."""
    shown = [n for n in range(len(places)) if SUPPRESSED not in made.rows[n]]
    shown.sort(key=lambda n: (*(-float(made.rows[n][c] or 0) for c in (4, 2)), places[n]))
    if not shown:
        nothing = (_NONE, *[NOT_APPLICABLE] * (len(made.columns) - 1))
        return replace(made, rows=(nothing,), chart=None)
    rows = tuple(made.rows[n] for n in shown)
    return replace(made, rows=rows, chart=made.chart and reordered(made.chart, shown))


def _among(material: Material) -> list[int]:
    """The themes that say something, and of branches those that are coded with themselves."""
    used = set(material.codings["theme_id"].tolist())
    branches = material.theme_tree.branches
    telling = set(telling_themes(material))
    return [
        key
        for key in material.theme_tree.ids
        if key in telling or (key in branches and key in used)
    ]


def _line(material: Material, pair: Pair) -> list[Cell]:
    themes = dimension(material, "theme").categories
    one, other = themes[pair.one], themes[pair.other]
    ids = material.theme_tree.ids
    raised = raised_by(material, ids[pair.one]), raised_by(material, ids[pair.other])
    both = _both(material.who, one, other)
    rarer = min(raised, key=lambda cell: cell.number)
    return [
        Cell(one.label),
        Cell(other.label),
        both,
        share(both, rarer),
        _worked(overlap, both, *raised),
        _worked(lift, both, *raised, answered(material)),
    ]


def _worked(measure: Callable[[Sequence[int]], float], *of: Cell) -> Cell:
    """A measure of counts, made anew where these are rounded."""
    return words(measure([cell.number for cell in of]), *of, who=of[0].who, remade=measure)


def _both(who: Respondents, one: Category, other: Category) -> Cell:
    mask = one.mask & other.mask
    cell = respondents(who, mask, crossing_key(one.key, other.key), SPARE)
    return Cell(
        cell.value, cell.key, cell.people, who=partial(behind, who, one, other), worth=SPARE
    )


def _bars(lines: list[list[Cell]]) -> Drawing | None:
    if not lines:
        return None
    names = tuple(f"{line[0].value} + {line[1].value}" for line in lines)
    return Drawing(
        ChartKind.BARS,
        "Pairs of themes raised by the same respondents",
        names,
        (("Raised both", tuple(line[2] for line in lines), ""),),
        "Bar chart: how many respondents raised both themes of each pair, the pairs that overlap "
        "most first. The figures are in the table.",
        "Respondents",
    )
