"""Questions into the fields that ask them."""

from collections.abc import Sequence
from itertools import groupby

from engage_app.domain.questionnaire import Question, QuestionType
from ui.widgets.form.choice_fields import ChoiceField
from ui.widgets.form.density import Density
from ui.widgets.form.field import FormField
from ui.widgets.form.grid_field import GridField
from ui.widgets.form.typed_fields import LineField, TextField


def fields_for(questions: Sequence[Question], density: Density) -> list[FormField]:
    """A field for each question, in order; rows of one grid with one scale share a field."""
    made: list[FormField] = []
    for (grid, *_), run in groupby(questions, _scale):
        block = list(run)
        if grid and len(block) > 1:
            made.append(GridField(block, density))
        else:
            made.extend(_single(question, density) for question in block)
    return made


def _scale(question: Question) -> tuple[object, ...]:
    """What rows of one grid have in common; nothing else is a row."""
    if not question.grid or question.type is not QuestionType.SELECT_ONE:
        return ("",)
    offered = tuple((choice.value, choice.label, choice.retired) for choice in question.choices)
    return (question.grid, offered)


def _single(question: Question, density: Density) -> FormField:
    if question.closed:
        return ChoiceField(question, density)
    if question.type is QuestionType.TEXT:
        return TextField(question, density)
    return LineField(question, density)
