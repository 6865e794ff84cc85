"""What a page shows while it has nothing: what it is for, and the next step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.icons import Picture
from ui.theme import label, theme
from ui.widgets.buttons import button

WIDEST = 460  # pixels at 100 % text size: a line the eye can follow


class EmptyState(QWidget):
    """An icon, a title, one sentence, and one button for the next step."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        sentence: str,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        column.addWidget(Picture(icon_name, "link", 56), 0, _CENTRE)
        column.addSpacing(theme.px(8))
        self._words = [label(title, "heading", wrap=True), label(sentence, "subtitle", wrap=True)]
        for words in self._words:
            words.setAlignment(_CENTRE)
            column.addWidget(words, 0, _CENTRE)
        if action:
            column.addSpacing(theme.px(16))
            self.action_button = button(action, "primary", on_click=on_action)
            column.addWidget(self.action_button, 0, _CENTRE)
        column.addStretch(3)
        theme.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words inside a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for words in self._words:
            width = max(160, min(theme.px(WIDEST), self.width() - theme.px(32)))
            words.setFixedWidth(width)
            words.setMinimumHeight(words.heightForWidth(width))


_CENTRE = Qt.AlignmentFlag.AlignHCenter
