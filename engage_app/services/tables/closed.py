"""The tables of the questions that are counted, in the order asked."""

from analysis.closed_questions import is_likert
from engage_app.domain.report import Table
from engage_app.services.tables import grids, numbers, questions
from engage_app.services.tables.material import Material


def closed(material: Material) -> list[Table]:
    """A table for each question answered by choosing or with a number, the rows of a grid in one;
    last, the measures of all that are numbers."""
    numeric = {one.id for one in numbers.asked(material)}
    asked = [
        one
        for one in material.questions
        if (one.closed and one.role in questions.SHOWN) or one.id in numeric
    ]
    found: list[Table] = []
    seen: set[str] = set()
    for question in asked:
        rows = [one for one in asked if question.grid and one.grid == question.grid]
        if question.id in numeric:
            found.append(numbers.in_bands(material, question))
        elif len(rows) > 1 and is_likert([choice.label for choice in question.choices]):
            if question.grid not in seen:
                seen.add(question.grid)
                found.append(grids.grid(material, rows, len(seen)))
        else:
            found.append(questions.of_choices(material, question))
    measures = numbers.measures(material)
    return [*found, measures] if measures else found
