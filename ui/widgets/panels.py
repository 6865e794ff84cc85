"""Panels with a line between them that can be drawn; they begin anew when the text size changes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.theme import theme


class Panels(QSplitter):
    """Holds widgets beside or under each other.

    Args:
        way: beside or under each other.
        held: the widgets, in order.
        sizes: of each, in pixels at 100 % text size.
        least: how high each stays at least, as `sizes`; without it they may shrink to what they
            say themselves. In an area that scrolls, this is what keeps each of them legible.
    """

    def __init__(
        self,
        way: Qt.Orientation,
        held: Sequence[QWidget],
        sizes: Sequence[int],
        least: Sequence[int] = (),
    ) -> None:
        super().__init__(way)
        self._sizes, self._least = tuple(sizes), tuple(least)
        self._scale = 0.0
        self._held = tuple(held)
        self.setChildrenCollapsible(False)
        for widget in held:
            self.addWidget(widget)
        theme.changed.connect(self._grow)
        self._grow()

    def begin_anew(self) -> None:
        """Put the line where it stood at first."""
        self.setSizes([theme.px(size) for size in self._sizes])

    def _grow(self) -> None:
        """Sizes drawn for one size of text leave another too little room."""
        if self._scale == theme.text_scale:
            return
        self._scale = theme.text_scale
        for widget, least in zip(self._held, self._least, strict=False):
            widget.setMinimumHeight(theme.px(least))
        self.begin_anew()
