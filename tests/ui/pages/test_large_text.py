"""At 200 % text in a small laptop's window nothing an officer needs is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from engage_app.services import codebook
from ui.pages.code import CodePage
from ui.pages.responses import ResponsesPage
from ui.session import Session
from ui.theme import apply_theme, theme
from ui.widgets.page import Page
from ui.widgets.search_box import SearchBox

ROOM = 1160, 700  # of 1280 × 800, less rail and menus


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Text at 200 %."""
    apply_theme(qapp, "light", 2.0)
    yield
    apply_theme(qapp, "light", 1.0)


def shown(qtbot: QtBot, page: Page) -> QWidget:
    """Put the page on screen in that room; keep what is returned: it owns the page."""
    host = QWidget()  # as in the window, a page must not ask for more
    qtbot.addWidget(host)
    page.setParent(host)
    host.resize(*ROOM)
    page.setGeometry(0, 0, *ROOM)
    host.show()
    qtbot.waitExposed(host)
    QApplication.processEvents()
    return host


def fits(part: QWidget) -> bool:
    """Whether all around it gives a widget the width it asks for."""
    seen = part.visibleRegion().boundingRect().width()
    return part.isVisible() and seen >= part.minimumSizeHint().width()


def test_the_comment_keeps_its_width_and_the_codebook_goes_behind_a_tab(
    qtbot: QtBot, clinic: Session, large: None
) -> None:
    page = CodePage(clinic)
    _host = shown(qtbot, page)

    assert not page.panels.beside
    (area,) = page.comment.findChildren(QScrollArea)
    assert inner(area).width() <= area.viewport().width()
    page.panels.bring(page.codebook)
    QApplication.processEvents()
    assert fits(page.codebook.add)
    assert fits(page.codebook.more)


def test_a_slash_finds_themes_behind_their_tab_and_coding_goes_back_to_the_comments(
    qtbot: QtBot, clinic: Session, large: None
) -> None:
    assert clinic.act(codebook.add_theme, clinic.exercise_id, None, name="Parking")
    page = CodePage(clinic)
    _host = shown(qtbot, page)

    qtbot.keyClick(page.queue.list, Qt.Key.Key_Slash)
    assert page.codebook.search.isVisible()
    qtbot.keyClicks(page.codebook.search, "park")
    with qtbot.waitSignal(clinic.changed):
        qtbot.keyClick(page.codebook.search, Qt.Key.Key_Return)
    assert page.queue.list.isVisible()


def test_with_room_the_codebook_comes_back_beside_the_comment(
    qtbot: QtBot, clinic: Session, large: None
) -> None:
    page = CodePage(clinic)
    _host = shown(qtbot, page)
    page.resize(2200, 900)

    assert page.panels.beside
    assert page.codebook.isVisible()
    assert page.codebook.edit.isVisible()


def test_filters_and_rows_of_the_responses_are_whole_and_the_tab_scrolls(
    qtbot: QtBot, clinic: Session, large: None
) -> None:
    page = ResponsesPage(clinic)
    _host = shown(qtbot, page)
    tab = page.responses

    boxes = (*tab.filters.boxes.values(), *tab.bar.buttons())
    assert all(box.geometry().bottom() <= parent_of(box).height() for box in boxes)
    assert tab.table.viewport().height() >= 3 * tab.table.rowHeight(0)


def test_the_glass_of_a_search_box_grows_with_the_text(qtbot: QtBot, large: None) -> None:
    box = SearchBox()
    qtbot.addWidget(box)

    (glass,) = box.findChildren(QWidget, "glass")
    assert glass.width() == theme.px(16) == 32


def inner(area: QScrollArea) -> QWidget:
    """What a scroll area scrolls."""
    widget = area.widget()
    assert widget is not None
    return widget


def parent_of(widget: QWidget) -> QWidget:
    """What a widget stands in."""
    parent = widget.parentWidget()
    assert parent is not None
    return parent
