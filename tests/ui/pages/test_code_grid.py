"""The grid: sorted by anything, several comments coded at once, with the keyboard."""

import pytest
from building import Small, small_exercise
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.services import browsing, codebook, coding, notes
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from ui.pages.code_grid import GridTab
from ui.pages.code_grid_table import COLUMNS
from ui.session import Session


@pytest.fixture
def small(workspace: Workspace) -> Small:
    built = small_exercise(workspace)
    codebook.edit_theme(workspace, built.exercise, built.themes["Trust"], shortcut="1")
    return built


@pytest.fixture
def grid(qtbot: QtBot, session: Session, small: Small) -> GridTab:
    tab = GridTab(session)
    qtbot.addWidget(tab)
    tab.resize(1280, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def idle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=10_000)
    QApplication.processEvents()


def column(grid: GridTab, name: str) -> list[str]:
    place = [order for order, *_ in COLUMNS].index(name)
    rows = grid.table.rows
    return [str(rows.index(row, place).data()) for row in range(rows.rowCount())]


def test_every_comment_is_a_row_with_its_attributes(grid: GridTab) -> None:
    assert len(column(grid, "comment")) == 5
    assert column(grid, "groups")[0] == "Surgeries"
    assert column(grid, "place")[0] == "North"


@pytest.mark.parametrize("order", [name for name, *_ in COLUMNS])
def test_a_click_on_a_heading_sorts_and_again_turns_it_round(
    qtbot: QtBot, grid: GridTab, session: Session, small: Small, order: str
) -> None:
    """Blanks last either way; a third click brings the order they came in back."""
    notes.set_flag(session.workspace, small.comments[2], flagged=True)
    coding.add_coding(session.workspace, [small.comments[3]], small.themes["Trust"])
    came = column(grid, "comment")
    for descending in (False, True):
        grid.table.horizontalHeader().sectionClicked.emit(
            [name for name, *_ in COLUMNS].index(order)
        )
        idle(qtbot, session)
        if order in ("sentiment", "question"):
            continue  # sorted by score and by place in the questionnaire, not by the words
        values = [value.casefold() for value in column(grid, order)]
        filled = [value for value in values if value]
        assert values == sorted(filled, reverse=descending) + [""] * (len(values) - len(filled))
    grid.table.sort_by(order)
    idle(qtbot, session)
    assert column(grid, "comment") == came


def test_a_digit_codes_every_row_selected_and_undo_takes_it_back(
    qtbot: QtBot, grid: GridTab, session: Session, small: Small
) -> None:
    grid.table.setFocus()
    grid.table.choose(0)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(grid.table, Qt.Key.Key_Down, shift)
    qtbot.keyClick(grid.table, Qt.Key.Key_Down, shift)
    qtbot.keyClick(grid.table, "1")
    assert column(grid, "themes") == ["Trust", "Trust", "Trust", "", ""]
    assert grid.table.selected_count() == 3  # where one was
    workspaces.undo(session.workspace)
    assert not browsing.comment_detail(session.workspace, small.comments[0]).codings


def test_backspace_takes_the_theme_off_again(qtbot: QtBot, grid: GridTab, session: Session) -> None:
    grid.table.setFocus()
    grid.table.selectAll()
    qtbot.keyClick(grid.table, "1")
    qtbot.keyClick(grid.table, Qt.Key.Key_Backspace)
    assert column(grid, "themes") == [""] * 5


def test_f_flags_and_enter_opens_the_workbench(
    qtbot: QtBot, grid: GridTab, session: Session, small: Small
) -> None:
    grid.table.setFocus()
    grid.table.choose(1)
    qtbot.keyClick(grid.table, "f")
    assert column(grid, "flagged") == ["", "⚑", "", "", ""]
    with qtbot.waitSignal(session.comments_wanted) as wanted:
        qtbot.keyClick(grid.table, Qt.Key.Key_Return)
    assert wanted.args is not None
    assert wanted.args[0].response_ids == (small.responses[1],)


def test_search_and_state_narrow_the_grid(
    qtbot: QtBot, grid: GridTab, session: Session, small: Small
) -> None:
    qtbot.keyClicks(grid.search, "parking")
    qtbot.keyClick(grid.search, Qt.Key.Key_Return)
    idle(qtbot, session)
    assert len(column(grid, "comment")) == 2
    coding.add_coding(session.workspace, [small.comments[0]], small.themes["Trust"])
    grid.state.setCurrentIndex(grid.state.findText("Not coded yet"))
    idle(qtbot, session)
    assert len(column(grid, "comment")) == 1
