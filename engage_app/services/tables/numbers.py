"""Questions answered with a number: counted in bands, and their middle and spread.

The middle and spread tell of every count they follow from: of the steps of a scale, of the bands.
They are hidden where one of those is. Where counts are rounded, the decimals of a mean would tell
what they were: there is none then, and quartiles of many answers only, rounded themselves.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.closed_questions import chosen
from analysis.quantities import (
    LEAST,
    Numbers,
    bands,
    by_respondent,
    coarse,
    fine,
    on_scale,
    scale_values,
    summary,
)
from analysis.respondents import positions_in
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_AVAILABLE, SUPPRESSED, Column, Kind, Table, Value
from engage_app.services.tables.cells import SPARE, Cell, hidden_with, table, words
from engage_app.services.tables.counting import count
from engage_app.services.tables.material import Material
from engage_app.services.tables.narrowed import Narrowed
from engage_app.services.tables.questions import SHOWN, answer_table, choices_of
from engage_app.services.tables.wording import number_of
from storage import frames as stored

TYPES = (QuestionType.INTEGER, QuestionType.DECIMAL)


def asked(material: Material) -> list[Question]:
    """The questions that are answered with a number, in order."""
    return [one for one in material.questions if one.type in TYPES and one.role is Role.NONE]


def in_bands(material: Material, question: Question) -> Table:
    """How many answered in each band."""
    values = values_of(material, question)
    picked = chosen(material.who, material.answers, question.id, [])
    made = bands(values, whole=question.type is QuestionType.INTEGER)
    cells = _banded(material, question, values)
    note = "Answers are counted in bands, so that nobody can be known by a single one."
    return answer_table(
        material,
        question,
        [band.name for band in made],
        cells,
        picked,
        notes=(note if made and made[0].low is None else "",),
    )


def _banded(material: Material, question: Question, values: Numbers) -> list[Cell]:
    made = bands(values, whole=question.type is QuestionType.INTEGER)
    return [
        count(material, band.holds(values), question.id, "band", number)
        for number, band in enumerate(made)
    ]


def measures(material: Material) -> Table | None:
    """The median, quartiles and mean of each question answered with a number, and of each scale
    whose choices are numbered; None where there is none."""
    rows = [
        *(_row(material, one, values_of(material, one)) for one in asked(material)),
        *(_row(material, one, _steps(material, one, scale)) for one, scale in _scales(material)),
    ]
    if not rows:
        return None
    least = least_answers(material)
    return table(
        "numbers",
        "Answers that are numbers",
        unit="respondents",
        base="respondents who answered each question with a number",
        columns=(
            Column("Question", width=3),
            Column("Answered", Kind.COUNT, "respondents"),
            Column("Not answered", Kind.COUNT, "respondents", 1.2),
            Column("Lower quartile", Kind.SCORE),
            Column("Median", Kind.SCORE),
            Column("Upper quartile", Kind.SCORE),
            Column("Mean", Kind.SCORE),
        ),
        rows=rows,
        notes=(
            "Half of the answers lie between the quartiles, and half of them are above the median. "
            "The mean is pulled by a few large answers, so it is given beside the median, never "
            "alone, and to one decimal.",
            f"Fewer than {number_of(least, 'answer')} have no quartiles and no mean: they would be "
            "nearly the answers of single people. The smallest and the largest answer are never "
            "given.",
            "On a numbered scale, those who chose no step of it are not among those who answered.",
        ),
    )


def least_answers(material: Material) -> int:
    """From how many answers on their quartiles are given."""
    return max(LEAST, material.label_least)


def values_of(material: Material, question: Question) -> Numbers:
    """The number each respondent answered with; NaN where there is none."""
    given = stored.numbers(material.connection, material.exercise_id, question.id)
    columns = np.array(given, dtype=np.float64).reshape(-1, 2)
    at = positions_in(material.who.response_ids, columns[:, 0].astype(np.int64))
    there = at >= 0  # a part of the responses may be looked at
    return by_respondent(
        len(material.who.ids), material.who.of_response[at[there]], columns[there, 1]
    )


def _scales(material: Material) -> list[tuple[Question, tuple[float | None, ...]]]:
    found = []
    for question in material.questions:
        if question.type is not QuestionType.SELECT_ONE or question.role not in SHOWN:
            continue
        scale = scale_values([choice.label for choice in question.choices])
        if scale is not None:
            found.append((question, scale))
    return found


def _steps(material: Material, question: Question, scale: Sequence[float | None]) -> Numbers:
    return on_scale(choices_of(material, question).choices, scale)


def _row(material: Material, question: Question, values: Numbers) -> list[Cell]:
    given = ~np.isnan(values)
    picked = chosen(material.who, material.answers, question.id, [])
    everybody = bool((given == picked.answered).all())
    base = count(material, given, question.id, "answered" if everybody else "numbers")
    skipped = hidden_with(count(material, picked.skipped, question.id, "skipped"), base)
    least = least_answers(material)
    found = summary(values) if base.number >= least else None
    name = f"{question.grid}: {question.label}" if question.grid else question.label
    if found is None:
        return [Cell(name), base, skipped, *[Cell(NOT_AVAILABLE)] * 4]
    whole = question.type is not QuestionType.DECIMAL
    of = (base, *_made_of(material, question, values), *_left_out(material, question, base))
    quartiles = (
        words(
            fine(each),
            *of,
            who=base.who,
            remade=partial(_rounded, coarse(each, whole=whole), 2 * least),
        )
        for each in (found.lower, found.median, found.upper)
    )
    mean = words(fine(found.mean, 1), *of, who=base.who)
    return [Cell(name), base, skipped, *quartiles, mean]


def _rounded(value: float, least: int, counts: tuple[int, ...]) -> Value:
    """A quartile where counts are rounded."""
    return value if counts[0] >= least else SUPPRESSED


def _made_of(material: Material, question: Question, values: Numbers) -> list[Cell]:
    """The counts that the middle and spread follow from."""
    if question.type in TYPES:
        return _banded(material, question, values)
    picked = choices_of(material, question).choices
    scale = scale_values([choice.label for choice in question.choices]) or ()
    return [
        count(material, picked[:, n], question.id, question.choices[n].id)
        for n, step in enumerate(scale)
        if step is not None
    ]


def _left_out(material: Material, question: Question, base: Cell) -> list[Cell]:
    """Of some responses: how many of all answers are left out. Two means, of all and of all but
    one, would tell what that one answered."""
    if not isinstance(material, Narrowed):
        return []
    whole = material.whole
    if question.type in TYPES:
        values = values_of(whole, question)
    else:
        scale = scale_values([choice.label for choice in question.choices]) or ()
        values = _steps(whole, question, scale)
    rest = int((~np.isnan(values)).sum()) - base.number
    return [Cell(rest, ("answers", question.id, "left out"), rest, worth=SPARE)] if rest else []
