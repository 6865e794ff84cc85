"""The sentences the board reads, over the table they come from."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import label, theme

SHARE = 0.32  # of the window's height, at most: the table needs the rest


class BoardSentences(QScrollArea):
    """A card with paragraphs, as high as they need; where that is too high they scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setAccessibleName("What the board reads")
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(12), margin, theme.px(12))
        self._column.setSpacing(theme.px(4))
        self._column.addWidget(label("What the board reads", "strong"))
        self._column.addWidget(self._words)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._words.text()

    def say(self, sentences: Sequence[str]) -> None:
        """Show these; hide where there are none."""
        self._words.setText("\n".join(sentences))
        self.setVisible(bool(sentences))
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the paragraphs need, or their share of the window."""
        needed = self._column.heightForWidth(width - 2 * self.frameWidth())
        return min(needed + 2 * self.frameWidth(), round(self.window().height() * SHARE))

    def sizeHint(self) -> QSize:
        """At the width it has."""
        width = max(self.width(), theme.px(280))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few lines: the rest scrolls."""
        return QSize(theme.px(200), theme.px(64))
