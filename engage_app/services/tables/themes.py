"""What was raised: the themes, who raised each, and in what tone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from analysis.respondents import Matrix
from analysis.themes import is_residual, sentiment_matrix
from engage_app.domain.coding import Sentiment
from engage_app.domain.disclosure import Key
from engage_app.domain.report import ChartKind, Column, Kind, Table
from engage_app.services.tables.cells import (
    ALL,
    MAIN,
    Cell,
    Drawing,
    respondents,
    share,
    table,
    words,
)
from engage_app.services.tables.material import UNTOLD, Material
from engage_app.services.tables.raised_most import WORTH_NAMING, by_published, most_named
from engage_app.services.tables.reach import scope_name, scopes
from engage_app.services.tables.theme_crossings import crossings
from engage_app.services.tables.wording import listed, number_of, whole_of

_TONES = tuple(Sentiment)
TONES = tuple(tone.value.capitalize() for tone in _TONES)
"""The columns by tone."""
ALL_CODED = "All with a coded comment"
"""How the row is headed that the shares by theme are of."""
TONE_IS_NOT_POSITION = (
    "Positive, neutral and negative are the tone of the comments; tone is not position."
)


def theme_name(material: Material, theme_id: int) -> str:
    """How a row by theme is headed."""
    name = material.themes[theme_id].name
    return whole_of(name) if theme_id in material.theme_tree.branches else name


def plain_themes(material: Material) -> list[int]:
    """The themes without sub-themes, in the order of the codebook."""
    tree = material.theme_tree
    return [key for key in tree.ids if key not in tree.branches]


def telling_themes(material: Material) -> list[int]:
    """The plain themes that say something: not "other", "outside the scope" and the like."""
    plain = [material.themes[key] for key in plain_themes(material)]
    return [one.id for one in plain if one.kind not in UNTOLD and not is_residual(one.name)]


def is_coded(material: Material) -> bool:
    """Whether any comment has a theme: else there is nothing to say by theme."""
    return bool(material.said.answered.any())


def answered(material: Material) -> Cell:
    """The respondents with a coded comment: the base of every share by theme."""
    return respondents(material.who, material.said.answered, ("respondents", "coded"), ALL)


def raised_by(material: Material, theme_id: int) -> Cell:
    """The respondents who raised a theme, or one below it."""
    mask = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    cell = respondents(material.who, mask, ("respondents", "theme", theme_id))
    who = partial(material.said.responses, theme_id)
    return Cell(cell.value, cell.key, cell.people, who=who, worth=MAIN)


def by_theme(material: Material) -> Table:
    """Who raised each theme, in what tone, and from which groups."""
    base = answered(material)
    said = comments_by_tone(material)
    groups = [scope for scope in scopes(material) if scope.group_id and not scope.whole]
    crossed = crossings(material, groups)
    names = [scope_name(material, scope) for scope in groups]
    finish = partial(by_published, crossed, names)
    rows: list[list[Cell]] = []
    sums: list[tuple[Cell, Sequence[Cell]]] = []
    for number, theme_id in enumerate(material.theme_tree.ids):
        raised = raised_by(material, theme_id)
        comments, *toned = said[number]
        sums.append((comments, toned))
        where = crossed[number]
        named = most_named(names, where)
        name = Cell(theme_name(material, theme_id))
        heard_in = words(sum(cell.number > 0 for cell in where), raised)
        rows.append([name, raised, share(raised, base), comments, *toned, heard_in, named])
    sums += branch_sums(material, [[row[1], *row[3:7]] for row in rows])
    made = table(
        "themes",
        "Themes raised",
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=(
            Column("Theme", width=3),
            Column("Respondents", Kind.COUNT, "respondents", 1.1),
            Column("Share", Kind.SHARE, "respondents"),
            Column("Comments", Kind.COUNT, "comments"),
            *(Column(tone, Kind.COUNT, "comments") for tone in TONES),
            Column("Groups", Kind.COUNT),
            Column("Raised most by", width=5),
        ),
        rows=rows,
        sums=sums,
        notes=(
            "A respondent counts once for a theme, however often it was raised, and may raise "
            "several: shares add up to more than 100%.",
            TONE_IS_NOT_POSITION,
        ),
        drawing=_bars(material),
    )
    order = [material.themes[key].name for key in plain_themes(material)]
    return replace(made, finish=partial(finish, order))


def branch_sums(
    material: Material, rows: Sequence[Sequence[Cell]]
) -> list[tuple[Cell, Sequence[Cell]]]:
    """Each theme with others below it, and those, for every column of rows by theme."""
    tree = material.theme_tree
    found: list[tuple[Cell, Sequence[Cell]]] = []
    for theme_id in tree.branches:
        below = [rows[tree.ids.index(child)] for child in tree.children(theme_id)]
        above = rows[tree.ids.index(theme_id)]
        found += [(cell, [row[n] for row in below]) for n, cell in enumerate(above)]
    return found


def base_cells(material: Material) -> tuple[Cell, Cell]:
    """The figures in the base of every table by theme: with a coded comment, with any."""
    commented = respondents(material.who, material.commented, ("respondents", "commented"))
    return answered(material), commented


def base_words(material: Material) -> str:
    """The base of every table by theme, in words."""
    coded, commented = base_cells(material)
    if coded.number == commented.number:
        return f"{number_of(coded.number, 'respondent')} with a comment that has been coded: all who made one"
    return (
        f"{number_of(coded.number, 'respondent')} with a comment that has been coded, "
        f"of {commented.number:,} who made a comment"
    )


def comments_by_tone(material: Material) -> list[list[Cell]]:
    """For each theme the comments on it: all, and those in each tone."""
    tones = sentiment_matrix(material.said, material.comments, _TONES)
    return [
        _tone_cells(material, number, raised_by(material, theme_id), tones)
        for number, theme_id in enumerate(material.theme_tree.ids)
    ]


def _tone_cells(material: Material, number: int, raised: Cell, tones: Matrix) -> list[Cell]:
    """Comments on a theme, in all and by tone. Few comments come from few respondents: where
    those are hidden, so are the comments."""
    theme_id = material.theme_tree.ids[number]
    said = material.said
    on_theme = said.comments[:, number]
    found = []
    named = ((tone.value, tones[:, n]) for n, tone in enumerate(_TONES))
    for name, mask in (("all", np.ones(len(tones), dtype=bool)), *named):
        rows = said.response_rows[on_theme & mask]
        behind = np.zeros(len(material.who.ids), dtype=bool)
        behind[material.who.of_response[rows]] = True
        ids = np.unique(material.who.response_ids[rows])
        key: Key = ("comments", "theme", theme_id, name)
        people = material.who.people_in(behind)
        found.append(Cell(len(rows), key, people, of=(raised,), who=partial(tuple, ids.tolist())))
    return found


def _bars(material: Material) -> Drawing:
    """Most often raised first. Numbers that may have to be hidden don't decide the order."""
    raised = {key: raised_by(material, key) for key in plain_themes(material)}
    rank = {key: max(cell.number, WORTH_NAMING - 1) for key, cell in raised.items()}
    order = sorted(raised, key=lambda key: -rank[key])
    names = [material.themes[key].name for key in order]
    first = [name for key, name in zip(order, names, strict=True) if rank[key] >= WORTH_NAMING]
    most = f" Most often raised: {listed(first[:3])}." if first else ""
    return Drawing(
        ChartKind.BARS,
        "Respondents who raised each theme",
        tuple(names),
        (("Respondents", tuple(raised[key] for key in order), ""),),
        f"Bar chart: how many respondents raised each theme.{most} The figures are in the table.",
        "Respondents",
    )
