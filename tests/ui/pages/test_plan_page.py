"""The Plan page as a whole: its letters, and no window beside its own."""

import re

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.plan import PlanPage
from ui.session import Session

_LETTER = re.compile(r"&(\w)")
_MENUS = set("FEVH")


class _Windows(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_letter_is_underlined_twice_on_a_tab(qtbot: QtBot, clinic: Session) -> None:
    page = PlanPage(clinic)
    qtbot.addWidget(page)
    page.show()
    tabs = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    for at in range(len(tabs)):
        page.tabs.setCurrentIndex(at)
        names = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
        letters = [found[1].upper() for text in (*tabs, *names) if (found := _LETTER.search(text))]
        assert sorted(letters) == sorted(set(letters)), tabs[at]
        assert not _MENUS & set(letters), tabs[at]


def test_nothing_of_the_page_flashes_up_as_a_window(
    qtbot: QtBot, qapp: QApplication, clinic: Session
) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    page = PlanPage(clinic)
    qtbot.addWidget(page)
    page.show()
    qapp.removeEventFilter(windows)
    assert windows.seen == ["PlanPage"]
