"""Comparing an equality question with a population in the window: from a file, and by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from heard import Heard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.services import findings, populations
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.population_button import PopulationButton
from ui.pages.population_dialog import PopulationDialog
from ui.session import Session
from ui.tasks import TaskRunner

AGES = ("Under 50", "50 to 74", "75 or over", "Prefer not to say")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.question("age", "select_one", "equality", AGES)
    built.question("needs", "select_multiple", "equality", ("Sight", "Hearing"))
    built.respond(answers={"age": "Under 50"})
    return built


@pytest.fixture
def session(dressed: QApplication, heard: Heard) -> Iterator[Session]:
    opened = Session(TaskRunner())
    assert opened.open(heard.workspace.path)
    opened.choose_exercise(heard.exercise)
    yield opened
    opened.runner.close()
    opened.close()


@pytest.fixture
def pressed(qtbot: QtBot, session: Session) -> PopulationButton:
    made = PopulationButton(session)
    qtbot.addWidget(made)
    return made


def show(button: PopulationButton, session: Session, name: str) -> None:
    button.show_table(findings.finding(session.workspace, session.exercise_id, name))


def asked(qtbot: QtBot, button: PopulationButton, session: Session) -> PopulationDialog:
    show(button, session, "equality_age")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return next(each for each in button.findChildren(PopulationDialog) if each.isVisible())


def field(asking: PopulationDialog, heard: Heard, label: str) -> str:
    return asking.fields[heard.choices["age", label]].text()


def saved(heard: Heard, session: Session) -> populations.Population | None:
    found = populations.populations(session.workspace, session.exercise_id)
    return found.get(heard.questions["age"])


def test_the_button_is_there_for_tables_that_can_be_compared(
    pressed: PopulationButton, session: Session
) -> None:
    show(pressed, session, "equality_age")
    assert not pressed.isHidden()
    for name in ("reach_by_group", "equality_needs"):
        show(pressed, session, name)
        assert pressed.isHidden()


@pytest.fixture
def census(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table that the officer chooses when asked for a file."""
    table = tmp_path / "census.csv"
    table.write_text('Age,People\n0 to 49,"12,500"\n50–74,"7,500"\nNot known,12\n', "utf-8-sig")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args: table)
    return table


@pytest.mark.usefixtures("census")
def test_a_file_is_read_looked_at_and_compared(
    qtbot: QtBot, pressed: PopulationButton, session: Session, heard: Heard
) -> None:
    asking = asked(qtbot, pressed, session)
    with qtbot.waitSignal(asking.read_in):
        qtbot.mouseClick(asking.choose, Qt.MouseButton.LeftButton)
    assert field(asking, heard, "Under 50") == "12,500"
    assert field(asking, heard, "75 or over") == ""
    assert "1 of 3 answers are not in the table" in asking.told.text()
    assert "“Not known”" in asking.told.text()
    assert asking.source.text() == ""  # the name of a file is no source
    qtbot.mouseClick(asking.done_button, Qt.MouseButton.LeftButton)
    assert "where the figures are from" in asking.wrong.text()
    asking.source.setText("Census 2021")
    with qtbot.waitSignal(session.said):
        qtbot.mouseClick(asking.done_button, Qt.MouseButton.LeftButton)
    found = saved(heard, session)
    assert found
    assert found.people == {
        heard.choices["age", "Under 50"]: 12500.0,
        heard.choices["age", "50 to 74"]: 7500.0,
    }
    session.undo()
    assert saved(heard, session) is None


def test_figures_are_typed_and_wrong_ones_are_said(
    qtbot: QtBot, pressed: PopulationButton, session: Session, heard: Heard
) -> None:
    asking = asked(qtbot, pressed, session)
    first, second, third = (asking.fields[heard.choices["age", label]] for label in AGES[:3])
    assert len(asking.fields) == 3  # who prefers not to say has no share of the population
    qtbot.keyClicks(first, "many")
    asking.accept()
    assert "“many” is not a number" in asking.wrong.text()
    first.setText("50%")
    asking.accept()
    assert "at least two answers" in asking.wrong.text()
    second.setText("30")
    asking.accept()
    assert "Give all of them alike" in asking.wrong.text()
    second.setText("30%")
    third.setText("20%")
    asking.source.setText("ONS")
    with qtbot.waitSignal(session.said):
        asking.accept()
    found = saved(heard, session)
    assert found
    assert sorted(found.people.values()) == [20.0, 30.0, 50.0]


def test_what_is_compared_can_be_changed_and_taken_away(
    qtbot: QtBot, pressed: PopulationButton, session: Session, heard: Heard
) -> None:
    people = {
        heard.choices["age", label]: n for label, n in zip(AGES[:2], (1500, 2.5), strict=True)
    }
    session.act(
        populations.compare_with,
        session.exercise_id,
        heard.questions["age"],
        people,
        source="ONS",
        counted_on="2021",
    )
    asking = asked(qtbot, pressed, session)
    assert pressed.text() == "Change the population…"
    assert field(asking, heard, "Under 50") == "1,500"
    assert field(asking, heard, "50 to 74") == "2.5"
    assert (asking.source.text(), asking.counted_on.text()) == ("ONS", "2021")
    with qtbot.waitSignal(session.said):
        qtbot.mouseClick(asking.remove, Qt.MouseButton.LeftButton)
    assert saved(heard, session) is None


def test_a_table_of_something_else_is_said_in_words(
    qtbot: QtBot, pressed: PopulationButton, session: Session, tmp_path: Path
) -> None:
    table = tmp_path / "other.csv"
    table.write_text("Colour,People\nRed,5\n", "utf-8")
    asking = asked(qtbot, pressed, session)
    with qtbot.waitSignal(asking.read_in):
        asking.read_file(table)
    assert "has no row for the answers" in asking.told.text()
    asking.reject()
