"""The equality profile of people."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.closed_questions import of_rows, prefers_not_to_say
from analysis.respondents import Matrix
from engage_app.domain.disclosure import Key
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_APPLICABLE, Column, Kind, Table
from engage_app.services.tables.cells import Cell, hidden_with, share, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.population import COLUMNS, beside, drawing, sums_of
from engage_app.services.tables.questions import OWN_WORDS, bars, table_name
from engage_app.services.tables.wording import number_of
from storage import frames as stored

LEFT_BLANK = "Left blank"
"""By people who answered another question of equality; of the others nothing is kept."""

_PEOPLE_COLUMNS = (
    Column("Answer", width=3),
    Column("People", Kind.COUNT, "people", 1.2),
    Column("Share of those who answered", Kind.SHARE, "people", 1.4),
)


@dataclass(frozen=True)
class Profile:
    """The answers to one equality question; `blanks` are people who answered another one."""

    question: Question
    base: Cell
    answers: list[tuple[int, str, Cell]]  # choice or 0, label, people
    blanks: Cell


def equality(material: Material) -> list[Table]:
    """The equality profile of people, a table for each question. Its cells lead to no response:
    equality answers are kept apart so that nobody can be looked up by them."""
    profiles = profiles_of(material)
    # Those who answered and those who didn't come to the same number in every table, so that one
    # table's blanks would give away another's: they are all printed, or none.
    linked = [cell for one in profiles for cell in (one.base, one.blanks)]
    return [_equality(material, one, hidden_with(one.blanks, *linked)) for one in profiles]


def profiles_of(material: Material) -> list[Profile]:
    """The answers to each equality question that is answered by choosing."""
    asked = [one for one in material.questions if one.role is Role.EQUALITY and one.closed]
    if not asked:
        return []
    answers = stored.equality_answers(material.connection, material.exercise_id)
    people = {key: n for n, key in enumerate(dict.fromkeys(row[0] for row in answers))}
    return [_profile(question, answers, people) for question in asked]


def _profile(question: Question, answers: stored.Rows, people: dict[str, int]) -> Profile:
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
        (choice.id, choice.label, count(picked.choices[:, n], choice.id))
        for n, choice in enumerate(question.choices)
    ]
    if picked.own_words.any():
        cells.append((0, OWN_WORDS, count(picked.own_words, "own words")))
    cells.sort(key=lambda answer: prefers_not_to_say(answer[1]))  # apart, after the others
    base, blanks = count(picked.answered, "answered"), count(~picked.answered, "blank")
    return Profile(question, base, cells, blanks)


def _others(profile: Profile) -> Iterator[tuple[Cell, tuple[Cell, Cell]]]:
    """Where people could choose several answers: those who didn't choose each. Nothing prints them,
    but the answer and the base together would: that 13 of 14 have no condition tells of one."""
    if profile.question.type is not QuestionType.SELECT_MULTIPLE:
        return
    base = profile.base
    for choice, _, cell in profile.answers:
        rest = base.number - cell.number
        key: Key = ("equality", profile.question.id, "without", choice)
        yield base, (cell, Cell(rest, key, rest))


def _equality(material: Material, profile: Profile, blanks: Cell) -> Table:
    question, base, answers = profile.question, profile.base, profile.answers
    compared = beside(material, question, answers, base)
    more = len(COLUMNS) if compared else 0
    rows = [
        [Cell(label), cell, share(cell, base), *(compared.cells(n, cell) if compared else ())]
        for n, (_, label, cell) in enumerate(answers)
    ]
    rows += compared.base_row(base) if compared else []
    blank = Cell(NOT_APPLICABLE)
    rows.append([Cell("All who answered"), base, share(base, base), *[blank] * more])
    rows.append([Cell(LEFT_BLANK), blanks, blank, *[blank] * more])
    labels = [label for _, label, _ in answers]
    cells = [cell for _, _, cell in answers]
    return table(
        table_name("equality", question),
        question.label,
        unit="people",
        base=f"{number_of(base.number, 'person', 'people')} who answered this question",
        base_of=[base],
        columns=(*_PEOPLE_COLUMNS, *COLUMNS[:more]),
        rows=rows,
        sums=[
            (base, cells),
            *_others(profile),
            *(sums_of(compared, answers, base) if compared else ()),
        ],
        notes=(
            "“Prefer not to say” is an answer, counted apart from questions left blank. Only "
            "people are counted, not those who answered for an organisation. "
            f"“{LEFT_BLANK}” are those who answered another of these questions; who left all of "
            "them blank is in no figure here.",
            *(compared.notes() if compared else ()),
        ),
        drawing=drawing(question.label, answers, compared)
        if compared
        else bars(question.label, labels, cells, base),
    )
