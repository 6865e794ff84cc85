"""A button as large as a card, with an icon, a name and a sentence."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from ui.icons import Picture
from ui.theme import label, set_property, theme

_NARROWEST = 176  # pixels at 100 % text size


class CardButton(QPushButton):
    """One click on it does one thing.

    Args:
        icon_name: a file of resources/icons.
        name: what it does or opens, in a few words.
        sentence: more about it.
        aside: at the right, e.g. a date.
        on_click: what it does.
    """

    def __init__(
        self,
        icon_name: str,
        name: str,
        sentence: str,
        *,
        aside: str = "",
        on_click: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setProperty("kind", "card")
        set_property(self, "flat_card", "false")
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{sentence} {aside}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (16, 14, 16, 14)))
        row.setSpacing(theme.px(16))
        row.addWidget(Picture(icon_name, "link", 24), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(label(name, "strong", wrap=True))
        words.addWidget(label(sentence, "hint", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        if aside:
            row.addWidget(label(aside, "hint"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda _checked=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too, not only Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its words need."""
        width = max(theme.px(_NARROWEST), self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Nothing on it may be cut."""
        width = max(theme.px(_NARROWEST), self.width())
        return QSize(theme.px(_NARROWEST), self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height its words need at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0
