"""A whole form: typed with the keyboard alone, its questions coming and going."""

from dataclasses import replace
from datetime import date

import pytest
from clinic_form import AGE, BUS, CLINIC, PARKING, ROOMS, VIEW, WHICH, field_with_keyboard, press
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.questionnaire import Choice
from ui.widgets.form import FormView
from ui.widgets.form.blocks import fields_for
from ui.widgets.form.density import Density
from ui.widgets.form.grid_field import GridField

TODAY = date(2026, 3, 14)


@pytest.fixture
def form(qtbot: QtBot, dressed: QApplication) -> FormView:
    made = FormView(CLINIC, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(800, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.focus_first()
    qtbot.waitUntil(lambda: field_with_keyboard(made.fields) is made.fields[0])
    return made


def test_a_paper_form_is_typed_without_the_mouse(form: FormView, qtbot: QtBot) -> None:
    press("1", "<Return>", "The 42", "<Return>", "1", "3", "<Return>")
    press("1", "<Return>", "3", "<Return>", "42", "<Return>", "1/2/2024", "<Return>")
    press("More buses, please")
    with qtbot.waitSignal(form.finished):
        press("<Return>")
    assert form.problems() == {}
    assert form.settled() == {
        "bus": "yes",
        "which": "The 42",
        "services": ("gp", "dentist"),
        "parking": "poor",
        "rooms": "good",
        "age": 42,
        "born": "2024-02-01",
        "view": "More buses, please",
    }


def test_a_question_comes_and_goes_with_its_condition(form: FormView) -> None:
    which = form.fields[1]
    assert not which.isVisible()
    press("y")
    assert which.isVisible()
    press("<Return>", "The 42")
    form.focus_first()
    press("n")
    assert not which.isVisible()
    assert "which" not in form.settled()
    assert form.answers()["which"] == "The 42"  # a draft keeps it, should she change her mind
    press("<Return>")
    assert field_with_keyboard(form.fields) is form.fields[2]


def test_problems_stand_beneath_and_the_first_gets_the_keyboard(form: FormView) -> None:
    found = form.problems()
    assert list(found) == ["bus", "rooms"]
    assert form.focus_first_problem()
    assert field_with_keyboard(form.fields) is form.fields[0]
    press("n")  # mended: said no longer
    assert form.focus_first_problem()
    grid = form.fields[3]
    assert isinstance(grid, GridField)
    assert grid._rows[1].group.buttons[0].hasFocus()
    press("2")
    assert not form.focus_first_problem()


def test_a_wrong_answer_is_pointed_out_when_it_is_left_a_missing_one_is_not(
    form: FormView,
) -> None:
    form.focus_on("rooms")
    press("<Return>")
    press("7", "<Return>")
    assert form._stated == {"age": "This must be between 16 and 110."}


def test_what_is_entered_is_in_view(form: FormView, qtbot: QtBot) -> None:
    form.focus_on("view")
    field = form.fields[-1]
    viewport = form.viewport()
    qtbot.waitUntil(lambda: viewport.rect().contains(field.mapTo(viewport, field.rect().center())))


def test_a_form_is_emptied_for_the_next(form: FormView) -> None:
    press("y")
    with_answers = dict(form.answers())
    form.clear()
    assert set(form.answers().values()) == {None}
    form.set_answers(with_answers)
    assert form.answers()["bus"] == "yes"
    assert form.asked()[1] == "which"


def test_differences_of_a_second_entry_are_said_like_problems(form: FormView) -> None:
    form.state({"age": "The first entry says 42."})
    assert form.focus_first_problem()
    assert field_with_keyboard(form.fields) is form.fields[4]


def test_rows_share_a_table_only_with_the_same_scale() -> None:
    other = replace(ROOMS, choices=(Choice(1, "Yes"), Choice(2, "No")))
    kinds = [type(field) for field in fields_for((BUS, PARKING, ROOMS, VIEW), Density.ENTRY)]
    assert kinds.count(GridField) == 1
    apart = fields_for((PARKING, other, WHICH, AGE), Density.ENTRY)
    assert len(apart) == 4
