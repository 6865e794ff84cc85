import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ui.theme import Mode, apply_theme, label, set_property, style_sheet, theme
from ui.tokens import DARK, LIGHT


@pytest.mark.parametrize(("mode", "ground"), [("light", LIGHT.canvas), ("dark", DARK.canvas)])
def test_the_palette_follows_the_mode(dressed: QApplication, mode: Mode, ground: str) -> None:
    apply_theme(dressed, mode)

    assert dressed.palette().color(QPalette.ColorRole.Window).name().upper() == ground


def test_as_the_system_follows_the_system(dressed: QApplication) -> None:
    apply_theme(dressed, "system")
    dark = dressed.styleHints().colorScheme() == Qt.ColorScheme.Dark

    assert theme.tokens is (DARK if dark else LIGHT)


def test_larger_text_makes_open_widgets_larger(dressed: QApplication, qtbot: QtBot) -> None:
    shown = QLabel("Concern")
    qtbot.addWidget(shown)
    shown.show()
    before = shown.sizeHint().width()

    apply_theme(dressed, "light", 2.0)

    assert shown.sizeHint().width() >= 1.8 * before


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_every_placeholder_of_the_style_sheet_is_filled(scale: float) -> None:
    sheet = style_sheet(LIGHT, scale)

    assert "$" not in sheet
    assert not re.search(r"\b0\.\d+px|\d\.\d+px", sheet)  # Qt knows whole pixels only


def test_lengths_grow_with_the_text_and_hairlines_stay() -> None:
    twice = style_sheet(LIGHT, 2.0)

    assert "border-radius: 12px; padding: 5" not in twice
    assert "1px solid" in twice
    assert "padding: 12px 30px" in twice  # 6px 15px at 100 %


@pytest.mark.parametrize("widget", [QPushButton, QLineEdit])
def test_focus_changes_the_look_but_not_the_size(
    dressed: QApplication, qtbot: QtBot, widget: type[QPushButton]
) -> None:
    """Keyboard users see where they are, and nothing jumps."""
    made = widget("Import")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.clearFocus()
    size, before = made.sizeHint(), made.grab().toImage()

    made.setFocus()
    qtbot.waitUntil(made.hasFocus)

    assert made.sizeHint() == size
    assert made.grab().toImage() != before


def test_words_of_officers_are_never_mark_up(dressed: QApplication, qtbot: QtBot) -> None:
    shown = label("<b>Fleetwood</b>")
    qtbot.addWidget(shown)

    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_a_property_restyles_at_once(dressed: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit("30/02/2022")
    qtbot.addWidget(field)
    field.show()
    before = field.grab().toImage()

    set_property(field, "invalid", "true")

    assert field.grab().toImage() != before
