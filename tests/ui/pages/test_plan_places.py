"""The Places tab: the tree editor on places, with levels and what uses them."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import Place
from engage_app.domain.tree import in_order
from engage_app.services import activities, planning
from ui.pages.groups_tree import GroupTree
from ui.pages.plan_places import PlacesTab, PlaceTree
from ui.session import Session


@pytest.fixture
def tab(qtbot: QtBot, clinic: Session) -> PlacesTab:
    """The tab on screen with Northtown and Southtown, 12 responses each."""
    made = PlacesTab(clinic)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.tree.setFocus()
    return made


def outline(tab: PlacesTab) -> list[str]:
    session = tab.session
    listed = planning.places(session.workspace, session.exercise_id)
    return ["." * each.depth + each.node.name for each in in_order(listed)]


def choose(tab: PlacesTab, name: str) -> Place:
    found = next(place for place in tab.places.values() if place.name == name)
    tab.tree.choose(found.id)
    return found


def answer(tab: PlacesTab, words: str, qtbot: QtBot) -> None:
    asking = next(each for each in tab.findChildren(QInputDialog) if each.isVisible())
    (line,) = asking.findChildren(QLineEdit)
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_place_below_takes_the_next_level(qtbot: QtBot, tab: PlacesTab) -> None:
    choose(tab, "Northtown")
    tab.form.level.setCurrentIndex(tab.form.level.findData("place"))
    tab.form.level.activated.emit(tab.form.level.currentIndex())
    qtbot.keyClick(tab.tree, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    answer(tab, "West side", qtbot)
    assert outline(tab) == ["Northtown", ".West side", "Southtown"]
    assert tab.form.title.text() == "West side"
    assert tab.form.level.currentData() == "partnership"
    tab.session.undo()
    tab.session.undo()
    choose(tab, "Northtown")
    assert tab.form.level.currentData() == ""


def test_the_tree_says_what_uses_each_place(qtbot: QtBot, tab: PlacesTab) -> None:
    place = choose(tab, "Southtown")
    survey = planning.activities(tab.session.workspace, tab.session.exercise_id)[0]
    tab.session.act(activities.edit_activity, survey.id, place_id=place.id)
    qtbot.keyClick(tab.tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert outline(tab) == ["Northtown", ".Southtown"]
    choose(tab, "Northtown")
    assert tab.form.used.text() == "1 activity, 24 responses, with the places below it."
    index = tab.tree.nodes.index_of(place.id)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "Southtown, 1 activity, 12 responses"


def test_f2_renames_and_a_taken_name_is_refused(qtbot: QtBot, tab: PlacesTab) -> None:
    choose(tab, "Northtown")
    qtbot.keyClick(tab.tree, Qt.Key.Key_F2)
    qtbot.keyClicks(tab.form.name, "Hilltop")
    tab.tree.setFocus()
    assert outline(tab) == ["Hilltop", "Southtown"]
    qtbot.keyClick(tab.tree, Qt.Key.Key_F2)
    with qtbot.waitSignal(tab.session.failed) as failed:
        qtbot.keyClicks(tab.form.name, "southtown")
        tab.tree.setFocus()
    assert "already a place called “southtown”" in str(failed.args[0])
    assert tab.form.name.text() == "Hilltop"


def test_a_place_dropped_on_another_lies_below_it(qtbot: QtBot, tab: PlacesTab) -> None:
    tree = tab.tree
    dragged, target = choose(tab, "Southtown"), choose(tab, "Northtown")
    data = tree.nodes.mimeData([tree.nodes.index_of(dragged.id)])
    where = tree.visualRect(tree.nodes.index_of(target.id)).center()
    drop = QDropEvent(
        QPointF(where),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(tree.dropped):
        tree.dropEvent(drop)
    assert outline(tab) == ["Northtown", ".Southtown"]


def test_places_and_groups_cannot_be_dropped_into_each_other() -> None:
    assert PlaceTree().mimeTypes() != GroupTree().mimeTypes()


def test_removing_says_what_loses_it_and_undo_brings_it_back(qtbot: QtBot, tab: PlacesTab) -> None:
    choose(tab, "Northtown")
    qtbot.keyClick(tab.tree, Qt.Key.Key_Delete)
    box = next(each for each in tab.findChildren(QMessageBox) if each.isVisible())
    assert box.text() == "Remove “Northtown”?"
    assert box.informativeText() == (
        "12 responses lose the place and nothing else. 1 tagging rule goes."
        " Undo brings everything back."
    )
    remove = next(each for each in box.buttons() if each.text() == "Remove")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert outline(tab) == ["Southtown"]
    tab.session.undo()
    assert outline(tab) == ["Northtown", "Southtown"]
    assert tab.form.isEnabled()
