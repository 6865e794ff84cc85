from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.report import Table
from ui.theme import apply_theme
from ui.widgets.finding_view import FindingView


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot, finding: Table) -> FindingView:
    made = FindingView()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show(finding)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_says_what_is_counted_and_of_whom(view: FindingView) -> None:
    words = [shown.text() for shown in view.findChildren(QLabel) if shown.isVisible()]

    assert words == [
        "Position by stakeholder group",
        "Counted: respondents · Base: 1,243 respondents who answered",
        "Shares are of those with a view.",
    ]


def test_table_and_chart_stand_side_by_side_where_there_is_room(view: FindingView) -> None:
    assert view.side_by_side

    view.resize(560, 600)
    assert not view.side_by_side


def test_twice_the_text_needs_twice_the_room(view: FindingView, dressed: QApplication) -> None:
    apply_theme(dressed, "light", 2.0)

    assert not view.side_by_side


def test_under_each_other_nothing_is_cut(view: FindingView, qtbot: QtBot) -> None:
    """The whole view scrolls; table and chart are as high as what they show."""
    view.resize(500, 400)
    qtbot.waitUntil(lambda: view.grid.height() >= view.grid.height_of_contents())

    assert view.grid.verticalScrollBar().maximum() == 0
    assert view.chart.verticalScrollBar().maximum() == 0


def test_every_word_of_a_cell_is_shown(view: FindingView, finding: Table, qtbot: QtBot) -> None:
    """Long names wrap: a row is as high as its words."""
    before = view.grid.rowHeight(0)
    long = "General practice, including the Lancashire and South Cumbria committees, " * 3

    view.show(replace(finding, rows=((long, 1, 0.5, 0.1),)))

    assert view.grid.rowHeight(0) >= 2 * before


def test_a_click_on_a_cell_says_which(view: FindingView, qtbot: QtBot) -> None:
    index = view.grid.model().index(1, 2)
    place = view.grid.visualRect(index).center()
    with qtbot.waitSignal(view.cell_activated) as chosen:
        qtbot.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert chosen.args == [1, 2]


def test_enter_on_a_cell_says_which_once(view: FindingView, qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    view.cell_activated.connect(lambda row, column: heard.append((row, column)))
    view.grid.setCurrentIndex(view.grid.model().index(0, 0))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view.grid, key)

    assert heard == [(1, 1)]


def test_bars_can_be_clicked_too(view: FindingView, qtbot: QtBot) -> None:
    mark = view.chart.marks[1]
    with qtbot.waitSignal(view.bar_clicked) as chosen:
        qtbot.mouseClick(
            view.chart.canvas, Qt.MouseButton.LeftButton, pos=mark.place.center().toPoint()
        )

    assert chosen.args == [0, 1]


def test_without_a_chart_the_table_has_all_the_room(view: FindingView, finding: Table) -> None:
    view.show(replace(finding, chart=None, notes=()))

    assert not view.chart.isVisible()
    assert not view.notes.isVisible()
    assert view.side_by_side


def test_tab_leaves_the_table(view: FindingView, qtbot: QtBot) -> None:
    """Somebody without a mouse is never caught in it."""
    view.grid.setFocus()
    qtbot.keyClick(view.grid, Qt.Key.Key_Tab)

    assert view.focusWidget() is not view.grid


def test_an_empty_finding_is_shown(view: FindingView) -> None:
    view.show(Table("none", "Nothing yet", "", "", (), ()))

    assert view.title.text() == "Nothing yet"
    assert not view.counted.isVisible()
