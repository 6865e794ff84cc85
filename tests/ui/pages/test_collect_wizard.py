"""The import wizard, as an officer goes through it: nothing is written before she confirms."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engage_app.services import browsing, importing
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.collect import CollectPage
from ui.pages.collect_questions import SAME
from ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> CollectPage:
    """The Collect page on screen; the clinic's survey of 24 responses is in already."""
    made = CollectPage(clinic)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.show()
    qtbot.waitExposed(made)
    return made


def settled(qtbot: QtBot, page: CollectPage) -> None:
    qtbot.waitUntil(lambda: not page._session.runner.busy, timeout=20_000)


def take(qtbot: QtBot, page: CollectPage, path: Path) -> None:
    page.take_file(path)
    settled(qtbot, page)


def reworded(tmp_path: Path, name: str, *, row: int, cell: int, text: str) -> Path:
    """The clinic's export with one cell otherwise (row 0 holds the headings), and one more row."""
    with (tmp_path / "clinic.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row][cell] = text
    rows.append(["124", *rows[3][1:]])
    with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return tmp_path / name


def comments(session: Session) -> list[str]:
    query = "SELECT text FROM comment ORDER BY id"
    return [text for (text,) in session.workspace.connection.execute(query)]


def count(workspace: Workspace, exercise_id: int) -> int:
    return len(browsing.response_ids(workspace, exercise_id))


def test_a_later_export_shows_what_changed_and_updates_only_where_wanted(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    take(qtbot, page, reworded(tmp_path, "later.csv", row=2, cell=7, text="Quite other words"))
    wizard = page.wizard
    wizard.go_on()
    wizard.go_on()
    settled(qtbot, page)
    later = wizard.preview.later

    assert later.summary.text() == "1 new, 23 as before, 1 changed"
    (row,) = later.changes.rows
    assert row[0] == "3"
    assert row[1:] == ("What would help you most?", comments(clinic)[0], "Quite other words")
    assert wizard.next.text() == "Import 1 response"
    assert not wizard.updating
    assert count(clinic.workspace, clinic.exercise_id) == 24

    later.update_changed.click()
    assert wizard.next.text() == "Import 1 response, update 1"
    qtbot.mouseClick(wizard.next, LEFT)
    settled(qtbot, page)

    assert "1 response updated" in page.result.summary.text()
    assert comments(clinic)[0] == "Quite other words"


def test_what_was_confirmed_before_comes_in_with_one_click(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    """Changed responses are left alone and reported."""
    before = comments(clinic)
    take(qtbot, page, reworded(tmp_path, "later.csv", row=2, cell=7, text="Quite other words"))
    wizard = page.wizard
    assert wizard.at_once.isVisible()
    assert wizard.next.text() == "Check the questions"
    assert wizard.next.property("kind") == "secondary"

    qtbot.mouseClick(wizard.at_once, LEFT)
    settled(qtbot, page)

    assert count(clinic.workspace, clinic.exercise_id) == 25
    assert "1 of these changed since" in page.result.summary.text()
    assert comments(clinic)[: len(before)] == before


def test_rows_that_may_be_no_responses_are_the_officers_to_leave_out(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    """A test row is kept unless she leaves it out; a total is left out unless she keeps it."""
    path = tmp_path / "flagged.csv"
    path.write_text(
        "ID,Reason,Amount\nA1,Because of the buses,3\nA2,test,4\nA3,Because of the rain,5\n"
        "Total,,12\n",
        encoding="utf-8",
    )
    take(qtbot, page, path)
    wizard, part = page.wizard, page.wizard.file.flagged
    assert not wizard.at_once.isVisible()
    assert [part.model.texts(row)[1] for row in range(2)] == ["Test or preview", "Total"]
    ticks = [part.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(2)]
    assert ticks == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert "total" in part.model.texts(1)[2]
    assert not wizard.file.problems.rows

    index = part.model.index(0, 0)
    part.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert part.left_out == {3, 5}
    for _ in range(3):
        wizard.go_on()
    settled(qtbot, page)

    assert page.result.summary.text() == "2 responses imported; 2 left out."
    assert count(clinic.workspace, clinic.exercise_id) == 26


def test_the_questionnaire_can_be_added(
    qtbot: QtBot, page: CollectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is read again with it: a REDCap dictionary turns codes into labels."""
    data, dictionary = tmp_path / "data.csv", tmp_path / "dictionary.csv"
    data.write_text("record_id,travel\n1,1\n2,2\n3,1\n", encoding="utf-8")
    dictionary.write_text(
        '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
        '"Choices, Calculations, OR Slider Labels"\n'
        "record_id,survey,,text,Record ID,\n"
        'travel,survey,,radio,How do you travel?,"1, By bus | 2, On foot"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: dictionary)
    take(qtbot, page, data)

    qtbot.mouseClick(page.wizard.file.add_definition, LEFT)
    settled(qtbot, page)

    assert page.wizard.survey
    asked = page.wizard.survey.questions[-1]
    assert (asked.label, asked.choices) == ("How do you travel?", ("By bus", "On foot"))


def test_a_suggested_match_takes_one_click_and_its_answers_are_matched_by_hand(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    path = tmp_path / "second.csv"
    path.write_text(
        "ID,Which of these describes you best?,Say what you like\n"
        "1,GP,Some words that are long enough to be a comment\n"
        "2,Practice nurse,Other words that are long enough to be one\n"
        "3,GP,Yet other words that are long enough to be a comment\n",
        encoding="utf-8",
    )
    take(qtbot, page, path)
    wizard, step = page.wizard, page.wizard.questions
    wizard.go_on()
    assert wizard.mapping
    assert not wizard.mapping.same_as
    index = step.model.index(0, SAME)
    assert index.data() == "Suggested: Which of these best describes you?"

    spot = step.table.visualRect(index).center()
    qtbot.mouseClick(step.table.viewport(), LEFT, pos=spot)

    assert index.data() == "Which of these best describes you?"
    assert step.choices_table.isVisible()
    assert [step.choices.texts(row) for row in range(2)] == [
        ("GP", "GP"), ("Practice nurse", "A new answer"),
    ]  # fmt: skip
    step.choices.setData(step.choices.index(1, 1), "Nurse")
    assert step.choices.texts(1) == ("Practice nurse", "Nurse")
    wizard.go_on()
    wizard.go_on()
    settled(qtbot, page)
    groups = "SELECT name FROM stakeholder_group JOIN response_group ON group_id =" \
        " stakeholder_group.id ORDER BY response_id DESC LIMIT 3"  # fmt: skip
    found = [name for (name,) in clinic.workspace.connection.execute(groups)]
    assert found == ["GP", "Nurse", "GP"]
    assert importing.imports(clinic.workspace, clinic.exercise_id)[0].responses == 3


def test_enter_alone_goes_through_the_wizard(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    """The button in hand is pressed, not only the one under the mouse."""
    take(qtbot, page, reworded(tmp_path, "later.csv", row=2, cell=7, text="Quite other words"))
    wizard = page.wizard

    qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.step == 1
    qtbot.keyClick(wizard.back, Qt.Key.Key_Enter)
    assert wizard.step == 0
    qtbot.keyClick(wizard.at_once, Qt.Key.Key_Return)
    settled(qtbot, page)

    assert count(clinic.workspace, clinic.exercise_id) == 25


def test_settings_are_saved_and_used_again(
    qtbot: QtBot, page: CollectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was set for one file is set for another, which the officer then imports or changes."""
    path = tmp_path / "settings.json"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: path)
    take(qtbot, page, reworded(tmp_path, "later.csv", row=2, cell=7, text="Quite other words"))
    wizard = page.wizard
    assert wizard.survey
    assert wizard.mapping
    name = wizard.mapping.questions[0].name
    wizard.mapping = importing.change(wizard.survey, wizard.mapping, name, included=False)
    qtbot.mouseClick(wizard.questions.save_settings, LEFT)
    wizard.mapping = importing.change(wizard.survey, wizard.mapping, name, included=True)

    qtbot.mouseClick(wizard.file.use_settings, LEFT)

    assert not wizard.mapping.question(name).included
    assert wizard.mapping.activity_title
    path.write_text("[]", encoding="utf-8")
    with qtbot.waitSignal(page._session.failed):
        qtbot.mouseClick(wizard.file.use_settings, LEFT)
    assert not wizard.mapping.question(name).included


def test_an_import_that_only_updated_is_listed_with_what_it_did(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    path = reworded(tmp_path, "later.csv", row=2, cell=7, text="Quite other words")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    survey = importing.inspect(path)
    importing.run_import(clinic.workspace, clinic.exercise_id, survey, update=True)

    page._stale = True
    page.refresh()

    words = [label.text() for label in page.home.rows[0].findChildren(QLabel)]
    assert any("1 response updated" in each for each in words)


def test_a_questionnaire_comes_in_through_the_wizard(
    qtbot: QtBot, page: CollectPage, clinic: Session, tmp_path: Path
) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_text(
        "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,"
        '"Choices, Calculations, OR Slider Labels",Field Note\n'
        "record_id,a,,text,Record,,\n"
        'bus,a,,radio,Do you come by bus?,"1, Yes | 2, No",\n'
        'walk,a,,radio,Do you walk?,"1, Yes | 2, No",\n',
        encoding="utf-8",
    )
    take(qtbot, page, path)
    for _ in range(2):
        qtbot.mouseClick(page.wizard.next, LEFT)
    assert page.wizard.next.text() == "Bring in 2 questions"

    qtbot.mouseClick(page.wizard.next, LEFT)
    settled(qtbot, page)

    assert page.result.summary.text() == "2 questions brought in, without responses."
    query = "SELECT count(*) FROM question WHERE name IN ('bus', 'walk')"
    assert clinic.workspace.connection.execute(query).fetchone() == (2,)
