"""The tabs of the Code page: made when first shown, each with a letter of its own."""

import re

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.pages.code import CodePage
from ui.pages.live_tab import LiveTab
from ui.session import Session

_LETTER = re.compile(r"&(\w)")
_MENUS = set("FEVH")


def shown(qtbot: QtBot, session: Session) -> CodePage:
    page = CodePage(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_a_tab_is_made_when_it_is_first_shown(qtbot: QtBot, clinic: Session) -> None:
    """The window is there before seven tabs are."""
    page = shown(qtbot, clinic)
    assert not page.findChildren(LiveTab)

    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        words = page.tabs.tabText(place).replace("&", "")
        made = page.tab(words)
        assert made is not None
        assert made.isVisible(), words
    assert len(page.findChildren(LiveTab)) >= page.tabs.count() - 1
    assert page.tab("No such tab") is None


def test_no_letter_is_underlined_twice(qtbot: QtBot, clinic: Session) -> None:
    page = shown(qtbot, clinic)
    tabs = [page.tabs.tabText(place) for place in range(page.tabs.count())]
    names = [each.text() for each in page.workbench.findChildren(QLabel) if each.isVisible()]
    letters = [found[1].upper() for text in (*tabs, *names) if (found := _LETTER.search(text))]

    assert sorted(letters) == sorted(set(letters))
    assert not _MENUS & set(letters)
