"""The two tables a board turns to first: stakeholder groups with their reasons, and themes with
what is answered to them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from analysis import reach
from analysis.respondents import Matrix
from engage_app.domain.answers import STATUS_LABELS, ThemeAnswer
from engage_app.domain.disclosure import Published
from engage_app.domain.exercise import POSITION_SCALE, Side
from engage_app.domain.report import NOT_AVAILABLE, Column, Kind, Table
from engage_app.services.tables import voices
from engage_app.services.tables.cells import Cell, respondents, share, table, words
from engage_app.services.tables.finishing import Finish
from engage_app.services.tables.material import Material
from engage_app.services.tables.positions import PositionRow, position_rows, stand_cells, sums
from engage_app.services.tables.raised_most import most_of
from engage_app.services.tables.reach import worth
from engage_app.services.tables.themes import (
    answered,
    base_cells,
    base_words,
    crossings,
    raised_by,
    telling_themes,
)
from engage_app.services.tables.wording import number_of, sentence
from storage import answers as stored

NO_REASONS = "None in particular"
NO_VIEW, NOBODY = "None stated", "Nobody heard"
NO_ANSWER = "Not answered yet"
NO_QUOTE = "None"
_Sums = list[tuple[Cell, Sequence[Cell]]]


def matrix(material: Material) -> Table:
    """Each stakeholder group with its position and what it raised most."""
    every = position_rows(material)
    rows = [row for row in every if row.itself or row is every[-1]]
    channels = [_channels(material, row) for row in rows]
    everybody = rows[-1]
    found: _Sums = [*sums(material, every)]
    found += [(row.heard, pair) for row, pair in zip(rows, channels, strict=True)]
    reasons, finish = _reasons(material, rows)
    made = table(
        "matrix",
        "Stakeholder groups, their positions and their main reasons",
        unit="respondents",
        base=number_of(everybody.heard.number, "respondent"),
        base_of=[everybody.heard],
        columns=(
            Column("Stakeholder group", width=3),
            Column("People", Kind.COUNT, "people"),
            Column("Organisations", Kind.COUNT, "organisations"),
            Column("In sessions", Kind.COUNT, "respondents"),
            Column("In the survey", Kind.COUNT, "respondents"),
            Column("Position", width=1.2),
            Column("Strength", width=1.1),
            Column("Main reasons", width=5),
        ),
        rows=[
            _matrix_row(row, pair, stand_cells(material, row), said)
            for row, pair, said in zip(rows, channels, reasons, strict=True)
        ],
        sums=found,
        notes=(
            "Sessions are workshops, interviews, meetings and correspondence; a respondent may be "
            "in both columns.",
            "Main reasons are the themes that most of a group's respondents raised, where enough of "
            "them did that nobody can be recognised.",
        ),
    )
    return replace(made, finish=finish)


def _matrix_row(
    row: PositionRow, pair: tuple[Cell, Cell], stands: list[Cell], reasons: Cell
) -> list[Cell]:
    survey, sessions = pair
    position, strength = stands[4], stands[6]
    if row.itself and row.stand.code is None:
        position = Cell(NO_VIEW if row.heard.number else NOBODY)
    name = Cell(row.name)
    return [name, row.people, row.organisations, sessions, survey, position, strength, reasons]


def _channels(material: Material, row: PositionRow) -> tuple[Cell, Cell]:
    """Respondents of a row in surveys, and in conversations: the figures of the table of reach."""
    kinds = {activity.id: activity.kind.value for activity in material.activities}
    masks = reach.by_channel(material.who, material.responses, kinds)
    survey, conversations = (
        respondents(material.who, row.scope.mask & mask, (name, *row.scope.key), worth(row.scope))
        for name, mask in zip(("survey", "conversations"), masks, strict=True)
    )
    return survey, conversations


def _reasons(material: Material, rows: list[PositionRow]) -> tuple[list[Cell], Finish]:
    """What each group raised most: themes that enough people, or only organisations, raised; and
    what names them from published figures."""
    telling = telling_themes(material)
    names = [material.themes[key].name for key in telling]
    crossed = crossings(material, [row.scope for row in rows])
    places = [material.theme_tree.ids.index(key) for key in telling]
    lines = [[crossed[place][column] for place in places] for column in range(len(rows))]
    found = []
    for line in lines:
        first = _first(line, [cell.number for cell in line], material.label_least)
        found.append(words(_in_words(names, first), *(line[n] for n in first)))
    return found, partial(_reasons_published, lines, names, material.label_least)


def _first(line: Sequence[Cell], counts: Sequence[int | None], least: int) -> list[int]:
    """The places of the largest counts, of those that can be told."""
    enough = (
        None if cell.people and (count or 0) < least else count
        for cell, count in zip(line, counts, strict=True)
    )
    return most_of(list(enough), 1)


def _in_words(names: Sequence[str], first: Sequence[int]) -> str:
    return "; ".join(names[n] for n in first) or NO_REASONS


def _reasons_published(
    lines: Sequence[Sequence[Cell]],
    names: Sequence[str],
    least: int,
    made: Table,
    known: Published,
) -> Table:
    """Main reasons as the tables by theme and group print them; not available where those don't
    leave with this one."""
    rows = []
    for row, line in zip(made.rows, lines, strict=True):
        counts = [known.counts.get(cell.key or ()) for cell in line]
        printed = not line or any(cell.key in known.counts for cell in line)
        said = _in_words(names, _first(line, counts, least)) if printed else NOT_AVAILABLE
        rows.append((*row[:-1], said))
    return replace(made, rows=tuple(rows))


def theme_summary(material: Material) -> Table:
    """Each theme: what it means, who raised it, an example, and what is answered."""
    base = answered(material)
    telling = telling_themes(material)
    examples = _examples(material)
    replies = _replies(material)
    rows: list[list[Cell]] = []
    found: _Sums = []
    for theme_id in telling:
        raised = raised_by(material, theme_id)
        sides, parts = _sides(material, theme_id)
        found += [(raised, sides), *parts]
        favour, against, rest = sides
        rows.append(
            [
                Cell(material.themes[theme_id].name),
                Cell(sentence(material.themes[theme_id].definition) or "No definition"),
                raised,
                share(raised, base),
                favour,
                against,
                rest,
                examples.get(theme_id, Cell(NO_QUOTE)),
                Cell(replies.get(theme_id, NO_ANSWER)),
            ]
        )
    return table(
        "theme_summary",
        "Themes, who raised them and what is answered",
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=_SUMMARY_COLUMNS,
        rows=rows,
        sums=found,
        notes=(
            _sides_in_words(material),
            "Themes that gather comments outside the scope or without substance are left out.",
        ),
    )


_SUMMARY_COLUMNS = (
    Column("Theme", width=1.6),
    Column("What it means", width=2.4),
    Column("Respondents", Kind.COUNT, "respondents"),
    Column("Share", Kind.SHARE, "respondents"),
    Column("In favour", Kind.COUNT, "respondents"),
    Column("With concerns", Kind.COUNT, "respondents"),
    Column("Other views", Kind.COUNT, "respondents"),
    Column("In their words", width=4.6),
    Column("Answer", width=2.9),
)


def _sides(material: Material, theme_id: int) -> tuple[tuple[Cell, Cell, Cell], _Sums]:
    """Respondents who raised a theme, by side: for, against, and all others; and what makes up
    each of them in the table by position."""
    raised = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    held, scale = material.positions, material.scale
    places = {side: [n for n, step in enumerate(scale) if step.side is side] for side in Side}
    favour, against = (
        held[:, places[side]].any(axis=1) & raised for side in (Side.FOR, Side.AGAINST)
    )
    rest = raised & ~favour & ~against
    cells = tuple(
        _among(material, theme_id, mask, ("theme and side", name))
        for name, mask in (("for", favour), ("against", against), ("other", rest))
    )
    neither = [*places[Side.BOTH], *places[Side.NEITHER]]
    made_of = [
        [_position(material, theme_id, raised, n) for n in own]
        for own in (places[Side.FOR], places[Side.AGAINST], neither)
    ]
    unstated = _among(
        material, theme_id, raised & ~held.any(axis=1), ("theme and position", "Not stated")
    )
    made_of[2].append(unstated)
    return (cells[0], cells[1], cells[2]), list(zip(cells, made_of, strict=True))


def _position(material: Material, theme_id: int, raised: Matrix, place: int) -> Cell:
    code = material.scale[place].code
    mask = raised & material.positions[:, place]
    return _among(material, theme_id, mask, ("theme and position", code))


def _among(material: Material, theme_id: int, mask: Matrix, named: tuple[str, str]) -> Cell:
    kind, name = named
    cell = respondents(material.who, mask, (kind, theme_id, name))
    who = partial(material.said.responses, theme_id, mask)
    return Cell(cell.value, cell.key, cell.people, who=who)


def _examples(material: Material) -> dict[int, Cell]:
    """The shortest quotation of each theme: a table is no place for a long one."""
    printed = [(quote, voices.quotation(material, quote)) for quote in voices.quotes(material)]
    printed.sort(key=lambda pair: len(pair[1].text))
    found: dict[int, Cell] = {}
    for quote, said in printed:
        text = f"“{said.text.strip()}” ({said.attribution})"
        who = partial(tuple, (quote.chosen.response,))
        found.setdefault(quote.theme, words(text, who=who))
    return found


def _replies(material: Material) -> dict[int, str]:
    """What is answered to each theme, or else to one above it."""
    given: dict[int, list[str]] = {}
    for each in stored.answers(material.connection, material.exercise_id):
        if each.answer:
            given.setdefault(each.theme_id, []).append(reply(each))
    found = {}
    for theme_id in material.theme_tree.ids:
        nearest = next((key for key in material.theme_tree.lineage(theme_id) if key in given), None)
        if nearest is not None:
            found[theme_id] = " ".join(given[nearest])
    return found


def reply(answer: ThemeAnswer) -> str:
    """An answer in a line: "We will: …"."""
    return f"{STATUS_LABELS[answer.status]}: {sentence(answer.answer)}"


def _sides_in_words(material: Material) -> str:
    if material.scale == POSITION_SCALE:
        return (
            "In favour are the respondents who welcome the proposal or see an opportunity in it; "
            "with concerns, those who have concern or some concern; the others have mixed views, "
            "none, or stated none."
        )
    labels = {
        side: ", ".join(f"“{step.label}”" for step in material.scale if step.side is side)
        for side in (Side.FOR, Side.AGAINST)
    }
    return f"In favour: {labels[Side.FOR]}. With concerns: {labels[Side.AGAINST]}."
