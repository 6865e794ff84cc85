"""Handing the computer to a respondent with a new PIN, and getting it back locked after a crash."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from village_hall import ENTER, PIN, Hall, give_pin

from engage_app.services import self_completion
from ui.app import Controller
from ui.app import begin as begin_engage
from ui.pin import PinDialog
from ui.self_completion import come_back_locked, start_self_completion
from ui.self_completion_window import SelfCompletion


def test_the_computer_comes_back_locked(hall: Hall, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert come_back_locked(hall.session, parent) is None
    self_completion.lock(hall.session.workspace, hall.activity, PIN)
    window = come_back_locked(hall.session, parent)
    assert window is not None
    assert window.isFullScreen()
    assert window.isModal()
    assert not window.close()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.left):
        give_pin(window, PIN)
    assert come_back_locked(hall.session, parent) is None


def test_engage_starts_with_the_questionnaire_while_it_is_locked(hall: Hall, qtbot: QtBot) -> None:
    """Also where a workspace was double-clicked: the officer's pages are behind the PIN."""
    self_completion.lock(hall.session.workspace, hall.activity, PIN)
    hall.session.close()
    controller = Controller()
    qtbot.addWidget(controller.window)
    begin_engage(controller, Path("another.engage"))
    window = controller.window.findChild(SelfCompletion)
    assert window is not None
    assert window.isFullScreen()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.left):
        give_pin(window, PIN)
    controller.window.close()


def test_a_lock_on_a_lost_workspace_is_taken_off(hall: Hall, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    self_completion.lock(hall.session.workspace, hall.activity, PIN)
    path = hall.session.workspace.path
    hall.session.close()
    for each in path.parent.glob("hall.engage*"):
        each.unlink()
    assert come_back_locked(hall.session, parent) is None
    assert self_completion.locked() is None


def test_an_officer_hands_over_with_a_new_pin(hall: Hall, qtbot: QtBot) -> None:
    """Typed twice; what doesn't match or is too easy is not taken."""
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[str] = []

    def type_pins() -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PinDialog))
        for first, second in (("1111", "1111"), (PIN, "2718"), (PIN, PIN)):
            for line, pin in ((dialog.first, first), (dialog.second, second)):
                line.clear()
                QTest.keyClicks(line, pin)
            QTest.keyClick(dialog.second, ENTER)
            seen.append(dialog.problem.text())

    QTimer.singleShot(0, type_pins)
    window = start_self_completion(hall.session, hall.activity, parent)
    assert window is not None
    assert seen == ["That PIN is too easy to guess.", "The two PINs are not the same.", ""]
    assert self_completion.locked() is not None
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.left):
        give_pin(window, PIN)


def test_nothing_to_ask_or_no_pin_begins_nothing(hall: Hall, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with qtbot.waitSignal(hall.session.failed):
        assert start_self_completion(hall.session, 999, parent) is None

    def call_off() -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PinDialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, call_off)
    assert start_self_completion(hall.session, hall.activity, parent) is None
    with hall.session.workspace.acting("retire", hall.exercise) as action:
        action.connection.execute("UPDATE question SET retired = 1")
    with qtbot.waitSignal(hall.session.failed):
        assert start_self_completion(hall.session, hall.activity, parent) is None
    assert self_completion.locked() is None
