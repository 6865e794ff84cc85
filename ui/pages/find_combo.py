"""A drop-down that can be searched by typing, and that changes nothing by accident."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from ui.widgets.tips import plain

ValueRole = Qt.ItemDataRole.UserRole
_BARE = "border: none; background: transparent; padding: 0; min-height: 0;"  # the box is drawn
_ROOM = "QComboBox, QComboBox:focus { padding-right: 2px; }"  # the arrow has its own already
_WIDTH = 8  # characters at least: a long name must not push a form apart


class FindCombo(QComboBox):
    """Choices of which one holds. Typing finds a part of a name, Enter takes the first found.

    Every choice is written at once, so the wheel and the arrow keys do not step through them:
    the arrows open the list.

    Signals:
        chosen: the value of another choice than the one that held.
        entered: the keyboard is here now.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, name: str, offers: QAbstractItemModel | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setStyleSheet(_ROOM)
        self._line = QLineEdit()
        self._line.setStyleSheet(_BARE)
        self._finder = QCompleter()
        self._finder.setFilterMode(Qt.MatchFlag.MatchContains)
        self._finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setLineEdit(self._line)  # makes it editable
        self.setCompleter(self._finder)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDTH)
        self._held: object = None
        self._offered: list[tuple[str, object]] = []
        self._models: tuple[QAbstractItemModel, ...] = (self.model(),)
        if offers is not None:
            self.take_offers(offers)
        self.activated.connect(self._take)
        self._line.setAccessibleName(name)
        self._line.returnPressed.connect(self._take_first)
        self._line.editingFinished.connect(self._settle)

    def offer(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer these (words, value), and let the first one hold."""
        listed = list(choices)
        if listed == self._offered:
            self.show_value(listed[0][1] if listed else None)
            return
        self._offered = listed
        self.take_offers(choices_model(listed))

    def take_offers(self, offers: QAbstractItemModel) -> None:
        """Offer what a model holds, and let the first one hold; several may share it."""
        # The model before lives on: it may be its own list that a choice came from just now.
        self._models = (self._models[-1], offers)
        self.setModel(offers)
        self._finder.setModel(offers)
        self.show_value(self.itemData(0, ValueRole))

    def show_value(self, value: object) -> None:
        """Let a value hold, without a signal; the first choice where there is none such."""
        place = max(self.findData(value, ValueRole), 0)
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place))  # also where something else was typed
        self._held = self.itemData(place, ValueRole)
        self._line.setCursorPosition(0)
        if self.hasFocus():
            self._line.selectAll()  # what is typed next replaces it
        self.setToolTip(plain(self.itemText(place)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down open the list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here; typing replaces the words."""
        super().focusInEvent(event)
        if self.currentText() == self.itemText(self.currentIndex()):  # not amid typing
            self._line.selectAll()
        self.entered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls around it."""
        event.ignore()

    def _take(self, place: int) -> None:
        value = self.itemData(place, ValueRole)
        if value != self._held:
            self._held = value
            self.setToolTip(plain(self.itemText(place)))
            self.chosen.emit(value)

    def _take_first(self) -> None:
        finder = self._finder
        typed = self.currentText().strip()
        if not typed or self.findText(typed, Qt.MatchFlag.MatchFixedString) >= 0:
            return  # _settle sees to it
        finder.setCompletionPrefix(typed)
        place = self.findText(finder.currentCompletion()) if finder.completionCount() else -1
        if place >= 0:
            self.setCurrentIndex(place)
            self._take(place)

    def _settle(self) -> None:
        """What was typed is a choice, or it goes."""
        popup = self._finder.popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # the completer is about to take that one
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and self.itemText(self.currentIndex()) != self.currentText():
            self.setCurrentIndex(place)
            self._take(place)
        self.show_value(self._held)


def choices_model(choices: Iterable[tuple[str, object]]) -> QStandardItemModel:
    """(words, value) as a model that several drop-downs may share."""
    model = QStandardItemModel()
    for words, value in choices:
        item = QStandardItem(words)
        item.setData(value, ValueRole)
        item.setToolTip(plain(words))
        model.appendRow(item)
    return model
