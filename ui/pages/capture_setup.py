"""Where what is typed belongs: picked once at the top, kept until it is changed."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.pages.capture_combo import EndingCombo
from ui.theme import label, theme

NEW = "new"  # the choice that lets a name be typed instead
WIDE = 4  # fields in a line where there is room


class Field(QWidget):
    """A heading over a field."""

    def __init__(self, heading: str, field: QWidget) -> None:
        super().__init__()
        words = label(heading, "hint")
        words.setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(words)
        column.addWidget(field)


class PickOrName(QStackedWidget):
    """A choice, or the name of a new one.

    Signals:
        chosen: the id of what was picked.
        named: the name of a new one.
        settled: the keyboard may go on to the next field.
    """

    chosen = Signal(int)
    named = Signal(str)
    settled = Signal()

    def __init__(self, name: str, new: str, ask: str) -> None:
        super().__init__()
        self._new = new
        self.combo = EndingCombo(name)
        self.line = QLineEdit()
        self.line.setAccessibleName(ask)
        self.line.setPlaceholderText(f"{ask}, then Enter")
        self.addWidget(self.combo)
        self.addWidget(self.line)
        self.setFocusProxy(self.combo)
        self.combo.chosen.connect(self._choose)
        self.combo.activated.connect(self._settle)
        self.line.returnPressed.connect(self._name)

    def offer(self, choices: Iterable[tuple[str, int]], held: int | None) -> None:
        """Offer these; where there is none, a name is asked for at once."""
        listed = list(choices)
        self.combo.offer([*listed, (self._new, NEW)])
        self._show_line(not listed)
        if listed:
            self.combo.show_value(held)

    def naming(self) -> bool:
        """Whether a name is being asked for."""
        return self.currentWidget() is self.line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the choices."""
        if event.key() == Qt.Key.Key_Escape and self.naming() and self.combo.count() > 1:
            self._show_line(False)
            self.combo.show_value(self.combo.itemData(0, Qt.ItemDataRole.UserRole))
            self.combo.setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self, value: object) -> None:
        if value == NEW:
            self._show_line(True)
            self.line.setFocus()
        elif isinstance(value, int):
            self.chosen.emit(value)

    def _settle(self) -> None:
        if not self.naming():
            self.settled.emit()

    def _name(self) -> None:
        if self.line.text().strip():
            self.named.emit(self.line.text().strip())

    def _show_line(self, naming: bool) -> None:
        self.line.clear()
        self.setCurrentWidget(self.line if naming else self.combo)
        self.setFocusProxy(self.line if naming else self.combo)


class CaptureSetup(QFrame):
    """Activity, question, table and group.

    Signals:
        changed: the table or the group is another one.
        left: the keyboard goes on to the line.
    """

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.activity = PickOrName("Activity", "New workshop…", "Name of the workshop")
        self.question = PickOrName("Question", "New question…", "The question discussed")
        self.table = QLineEdit()
        self.table.setAccessibleName("Table")
        self.table.setPlaceholderText("e.g. Table 3")
        self._tables = QStringListModel(self)
        finder = QCompleter(self._tables, self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table.setCompleter(finder)
        self.group = EndingCombo("Stakeholder group")
        self._fields = [
            Field("Activity", self.activity),
            Field("Question", self.question),
            Field("Table", self.table),
            Field("Stakeholder group", self.group),
        ]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 16)))
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._columns = 0
        self._arrange(WIDE)
        self._connect()

    def _connect(self) -> None:
        self.activity.settled.connect(lambda: self._go_on(self.question))
        self.question.settled.connect(lambda: self._go_on(self.table))
        self.table.textChanged.connect(self.changed)
        self.table.returnPressed.connect(lambda: self._go_on(self.group))
        self.group.chosen.connect(self.changed)
        self.group.activated.connect(lambda _place: self._later(self.left.emit))

    def offer_groups(self, groups: Iterable[tuple[str, int]]) -> None:
        """Offer these stakeholder groups, the one that holds now still held."""
        held = self.group_id
        self.group.offer([("No group", None), *groups])
        self.group.show_value(held)

    def offer_tables(self, names: Iterable[str]) -> None:
        """Tables that were used before."""
        self._tables.setStringList(list(names))

    @property
    def group_id(self) -> int | None:
        """The group of whoever speaks, unless a contribution says otherwise."""
        value = self.group.currentData(Qt.ItemDataRole.UserRole)
        return value if isinstance(value, int) else None

    @property
    def table_name(self) -> str:
        """The table that is typed at."""
        return self.table.text().strip()

    def minimumSizeHint(self) -> QSize:
        """Fields are never squeezed: the list below gives way."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many fields in a line as there is room for."""
        super().resizeEvent(event)
        width = event.size().width()
        self._arrange(WIDE if width >= theme.px(500) else 2 if width >= theme.px(320) else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self._fields):
            self._grid.addWidget(field, place // columns, place % columns)
        for column in range(WIDE):
            stretch = (3, 4, 2, 3)[column] if columns == WIDE else int(column < columns)
            self._grid.setColumnStretch(column, stretch)

    def _go_on(self, field: QWidget) -> None:
        self._later(field.setFocus)

    def _later(self, step: object) -> None:
        QTimer.singleShot(0, self, step)  # type: ignore[call-overload]  # after the list has closed
