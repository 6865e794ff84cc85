"""An officer at the keyboard of the real window, for journeys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.app import Controller, build, controller_of


@contextmanager
def engage_on(qtbot: QtBot, workspace: Path) -> Iterator[Controller]:
    """Engage, as it opens on a workspace with one exercise."""
    _, opened = build(workspace)
    opened.resize(1280, 800)
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitExposed(opened)
    controller = controller_of(opened)
    qtbot.waitUntil(lambda: controller.session.has_exercise)
    yield controller
    opened.close()


class Officer:
    """Presses keys; wherever the keyboard is, that is where they go."""

    def __init__(self, qtbot: QtBot, engage: Controller) -> None:
        self.qtbot, self._engage = qtbot, engage

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.qtbot.keyClick(self._where(), key, held or Qt.KeyboardModifier.NoModifier)

    def type(self, words: str) -> None:
        """Type words."""
        self.qtbot.keyClicks(self._where(), words)

    def say(self, words: str) -> None:
        """Type words, then Enter."""
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there."""
        for _ in range(80):
            if widget.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab never comes there")

    def pick(self, words: str) -> None:
        """Type into a drop-down and take what it finds."""
        self.say(words)
        # Without a screen a list that has closed becomes the active window a moment later.
        QApplication.processEvents()
        self._engage.window.activateWindow()
        QApplication.processEvents()

    def come_back(self) -> None:
        """Without a screen a window whose box has closed is not active by itself."""
        QApplication.processEvents()
        self._engage.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self._engage.window)

    def when_asked(self, answer: Callable[[], None]) -> None:
        """Answer a box that is about to open."""

        def look() -> None:
            box, has_keys = QApplication.activeModalWidget(), QApplication.focusWidget()
            if box is not None and has_keys is not None and box.isAncestorOf(has_keys):
                answer()
                return
            if box is not None:
                box.activateWindow()
            QTimer.singleShot(20, look)

        QTimer.singleShot(20, look)

    def _where(self) -> QWidget:
        return QApplication.focusWidget() or self._engage.window
