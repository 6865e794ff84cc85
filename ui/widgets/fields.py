"""Fields that need more than a style sheet can say."""

from PySide6.QtWidgets import QSpinBox

from ui.theme import theme


def number_box(name: str, low: int, high: int, value: int) -> QSpinBox:
    """A field for a whole number; `name` is what a screen reader says."""
    made = QSpinBox()
    made.setRange(low, high)
    made.setValue(value)
    made.setAccessibleName(name)
    # Qt gives the edit of a styled spin box no padding.
    made.lineEdit().setTextMargins(theme.px(9), 0, 0, 0)
    return made
