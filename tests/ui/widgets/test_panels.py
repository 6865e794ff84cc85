"""Panels with a line between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.theme import apply_theme
from ui.widgets.panels import Panels


def test_another_size_of_text_begins_anew(qtbot: QtBot, dressed: QApplication) -> None:
    """What was squeezed in large text is as wide as before when the text is small again."""
    panels = Panels(Qt.Orientation.Horizontal, (QLabel("a"), QLabel("b")), (300, 600), least=(40,))
    qtbot.addWidget(panels)
    panels.resize(905, 400)
    panels.show()
    before = panels.sizes()
    first = panels.widget(0)
    assert first is not None
    apply_theme(dressed, "light", 2.0)
    assert first.minimumHeight() == 80
    panels.setSizes([800, 100])
    apply_theme(dressed, "light", 1.0)
    assert panels.sizes() == before
    assert first.minimumHeight() == 40
