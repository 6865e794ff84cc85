"""Closed questions and grids."""

import re
from collections.abc import Sequence
from functools import partial

from analysis.closed_questions import (
    AGREE,
    DISAGREE,
    Chosen,
    chosen,
    is_likert,
    leaning,
)
from analysis.respondents import Matrix
from engage_app.domain.palette import AGREEMENT_COLOURS
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables.cells import Cell, Drawing, Who, hidden_with, share, table, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import number_of

OWN_WORDS = "In words of their own"
NOT_ANSWERED = "Not answered"
NOT_ASKED = "Not asked"

_SHOWN = (Role.NONE, Role.POSITION, Role.PLACE)
_NOT_IN_NAMES = re.compile(r"\W+")


def closed(material: Material) -> list[Table]:
    """A table for each closed question, the rows of a grid in one, in the order asked."""
    asked = [one for one in material.questions if one.closed and one.role in _SHOWN]
    found, grids = [], set()
    for question in asked:
        rows = [one for one in asked if question.grid and one.grid == question.grid]
        if len(rows) > 1 and is_likert([choice.label for choice in question.choices]):
            if question.grid not in grids:
                grids.add(question.grid)
                found.append(_grid(material, rows, len(grids)))
        else:
            found.append(_question(material, question))
    return found


def table_name(prefix: str, question: Question) -> str:
    """The name of the table of a question: `prefix` and the question's own."""
    return f"{prefix}_{_NOT_IN_NAMES.sub('_', question.name).strip('_').lower() or question.id}"


def _choices(material: Material, question: Question) -> Chosen:
    ids = [choice.id for choice in question.choices]
    return chosen(material.who, material.answers, question.id, ids)


def _count(material: Material, mask: Matrix, *key: str | int) -> Cell:
    who = material.who
    behind: Who = partial(who.responses, mask)
    return Cell(int(mask.sum()), ("answers", *key), who.people_in(mask), who=behind)


def _question(material: Material, question: Question) -> Table:
    picked = _choices(material, question)
    base = _count(material, picked.answered, question.id, "answered")
    cells = [
        _count(material, picked.choices[:, n], question.id, choice.id)
        for n, choice in enumerate(question.choices)
    ]
    labels = [choice.label for choice in question.choices]
    if picked.own_words.any():
        cells.append(_count(material, picked.own_words, question.id, "own words"))
        labels.append(OWN_WORDS)
    several = question.type is QuestionType.SELECT_MULTIPLE
    rows = [
        [Cell(label), cell, share(cell, base)] for label, cell in zip(labels, cells, strict=True)
    ]
    rows.append([Cell("All who answered"), base, share(base, base)])
    rows += _silent(material, question, picked, base)
    return table(
        table_name("question", question),
        question.label,
        unit="respondents",
        base=f"{number_of(base.number, 'respondent')} who answered this question",
        base_of=[base],
        columns=_COLUMNS,
        rows=rows,
        sums=[(base, cells)],
        notes=(
            "People could choose more than one answer, so the shares may add up to more than 100%."
            if several
            else "",
        ),
        drawing=bars(question.label, labels, cells, base),
    )


_COLUMNS = (
    Column("Answer", width=3),
    Column("Respondents", Kind.COUNT, "respondents", 1.2),
    Column("Share of those who answered", Kind.SHARE, "respondents", 1.4),
)


def _silent(material: Material, question: Question, picked: Chosen, base: Cell) -> list[list[Cell]]:
    """Who left the question, and who wasn't shown it: hidden with the base, which they would give
    away, but never the other way round. To leave a question says nothing about a person, and
    hiding the base for a small number of blanks would cost the whole table."""
    unseen = ~(picked.answered | picked.skipped)
    rows = [(NOT_ANSWERED, picked.skipped, "skipped"), (NOT_ASKED, unseen, "unseen")]
    return [
        [
            Cell(label),
            hidden_with(_count(material, mask, question.id, key), base),
            Cell(NOT_APPLICABLE),
        ]
        for label, mask, key in rows
        if key == "skipped" or mask.any()
    ]


def bars(title: str, labels: list[str], cells: list[Cell], base: Cell) -> Drawing:
    """The chart of a question: the share of each answer."""
    return Drawing(
        ChartKind.BARS,
        title,
        tuple(labels),
        (("Share of those who answered", tuple(share(cell, base) for cell in cells), ""),),
        f"Bar chart of the answers to “{title}”. The figures are in the table.",
        "Share of those who answered",
        share=True,
    )


def _grid(material: Material, questions: Sequence[Question], number: int) -> Table:
    labels = list(dict.fromkeys(c.label for one in questions for c in one.choices))
    rows: list[list[Cell]] = []
    sums: list[tuple[Cell, Sequence[Cell]]] = []
    shares: list[list[Cell]] = []
    for question in questions:
        picked = _choices(material, question)
        base = _count(material, picked.answered, question.id, "answered")
        by_label = {
            choice.label: _count(material, picked.choices[:, n], question.id, choice.id)
            for n, choice in enumerate(question.choices)
        }
        cells = [by_label.get(label, Cell(NOT_APPLICABLE)) for label in labels]
        sums.append((base, list(by_label.values())))
        shares.append([share(cell, base) for cell in cells])
        skipped = hidden_with(_count(material, picked.skipped, question.id, "skipped"), base)
        rows.append([Cell(question.label), *cells, base, skipped, *_leanings(by_label, base)])
    return table(
        f"grid_{number}",
        questions[0].grid,
        unit="respondents",
        base="respondents who answered the statement",
        columns=_grid_columns(labels),
        rows=rows,
        sums=sums,
        notes=(
            "Net is the share who agree less the share who disagree. No mean is given: the steps "
            "of a scale of agreement are not equal.",
        ),
        drawing=_grid_drawing(questions, labels, shares),
    )


def _grid_columns(labels: list[str]) -> tuple[Column, ...]:
    return (
        Column("Statement", width=3),
        *(Column(label, Kind.COUNT, "respondents") for label in labels),
        Column("Answered", Kind.COUNT, "respondents"),
        Column(NOT_ANSWERED, Kind.COUNT, "respondents"),
        Column("Agree in all", Kind.SHARE, "respondents"),
        Column("Disagree in all", Kind.SHARE, "respondents"),
        Column("Net", Kind.SHARE, "respondents"),
    )


def _leanings(by_label: dict[str, Cell], base: Cell) -> list[Cell]:
    sides = {
        side: [cell for label, cell in by_label.items() if leaning(label) == side]
        for side in (AGREE, DISAGREE)
    }
    if not base.number:
        return [Cell(NOT_APPLICABLE)] * 3
    parts = {
        side: sum(cell.number for cell in cells) / base.number for side, cells in sides.items()
    }
    both = (*sides[AGREE], *sides[DISAGREE])
    return [
        words(parts[AGREE], *sides[AGREE], base),
        words(parts[DISAGREE], *sides[DISAGREE], base),
        words(parts[AGREE] - parts[DISAGREE], *both, base),
    ]


def _grid_drawing(
    questions: Sequence[Question], labels: list[str], shares: list[list[Cell]]
) -> Drawing:
    colours = _agreement_colours(labels)
    return Drawing(
        ChartKind.STACKED,
        questions[0].grid,
        tuple(question.label for question in questions),
        tuple(
            (label, tuple(row[n] for row in shares), colours[n]) for n, label in enumerate(labels)
        ),
        f"Stacked bar chart of the answers to each statement of “{questions[0].grid}”. "
        "The figures are in the table.",
        "Share of those who answered",
        share=True,
    )


def _agreement_colours(labels: Sequence[str]) -> list[str]:
    """A colour for each step: strong ones at the ends, pale ones in the middle."""
    colours = dict.fromkeys(labels, "")
    for side, palette in AGREEMENT_COLOURS.items():
        steps = [label for label in labels if leaning(label) == side]
        if side == AGREE and steps and leaning(labels[0]) != AGREE:
            steps.reverse()  # the scale begins with those against
        if side == DISAGREE and steps and leaning(labels[0]) == DISAGREE:
            steps.reverse()
        for place, label in enumerate(steps[: len(palette)]):
            spread = place * (len(palette) - 1) // max(len(steps) - 1, 1)
            colours[label] = palette[spread if len(steps) > 1 else len(palette) // 2]
    return list(colours.values())
