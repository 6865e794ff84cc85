"""The Stakeholder groups tab: building the tree, with its counts, by keyboard and by mouse."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from engage_app.domain.stakeholders import StakeholderGroup, in_tree_order
from engage_app.services import planning, tagging
from ui.pages.group_finder import GroupFinder
from ui.pages.groups_editor import GroupsEditor
from ui.pages.groups_tree import group_choices
from ui.session import Session

Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def editor(qtbot: QtBot, clinic: Session) -> GroupsEditor:
    """The editor on screen with the groups GP, Nurse, Councillor and Someone else."""
    made = GroupsEditor(clinic)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.tree.setFocus()
    return made


def choose(editor: GroupsEditor, name: str) -> int:
    """Choose a group by name; returns its id."""
    key = next(group.id for group in editor.groups.values() if group.name == name)
    editor.tree.choose(key)
    return key


def outline(editor: GroupsEditor) -> list[str]:
    """The tree as the workspace has it now, children marked by dots."""
    session = editor.session
    groups = planning.groups(session.workspace, session.exercise_id)
    return ["." * node.depth + node.group.name for node in in_tree_order(groups)]


def column(editor: GroupsEditor, number: int) -> list[str]:
    """What the tree shows in a column, from top to bottom."""
    index = editor.tree.nodes.index(0, 0)
    found = []
    while index.isValid():
        found.append(str(index.siblingAtColumn(number).data()))
        index = editor.tree.indexBelow(index)
    return found


def dialog(editor: GroupsEditor, kind: type[Dialog]) -> Dialog:
    """The dialog of that kind that is open."""
    return next(each for each in editor.findChildren(kind) if each.isVisible())


def answer(editor: GroupsEditor, words: str, qtbot: QtBot) -> None:
    """Type into the dialog that asks for a name, and accept."""
    asking = dialog(editor, QInputDialog)
    (line,) = asking.findChildren(QLineEdit)
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


START = ["GP", "Nurse", "Councillor", "Someone else"]


def test_every_group_shows_how_many_responses_were_heard(editor: GroupsEditor) -> None:
    assert column(editor, 0) == START
    assert column(editor, 1) == ["6", "6", "6", "6"]


def test_a_branch_counts_each_response_once_however_many_of_its_groups_it_carries(
    editor: GroupsEditor,
) -> None:
    session = editor.session
    gp, nurse = choose(editor, "GP"), choose(editor, "Nurse")
    session.act(planning.move_group, session.exercise_id, nurse, gp)
    carrying = tagging.heard(session.workspace, session.exercise_id)
    session.act(tagging.tag, [1, 2], gp)  # response 1 is a GP's already, 2 a nurse's

    assert carrying[gp] == (6, 12)
    assert column(editor, 1)[:2] == ["12", "6"]
    editor.tree.choose(gp)
    assert editor.form.heard.text() == "7 responses heard; 12 with the groups below it."


def test_insert_adds_a_group_beside_and_shift_insert_one_below(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "GP")
    qtbot.keyClick(editor.tree, Qt.Key.Key_Insert)
    answer(editor, "Pharmacist", qtbot)
    choose(editor, "GP")
    qtbot.keyClick(editor.tree, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    answer(editor, "Trainee", qtbot)

    assert outline(editor) == ["GP", ".Trainee", *START[1:], "Pharmacist"]
    assert editor.form.title.text() == "Trainee"


def test_a_name_that_a_brother_bears_is_refused_in_a_sentence(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "GP")
    with qtbot.waitSignal(editor.session.failed) as failed:
        qtbot.keyClick(editor.tree, Qt.Key.Key_Insert)
        answer(editor, "nurse", qtbot)

    assert "already a group called" in str(failed.args[0])
    assert outline(editor) == START


def test_f2_renames_and_leaving_the_field_saves(qtbot: QtBot, editor: GroupsEditor) -> None:
    choose(editor, "GP")
    qtbot.keyClick(editor.tree, Qt.Key.Key_F2)
    qtbot.keyClicks(editor.form.name, "General practice")
    editor.tree.setFocus()

    assert outline(editor)[0] == "General practice"

    editor.session.undo()

    assert (outline(editor)[0], editor.form.name.text()) == ("GP", "GP")


def test_part_name_and_plan_are_kept_with_the_group(qtbot: QtBot, editor: GroupsEditor) -> None:
    key = choose(editor, "Nurse")
    assert editor.form.part_name.placeholderText() == "some Nurse"
    editor.form.part_name.setFocus()
    qtbot.keyClicks(editor.form.part_name, "elements of the nursing team")
    qtbot.keyClick(editor.form.part_name, Qt.Key.Key_Return)
    editor.form.planned.setFocus()
    qtbot.keyClicks(editor.form.planned, "1x2")  # what is no digit isn't taken
    editor.tree.setFocus()

    kept = editor.groups[key]
    assert (kept.part_name, kept.planned) == ("elements of the nursing team", 12)
    assert column(editor, 2)[1] == "12"

    editor.form.planned.setFocus()
    editor.form.planned.selectAll()
    qtbot.keyClick(editor.form.planned, Qt.Key.Key_Delete)
    editor.tree.setFocus()
    assert editor.groups[key].planned is None


def test_what_is_being_typed_is_saved_when_the_page_is_left(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "GP")
    editor.rename()
    qtbot.keyClicks(editor.form.name, "Doctors")

    editor.hide()

    assert outline(editor)[0] == "Doctors"


def test_a_blank_name_brings_the_old_one_back(qtbot: QtBot, editor: GroupsEditor) -> None:
    choose(editor, "GP")
    editor.rename()
    with qtbot.waitSignal(editor.session.failed):
        qtbot.keyClick(editor.form.name, Qt.Key.Key_Delete)
        editor.tree.setFocus()

    assert (editor.form.name.text(), outline(editor)) == ("GP", START)


@pytest.mark.parametrize(
    ("name", "key", "wanted"),
    [
        ("Nurse", Qt.Key.Key_Up, ["Nurse", "GP", "Councillor", "Someone else"]),
        ("Nurse", Qt.Key.Key_Down, ["GP", "Councillor", "Nurse", "Someone else"]),
        ("Nurse", Qt.Key.Key_Right, ["GP", ".Nurse", "Councillor", "Someone else"]),
        ("GP", Qt.Key.Key_Up, START),
        ("GP", Qt.Key.Key_Right, START),
        ("GP", Qt.Key.Key_Left, START),
        ("Someone else", Qt.Key.Key_Down, START),
    ],
)
def test_alt_and_arrows_move_the_group(
    qtbot: QtBot, editor: GroupsEditor, name: str, key: Qt.Key, wanted: list[str]
) -> None:
    chosen = choose(editor, name)

    qtbot.keyClick(editor.tree, key, Qt.KeyboardModifier.AltModifier)

    assert outline(editor) == wanted
    assert editor.tree.chosen() == chosen


def test_moving_out_puts_the_group_behind_the_one_it_lay_below(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "Nurse")
    qtbot.keyClick(editor.tree, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(editor.tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert outline(editor) == START


def test_move_under_offers_every_group_but_those_below_and_the_top(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "Nurse")
    editor.move_in()
    choose(editor, "GP")
    editor.ask_parent()
    finder = dialog(editor, GroupFinder)
    rows = range(finder.model.rowCount())
    offered = [finder.model.index(row, 0).data() for row in rows]
    assert offered == ["At the top of the tree", "Councillor", "Someone else"]

    qtbot.keyClicks(finder.search, "counc")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)

    assert outline(editor) == ["Councillor", ".GP", "..Nurse", "Someone else"]


def test_a_group_dropped_on_another_lies_below_it(qtbot: QtBot, editor: GroupsEditor) -> None:
    """The tree asks the services; a failed or finished drop never leaves a half-moved row."""
    tree = editor.tree
    dragged, target = choose(editor, "Someone else"), choose(editor, "GP")
    data = tree.nodes.mimeData([tree.nodes.index_of(dragged)])
    where = tree.visualRect(tree.nodes.index_of(target)).center()
    drop = QDropEvent(
        QPointF(where),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    with qtbot.waitSignal(tree.dropped):
        tree.dropEvent(drop)

    assert outline(editor) == ["GP", ".Someone else", "Nurse", "Councillor"]
    assert column(editor, 0) == ["GP", "Someone else", "Nurse", "Councillor"]


@pytest.mark.parametrize(
    ("name", "row", "wanted"),
    [
        ("GP", 2, ["Nurse", "GP", "Councillor", "Someone else"]),
        ("Someone else", 1, ["GP", "Someone else", "Nurse", "Councillor"]),
        ("GP", 4, ["Nurse", "Councillor", "Someone else", "GP"]),
        ("Nurse", 1, START),
    ],
)
def test_a_group_dropped_between_others_comes_there(
    qtbot: QtBot, editor: GroupsEditor, name: str, row: int, wanted: list[str]
) -> None:
    """Qt counts the dragged group among the others; the services don't."""
    model = editor.tree.nodes
    data = model.mimeData([model.index_of(choose(editor, name))])

    with qtbot.waitSignal(editor.tree.dropped):
        model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, model.index(-1, -1))

    assert outline(editor) == wanted


def test_a_group_dropped_below_itself_stays_and_a_sentence_says_why(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "Nurse")
    editor.move_in()
    model = editor.tree.nodes
    gp, nurse = choose(editor, "GP"), choose(editor, "Nurse")
    data = model.mimeData([model.index_of(gp)])

    with qtbot.waitSignal(editor.session.failed) as failed:
        model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index_of(nurse))

    assert "below itself" in str(failed.args[0])
    assert outline(editor)[:2] == ["GP", ".Nurse"]


def test_removing_says_what_goes_and_undo_brings_it_back(
    qtbot: QtBot, editor: GroupsEditor
) -> None:
    choose(editor, "Nurse")
    editor.move_in()
    choose(editor, "GP")
    qtbot.keyClick(editor.tree, Qt.Key.Key_Delete)
    box = dialog(editor, QMessageBox)
    assert box.text() == "Remove “GP”?"
    assert box.informativeText() == (
        "The group below it goes with it. 12 responses lose the tag; the responses themselves"
        " stay. 2 tagging rules go too. Undo brings everything back."
    )
    remove = next(each for each in box.buttons() if each.text() == "Remove")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert outline(editor) == ["Councillor", "Someone else"]

    editor.session.undo()

    assert outline(editor) == ["GP", ".Nurse", "Councillor", "Someone else"]
    assert column(editor, 1) == ["12", "6", "6", "6"]


def test_keeping_the_group_keeps_everything(qtbot: QtBot, editor: GroupsEditor) -> None:
    choose(editor, "GP")
    editor.remove()
    box = dialog(editor, QMessageBox)
    keep = next(each for each in box.buttons() if each.text() == "Keep")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)

    assert outline(editor) == START


def test_a_group_nobody_carries_goes_without_asking(qtbot: QtBot, editor: GroupsEditor) -> None:
    session = editor.session
    session.act(planning.add_group, session.exercise_id, "Pharmacist")
    choose(editor, "Pharmacist")

    with qtbot.waitSignal(session.said) as said:
        editor.remove()

    assert said.args == ["“Pharmacist” removed. Undo brings it back."]
    assert outline(editor) == START


def test_branches_that_were_closed_stay_closed(editor: GroupsEditor) -> None:
    choose(editor, "Nurse")
    editor.move_in()
    gp = choose(editor, "GP")
    editor.tree.collapse(editor.tree.nodes.index_of(gp))

    editor.session.act(tagging.untag, [1], gp)

    assert column(editor, 0) == ["GP", "Councillor", "Someone else"]


def test_an_exercise_without_groups_offers_to_add_one(qtbot: QtBot, editor: GroupsEditor) -> None:
    session = editor.session
    session.choose_exercise(planning.add_exercise(session.workspace, "Another").created)
    assert editor.empty.isVisible()

    qtbot.mouseClick(editor.empty.action_button, Qt.MouseButton.LeftButton)
    answer(editor, "Patients", qtbot)

    assert outline(editor) == ["Patients"]
    assert editor.tree.isVisible()


def test_groups_that_share_a_name_are_told_apart_where_one_is_chosen() -> None:
    groups = [
        StakeholderGroup(1, "", "Trusts"),
        StakeholderGroup(2, "", "Chairs", 1),
        StakeholderGroup(3, "", "Chairs"),
    ]

    assert group_choices(groups) == [("Trusts", 1), ("Chairs (Trusts)", 2), ("Chairs", 3)]
