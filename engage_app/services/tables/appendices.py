"""The two tables a board turns to first: stakeholder groups with their reasons, and themes with
what is answered to them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from analysis import reach
from engage_app.domain.answers import STATUS_LABELS, ThemeAnswer
from engage_app.domain.disclosure import Published
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, Column, Kind, Table
from engage_app.services.tables import theme_sides, voices
from engage_app.services.tables.cells import Cell, respondents, share, table, words
from engage_app.services.tables.finishing import Finish
from engage_app.services.tables.leaning import POINTS, RAISED_MORE, by_published, true_leaning
from engage_app.services.tables.material import Material
from engage_app.services.tables.positions import (
    PositionRow,
    group_sums,
    position_rows,
    row_sums,
    silent_of,
    stand_cells,
)
from engage_app.services.tables.raised_most import most_of
from engage_app.services.tables.reach import worth
from engage_app.services.tables.theme_crossings import crossings
from engage_app.services.tables.themes import (
    ALL_CODED,
    base_cells,
    base_words,
    is_coded,
    telling_themes,
)
from engage_app.services.tables.wording import number_of, sentence
from storage import answers as stored

NO_REASONS = "None in particular"
NO_VIEW, NOBODY = "None stated", "Nobody heard"
NO_ANSWER = "Not answered yet"
NO_QUOTE = "None"
NO_MEANING = "No definition"
REASONS = (
    "Main reasons are the themes raised by the most respondents of the group, up to three, of those "
    "that enough of them raised that nobody can be recognised."
)
_Sums = list[tuple[Cell, Sequence[Cell]]]


def matrix(material: Material) -> Table:
    """Each stakeholder group with its position and what it raised most."""
    every = position_rows(material)
    rows = [row for row in every if row.itself or row is every[-1]]
    channels = [_channels(material, row) for row in rows]
    everybody = rows[-1]
    found: _Sums = [*row_sums(material, every)]
    found += [(row.heard, pair) for row, pair in zip(rows, channels, strict=True)]
    reasons, finish = _reasons(material, rows)
    made = table(
        "matrix",
        "Stakeholder groups, their positions and their main reasons"
        if is_coded(material)
        else "Stakeholder groups and their positions",
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
        grouped=group_sums(material, every),
        notes=(
            "Sessions are workshops, interviews, meetings and correspondence; a respondent may be "
            "in both columns.",
            REASONS if is_coded(material) else "",
        ),
    )
    return replace(made, finish=finish)


def _matrix_row(
    row: PositionRow, pair: tuple[Cell, Cell], stands: list[Cell], reasons: Cell
) -> list[Cell]:
    survey, sessions = pair
    position, strength = stands[4], stands[6]
    if row.itself and row.stand.code is None:
        position = words(NO_VIEW if row.heard.number else NOBODY, *silent_of(row))
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


def _reasons(material: Material, rows: list[PositionRow]) -> tuple[list[Cell], Finish | None]:
    """What each group raised most: themes that enough people, or only organisations, raised; and
    what names them from published figures. Not available where no comment is coded."""
    telling = telling_themes(material)
    names = [material.themes[key].name for key in telling]
    crossed = crossings(material, [row.scope for row in rows])
    places = [material.theme_tree.ids.index(key) for key in telling]
    lines = [[crossed[place][column] for place in places] for column in range(len(rows))]
    if not is_coded(material):
        return [Cell(NOT_AVAILABLE) for _ in rows], None
    found = []
    for row, line in zip(rows, lines, strict=True):
        first = _first(line, [cell.number for cell in line], material.label_least)
        said = words(_in_words(names, first), *(line[n] for n in first))
        found.append(said if row.heard.number else Cell(NOT_APPLICABLE))
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
    leave with this one, and none of groups that are said to have nobody heard."""
    rows = []
    for row, line in zip(made.rows, lines, strict=True):
        if NOBODY in row:
            rows.append((*row[:-1], NOT_APPLICABLE))
            continue
        counts = [known.counts.get(cell.key or ()) for cell in line]
        printed = not line or any(cell.key in known.counts for cell in line)
        said = _in_words(names, _first(line, counts, least)) if printed else NOT_AVAILABLE
        rows.append((*row[:-1], said))
    return replace(made, rows=tuple(rows))


def theme_summary(material: Material) -> Table:
    """Each theme: what it means, who raised it, an example, and what is answered; last, all with a
    coded comment."""
    telling = telling_themes(material)
    everybody = theme_sides.of_all(material)
    found = [theme_sides.of_theme(material, key) for key in telling]
    sided = [one for one, _ in found]
    examples, replies = _examples(material), _replies(material)
    rows = [
        [
            Cell(material.themes[key].name),
            Cell(sentence(material.themes[key].definition) or NO_MEANING),
            one.total,
            share(one.total, everybody.total),
            *one.cells,
            Cell(true_leaning(one, everybody)),
            examples.get(key, Cell(NO_QUOTE)),
            Cell(replies.get(key, NO_ANSWER)),
        ]
        for key, one in zip(telling, sided, strict=True)
    ]
    blank = Cell(NOT_APPLICABLE)
    whole = everybody.total
    last = [Cell(ALL_CODED), blank, whole, share(whole, whole), *everybody.cells, *[blank] * 3]
    made = table(
        "theme_summary",
        "Themes, who raised them and what is answered" if replies else "Themes and who raised them",
        unit="respondents",
        base=base_words(material),
        base_of=base_cells(material),
        columns=_SUMMARY_COLUMNS,
        rows=[*rows, last] if rows else [],
        sums=[(whole, everybody.cells), *(line for _, sums_ in found for line in sums_)],
        notes=_summary_notes(material),
        facts=theme_sides.facts(material, everybody, sided),
    )
    return replace(made, finish=partial(by_published, sided, everybody)) if rows else made


def _summary_notes(material: Material) -> tuple[str, ...]:
    return (
        theme_sides.in_words(material),
        f"A side raised a theme more where the share of it that did is larger by {POINTS} "
        "percentage points or more; where what is hidden would follow from that, it is not said. "
        "It tells who raised a theme, not what was said of it.",
        "Themes that gather comments outside the scope or without substance are left out.",
    )


_SUMMARY_COLUMNS = (
    Column("Theme", width=1.6),
    Column("What it means", width=2.4),
    Column("Respondents", Kind.COUNT, "respondents"),
    Column("Share", Kind.SHARE, "respondents"),
    *(Column(side, Kind.COUNT, "respondents") for side in theme_sides.SIDES),
    Column(RAISED_MORE, width=1.2),
    Column("In their words", width=4.6),
    Column("Answer", width=2.9),
)


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
