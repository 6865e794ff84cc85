"""The equality profile of people."""

from dataclasses import dataclass

import numpy as np

from analysis.closed_questions import of_rows, prefers_not_to_say
from analysis.respondents import Matrix
from engage_app.domain.disclosure import Key
from engage_app.domain.questionnaire import Question, Role
from engage_app.domain.report import NOT_APPLICABLE, Column, Kind, Table
from engage_app.services.tables.cells import Cell, hidden_with, share, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import NOT_ANSWERED, OWN_WORDS, bars, table_name
from engage_app.services.tables.wording import number_of
from storage import frames as stored

_PEOPLE_COLUMNS = (
    Column("Answer", width=3),
    Column("People", Kind.COUNT, "people", 1.2),
    Column("Share of those who answered", Kind.SHARE, "people", 1.4),
)


@dataclass(frozen=True)
class _Profile:
    """The answers to one equality question; `blanks` are people who answered another one."""

    question: Question
    base: Cell
    cells: list[tuple[str, Cell]]
    blanks: Cell


def equality(material: Material) -> list[Table]:
    """The equality profile of people, a table for each question. Its cells lead to no response:
    equality answers are kept apart so that nobody can be looked up by them."""
    asked = [one for one in material.questions if one.role is Role.EQUALITY and one.closed]
    if not asked:
        return []
    answers = stored.equality_answers(material.connection, material.exercise_id)
    people = {key: n for n, key in enumerate(dict.fromkeys(row[0] for row in answers))}
    profiles = [_profile(question, answers, people) for question in asked]
    # Those who answered and those who didn't come to the same number in every table, so that one
    # table's blanks would give away another's: they are all printed, or none.
    linked = [cell for one in profiles for cell in (one.base, one.blanks)]
    return [_equality(one, hidden_with(one.blanks, *linked)) for one in profiles]


def _profile(question: Question, answers: stored.Rows, people: dict[str, int]) -> _Profile:
    here = [
        (people[key], choice, given) for key, one, choice, given in answers if one == question.id
    ]
    columns = np.array(here, dtype=np.int64).reshape(-1, 3)
    ids = [choice.id for choice in question.choices]
    picked = of_rows(columns[:, 0], columns[:, 1], columns[:, 2] > 0, len(people), ids)

    def count(mask: Matrix, *key: str | int) -> Cell:
        full: Key = ("equality", question.id, *key)
        return Cell(int(mask.sum()), full, int(mask.sum()))

    cells = [
        (choice.label, count(picked.choices[:, n], choice.id))
        for n, choice in enumerate(question.choices)
    ]
    if picked.own_words.any():
        cells.append((OWN_WORDS, count(picked.own_words, "own words")))
    cells.sort(key=lambda pair: prefers_not_to_say(pair[0]))  # apart, after the others
    base, blanks = count(picked.answered, "answered"), count(~picked.answered, "blank")
    return _Profile(question, base, cells, blanks)


def _equality(profile: _Profile, blanks: Cell) -> Table:
    question, base, cells = profile.question, profile.base, profile.cells
    rows = [[Cell(label), cell, share(cell, base)] for label, cell in cells]
    rows.append([Cell("All who answered"), base, share(base, base)])
    rows.append([Cell(NOT_ANSWERED), blanks, Cell(NOT_APPLICABLE)])
    return table(
        table_name("equality", question),
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
        drawing=bars(question.label, [label for label, _ in cells], [c for _, c in cells], base),
    )
