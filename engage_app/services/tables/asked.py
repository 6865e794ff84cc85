"""How the figures of a question hang together with those of who took part.

All who were asked answered or left a blank; and who was asked is printed elsewhere: as all who took
part in a survey, as the sum of the two figures of another question. So a blank that is hidden would
follow from whom the answers leave.
"""

from collections.abc import Sequence

import numpy as np

from analysis.closed_questions import Chosen
from analysis.respondents import Matrix
from engage_app.domain.questionnaire import Question
from engage_app.services.tables.categories import Category, counted, everybody, keyed
from engage_app.services.tables.cells import Cell
from engage_app.services.tables.material import Material


def asked_sums(
    material: Material, question: Question, picked: Chosen, base: Cell, silent: Sequence[Cell]
) -> list[tuple[Cell, Sequence[Cell]]]:
    """What adds up to those who were asked, and to all.

    Args:
        material: the exercise.
        question: the question.
        picked: who answered and who skipped it.
        base: how many answered.
        silent: how many skipped it, and where that is printed, how many were not shown it.
    """
    asked: Matrix = np.logical_or(picked.answered, picked.skipped)
    shown = _cell(material, asked, question, "asked")
    # That nobody left a blank tells of nobody: such a nought needn't be kept where all are hidden.
    left = [silent[0]] if silent[0].number else []
    found: list[tuple[Cell, Sequence[Cell]]] = [(shown, (base, *left))]
    if len(silent) > 1:
        found.append((counted(material, everybody(material)), (shown, silent[1])))
    blank = [cell for cell in silent if cell.number]
    if blank:
        none = _cell(material, np.logical_not(picked.answered), question, "none")
        if none.number == sum(cell.number for cell in blank):
            found.append((none, blank))
    return found


def _cell(material: Material, mask: Matrix, question: Question, key: str) -> Cell:
    """How many are in a mask, under the name that they have elsewhere: the same respondents asked
    two questions are one figure."""
    return counted(material, keyed(material, Category("", mask, ("answers", question.id, key))))
