"""Questions answered with a number: counted in bands, and their middle and spread."""

import numpy as np

from analysis.closed_questions import chosen
from analysis.quantities import (
    LEAST,
    Numbers,
    bands,
    by_respondent,
    on_scale,
    scale_values,
    summary,
)
from analysis.respondents import positions_in
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_AVAILABLE, Column, Kind, Table
from engage_app.services.tables.cells import Cell, hidden_with, table, words
from engage_app.services.tables.counting import count
from engage_app.services.tables.material import Material
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
    cells = [
        count(material, band.holds(values), question.id, "band", number)
        for number, band in enumerate(made)
    ]
    note = "Answers are counted in bands, so that nobody can be known by a single one."
    return answer_table(
        material,
        question,
        [band.name for band in made],
        cells,
        picked,
        notes=(note if made and made[0].low is None else "",),
    )


def measures(material: Material) -> Table | None:
    """The median, quartiles and mean of each question answered with a number, and of each scale
    whose choices are numbered; None where there is none."""
    rows = [
        *(_row(material, one, values_of(material, one)) for one in asked(material)),
        *(_row(material, one, values) for one, values in _scales(material)),
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
            "alone.",
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


def _scales(material: Material) -> list[tuple[Question, Numbers]]:
    found = []
    for question in material.questions:
        if question.type is not QuestionType.SELECT_ONE or question.role not in SHOWN:
            continue
        values = scale_values([choice.label for choice in question.choices])
        if values is not None:
            picked = choices_of(material, question)
            found.append((question, on_scale(picked.choices, values)))
    return found


def _row(material: Material, question: Question, values: Numbers) -> list[Cell]:
    given = ~np.isnan(values)
    picked = chosen(material.who, material.answers, question.id, [])
    everybody = bool((given == picked.answered).all())
    base = count(material, given, question.id, "answered" if everybody else "numbers")
    skipped = hidden_with(count(material, picked.skipped, question.id, "skipped"), base)
    found = summary(values) if base.number >= least_answers(material) else None
    name = f"{question.grid}: {question.label}" if question.grid else question.label
    if found is None:
        return [Cell(name), base, skipped, *[Cell(NOT_AVAILABLE)] * 4]
    figures = (found.lower, found.median, found.upper, found.mean)
    return [Cell(name), base, skipped, *(_measure(each, base) for each in figures)]


def _measure(value: float, base: Cell) -> Cell:
    """A measure hidden with its base; rounding the base doesn't change it."""
    return words(value, base, who=base.who, remade=lambda _counts: value)
