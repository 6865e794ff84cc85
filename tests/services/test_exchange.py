"""The questionnaire of an exercise goes out as an XLSForm, with its roles."""

from pathlib import Path

import pytest
from building import Small

from engage_app.errors import NotPossible
from engage_app.services import exchange, importing, planning
from engage_app.services.workspace import Workspace


def test_the_questions_of_an_exercise_come_in_again(
    workspace: Workspace, small: Small, tmp_path: Path
) -> None:
    asked = planning.questions(workspace, small.exercise)

    path = exchange.write_xlsform(workspace, small.exercise, tmp_path / "form.xlsx")

    found = importing.inspect(path).questions
    assert [(q.name, q.label, q.type, q.grid) for q in found] == [
        (q.name, q.label, q.type, q.grid) for q in asked
    ]
    assert [q.choices for q in found] == [tuple(c.label for c in q.choices) for q in asked]


def test_an_exercise_without_questions_has_no_form(workspace: Workspace, tmp_path: Path) -> None:
    exercise_id = planning.add_exercise(workspace, "Clinic").created or 0

    with pytest.raises(NotPossible, match="no questions yet"):
        exchange.write_xlsform(workspace, exercise_id, tmp_path / "form.xlsx")
