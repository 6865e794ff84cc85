"""Names to choose from while a mark is typed. The keyboard stays on the line."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.pages.capture_names import Option
from ui.theme import theme

MOST = 8  # names in sight at once
_OPTION = Qt.ItemDataRole.UserRole
LISTED = 40  # names listed at all: whoever wants another types a letter more


class NamePopup(QListWidget):
    """A list over the line; the line tells it to move and asks what is chosen.

    Signals:
        clicked_on: an Option that was clicked.
    """

    clicked_on = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Names that fit")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.clicked_on.emit(item.data(_OPTION)))
        self.hide()

    def offer(self, options: Sequence[Option], above: QRect, *, first: bool) -> None:
        """Show these names above a rectangle of the parent.

        Args:
            first: whether the first one is chosen, so that Enter takes it.
        """
        self.clear()
        for option in options[:LISTED]:
            item = QListWidgetItem(f"{option.name}   {option.detail}".rstrip())
            item.setData(_OPTION, option)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, option.name)
            self.addItem(item)
        if not options:
            self.hide()
            return
        if first:
            self._choose(0)
        self._place(above)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the next or the last name, round and round."""
        self._choose((self.currentRow() + by) % self.count() if self.currentRow() >= 0 else 0)

    def chosen(self) -> Option | None:
        """The name that Enter would take."""
        item = self.currentItem()
        option = item.data(_OPTION) if item is not None else None
        return option if isinstance(option, Option) else None

    def _choose(self, row: int) -> None:
        self.setCurrentRow(row)
        option = self.chosen()
        if option is not None:
            spoken = QAccessibleAnnouncementEvent(self, option.name)
            QAccessible.updateAccessibility(spoken)

    def _place(self, above: QRect) -> None:
        metrics = QFontMetrics(self.font())
        rows = min(self.count(), MOST)
        height = rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + theme.px(4)
        widest = max(
            metrics.horizontalAdvance(self.item(row).text()) for row in range(self.count())
        )
        room = self.over.width() - above.left()
        size = QSize(min(max(widest + theme.px(48), theme.px(220)), room), height)
        height = min(height, max(above.top(), theme.px(60)))
        corner = QPoint(above.left(), max(above.top() - height - theme.px(4), 0))
        self.setGeometry(QRect(corner, QSize(size.width(), height)))
