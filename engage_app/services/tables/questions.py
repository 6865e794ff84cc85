"""Closed questions, grids, and the equality profile."""

import re
from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.closed_questions import (
    AGREE,
    DISAGREE,
    Chosen,
    chosen,
    is_likert,
    leaning,
    of_rows,
    prefers_not_to_say,
)
from analysis.respondents import Matrix
from engage_app.domain.disclosure import Key
from engage_app.domain.palette import AGREEMENT_COLOURS
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables.cells import Cell, Drawing, Who, share, table, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import number_of
from storage import frames as stored

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


def _name(prefix: str, question: Question) -> str:
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
    rows += _silent(material, question, picked)
    return table(
        _name("question", question),
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
        drawing=_bars(question.label, labels, cells, base),
    )


_COLUMNS = (
    Column("Answer", width=3),
    Column("Respondents", Kind.COUNT, "respondents", 1.2),
    Column("Share of those who answered", Kind.SHARE, "respondents", 1.4),
)


def _silent(material: Material, question: Question, picked: Chosen) -> list[list[Cell]]:
    """Who left the question, and who wasn't shown it: never part of a sum. To leave a question
    says nothing about a person, and hiding a small number of blanks with the base of the question
    would cost the whole table."""
    unseen = ~(picked.answered | picked.skipped)
    rows = [(NOT_ANSWERED, picked.skipped, "skipped"), (NOT_ASKED, unseen, "unseen")]
    return [
        [Cell(label), _count(material, mask, question.id, key), Cell(NOT_APPLICABLE)]
        for label, mask, key in rows
        if key == "skipped" or mask.any()
    ]


def _bars(title: str, labels: list[str], cells: list[Cell], base: Cell) -> Drawing:
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
        skipped = _count(material, picked.skipped, question.id, "skipped")
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


_PEOPLE_COLUMNS = (
    Column("Answer", width=3),
    Column("People", Kind.COUNT, "people", 1.2),
    Column("Share of those who answered", Kind.SHARE, "people", 1.4),
)


def equality(material: Material) -> list[Table]:
    """The equality profile of people, a table for each question. Its cells lead to no response:
    equality answers are kept apart so that nobody can be looked up by them."""
    asked = [one for one in material.questions if one.role is Role.EQUALITY and one.closed]
    if not asked:
        return []
    answers = stored.equality_answers(material.connection, material.exercise_id)
    people = {key: n for n, key in enumerate(dict.fromkeys(row[0] for row in answers))}
    return [_equality(question, answers, people) for question in asked]


def _equality(question: Question, answers: stored.Rows, people: dict[str, int]) -> Table:
    here = [
        (people[key], choice, given) for key, one, choice, given in answers if one == question.id
    ]
    columns = np.array(here, dtype=np.int64).reshape(-1, 3)
    ids = [choice.id for choice in question.choices]
    picked = of_rows(columns[:, 0], columns[:, 1], columns[:, 2] > 0, len(people), ids)

    def count(mask: Matrix, *key: str | int) -> Cell:
        full: Key = ("equality", question.id, *key)
        return Cell(int(mask.sum()), full, int(mask.sum()))

    base = count(picked.answered, "answered")
    cells = [
        (choice.label, count(picked.choices[:, n], choice.id))
        for n, choice in enumerate(question.choices)
    ]
    if picked.own_words.any():
        cells.append((OWN_WORDS, count(picked.own_words, "own words")))
    cells.sort(key=lambda pair: prefers_not_to_say(pair[0]))  # apart, after the others
    rows = [[Cell(label), cell, share(cell, base)] for label, cell in cells]
    rows.append([Cell("All who answered"), base, share(base, base)])
    rows.append([Cell(NOT_ANSWERED), count(~picked.answered, "blank"), Cell(NOT_APPLICABLE)])
    return table(
        _name("equality", question),
        question.label,
        unit="people",
        base=f"{number_of(base.number, 'person', 'people')} who answered this question",
        base_of=[base],
        columns=_PEOPLE_COLUMNS,
        rows=rows,
        sums=[(base, [cell for _, cell in cells])],
        notes=(
            "“Prefer not to say” is an answer, counted apart from questions left blank. Only "
            "people are counted, not those who answered for an organisation.",
        ),
        drawing=_bars(question.label, [label for label, _ in cells], [c for _, c in cells], base),
    )
