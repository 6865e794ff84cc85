"""Cards, chips, search, empty pages, and the flow layout."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import apply_theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.card import CardGrid, StatCard
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import number_box
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_box import SearchBox

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.usefixtures("dressed")


def test_a_card_says_its_figure(qtbot: QtBot) -> None:
    card = StatCard("Responses", "243", "from 12 activities")
    qtbot.addWidget(card)

    assert card.accessibleName() == "Responses: 243"
    assert card.accessibleDescription() == "from 12 activities"
    card.show_figure("244")
    assert card.accessibleName() == "Responses: 244"


@pytest.mark.parametrize("clickable", [True, False])
def test_only_a_clickable_card_is_a_tab_stop(qtbot: QtBot, clickable: bool) -> None:
    card = StatCard("Responses", "243")
    qtbot.addWidget(card)
    card.set_clickable(clickable)

    assert (card.focusPolicy() != Qt.FocusPolicy.NoFocus) is clickable


def test_a_clickable_card_hears_mouse_and_keyboard(qtbot: QtBot) -> None:
    card = StatCard("Responses", "243")
    qtbot.addWidget(card)
    card.set_clickable(True)
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, LEFT)
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)


@pytest.mark.parametrize(("width", "columns"), [(1000, 4), (600, 2), (200, 1)])
def test_cards_share_the_width(qtbot: QtBot, width: int, columns: int) -> None:
    cards = [StatCard(name, "1") for name in ("A", "B", "C", "D")]
    grid = CardGrid(cards)
    qtbot.addWidget(grid)
    grid.resize(width, 600)
    grid.show()
    qtbot.waitExposed(grid)

    qtbot.waitUntil(lambda: len({card.x() for card in cards}) == columns)
    assert len({card.width() for card in cards}) <= 2  # a pixel may be left over
    assert all(card.geometry().right() <= grid.width() for card in cards)


def test_a_chip_is_pressed_by_mouse_and_by_keyboard(qtbot: QtBot) -> None:
    chip = Chip("Alignment", "#005EB8", pressable=True)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.pressed):
        qtbot.mouseClick(chip, LEFT)
    with qtbot.waitSignal(chip.pressed):
        qtbot.keyClick(chip, Qt.Key.Key_Return)


def test_a_chip_is_removed_by_its_cross_and_by_delete(qtbot: QtBot) -> None:
    chip = Chip("Alignment", "#005EB8", removable=True)
    qtbot.addWidget(chip)
    cross = chip.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    assert cross.accessibleName() == "Remove Alignment"
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(cross, LEFT)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_a_plain_chip_is_only_read(qtbot: QtBot) -> None:
    chip = Chip("Primary care")
    qtbot.addWidget(chip)

    assert chip.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(chip.pressed):
        qtbot.mouseClick(chip, LEFT)


def test_a_long_name_is_shortened_but_known(qtbot: QtBot) -> None:
    name = "South Cumbria boundary (Westmorland and Furness, Barrow and Millom), and more"
    chip = Chip(name)
    qtbot.addWidget(chip)

    assert chip.sizeHint().width() < 320
    assert (chip.text, chip.toolTip(), chip.accessibleName()) == (name, name, name)


def test_search_waits_until_typing_rests(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "Barrow")

    assert heard == ["Barrow"]


def test_enter_searches_at_once_and_escape_empties(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    box.setText("  Barrow ")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)  # the same again is no news
    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert heard == ["Barrow", ""]
    assert box.text() == ""


def test_an_empty_page_offers_the_next_step(qtbot: QtBot) -> None:
    pressed: list[str] = []
    empty = EmptyState(
        "responses",
        "No responses yet",
        "Import a survey export.",
        action="Import",
        on_action=lambda: pressed.append("import"),
    )
    qtbot.addWidget(empty)
    qtbot.mouseClick(empty.action_button, LEFT)

    assert pressed == ["import"]
    assert empty.accessibleName() == "No responses yet"


@pytest.mark.parametrize("width", [260, 500, 1200])
def test_the_words_of_an_empty_page_are_never_cut(
    qtbot: QtBot, dressed: QApplication, width: int
) -> None:
    apply_theme(dressed, "light", 2.0)
    empty = EmptyState("responses", "No responses yet", "Responses arrive when you import. " * 3)
    qtbot.addWidget(empty)
    empty.resize(width, 900)
    empty.show()
    qtbot.waitExposed(empty)

    def whole() -> bool:
        return all(
            words.geometry().left() >= 0
            and words.geometry().right() <= empty.width()
            and words.height() >= words.heightForWidth(words.width())
            for words in empty.findChildren(QLabel)
        )

    qtbot.waitUntil(whole)


@pytest.mark.parametrize("right", [False, True])
def test_flow_wraps_and_loses_nothing(qtbot: QtBot, right: bool) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, 8, right=right)
    buttons = [QPushButton(f"Theme {number}") for number in range(12)]
    for one in buttons:
        flow.addWidget(one)
    hidden = buttons.pop(3)
    hidden.hide()
    holder.resize(300, flow.heightForWidth(300))
    holder.show()
    qtbot.waitExposed(holder)
    places = [one.geometry() for one in buttons]

    assert all(holder.rect().contains(place) for place in places)
    assert not any(
        one.intersects(other) for number, one in enumerate(places) for other in places[number + 1 :]
    )
    edge = {place.right() for place in places} if right else {place.left() for place in places}
    assert (holder.rect().right() if right else 0) in edge


def test_an_emptied_flow_takes_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.addWidget(QPushButton("x"))
    flow.clear()

    assert flow.count() == 0
    assert flow.heightForWidth(300) == 0
    assert flow.takeAt(0) is None


def test_buttons_say_what_they_do(qtbot: QtBot) -> None:
    pressed: list[str] = []
    worded = button("Import", "primary", icon="import", on_click=lambda: pressed.append("words"))
    drawn = icon_button("undo", "Undo", on_click=lambda: pressed.append("icon"))
    for one in (worded, drawn):
        qtbot.addWidget(one)
        qtbot.mouseClick(one, LEFT)

    assert pressed == ["words", "icon"]
    assert (drawn.accessibleName(), drawn.toolTip()) == ("Undo", "Undo")
    assert not worded.icon().isNull()


def test_a_number_box_keeps_within_its_bounds(qtbot: QtBot) -> None:
    box = number_box("Suppress below", 3, 20, 5)
    qtbot.addWidget(box)
    box.setValue(99)

    assert box.value() == 20
    assert box.accessibleName() == "Suppress below"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_in_hand(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[str] = []
    made = button("Go on", on_click=lambda: pressed.append("once"))
    qtbot.addWidget(made)

    qtbot.keyClick(made, key)
    made.setEnabled(False)
    qtbot.keyClick(made, key)

    assert pressed == ["once"]
