"""What several layouts need done to them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget


def scrolled(inside: QWidget) -> QScrollArea:
    """An area as wide as `inside` that scrolls up and down, without a frame; Tab passes it over."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def fill(outside: QWidget, inside: QWidget) -> None:
    """Let a widget take all the room of another, which has no layout yet."""
    outer = QVBoxLayout(outside)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(inside)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, with the layouts inside it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        if (inner := item.layout()) is not None:
            clear(inner)
