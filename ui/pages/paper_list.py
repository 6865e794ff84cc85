"""The forms of a pile that were keyed in: number, who, when, how far."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from engage_app.domain.paper_forms import FormState, KeyedForm
from ui.pages.exercise_dates import in_words
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain

FormRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
HEADS = ("Form", "Keyed in by", "When", "State")
_ROOT = QModelIndex()
_STATES = {
    FormState.FILED: "Filed",
    FormState.ONCE: "Waits for its second entry",
    FormState.TO_SETTLE: "To settle",
    FormState.AGAIN: "Keyed in on two computers",
}


def state_in_words(form: KeyedForm) -> str:
    """How far a form is, and what was kept as the paper has it."""
    note = f", as on the paper: {form.note}" if form.note else ""
    return f"{_STATES[form.state]}{note}"


def who(form: KeyedForm) -> str:
    """Whoever keyed it in, each once."""
    return ", ".join(dict.fromkeys(entry.entered_by or "Somebody" for entry in form.entries))


def when(form: KeyedForm) -> str:
    """When it was last keyed in, by the clock on the wall."""
    latest = max(entry.entered_at for entry in form.entries)
    try:
        then = datetime.fromisoformat(latest).astimezone()
    except ValueError:
        return in_words(latest)
    return f"{in_words(then.date().isoformat())}, {then:%H:%M}"


class _Forms(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.forms: Sequence[KeyedForm] = ()

    def show(self, forms: Sequence[KeyedForm]) -> None:
        self.beginResetModel()
        self.forms = forms
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.forms)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        form = self.forms[index.row()]
        if role == FormRole:
            return form
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = (str(form.number), who(form), when(form), state_in_words(form))[index.column()]
        return plain(words) if role == Qt.ItemDataRole.ToolTipRole else words


class FormsPanel(QWidget):
    """The table; Enter opens a form to look at or correct, Delete takes it out.

    Signals:
        opened: a KeyedForm.
        remove_wanted: a KeyedForm.
    """

    opened = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Forms()
        self.table = QTableView()
        self.table.setModel(self._rows)
        self.table.setAccessibleName("Forms keyed in")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.open_button = button("Open", "primary", on_click=self.open_chosen)
        self.open_button.setToolTip("Look at it or correct it (Enter)")
        self.remove_button = button("Remove", "quiet", icon="remove", on_click=self.remove_chosen)
        self.remove_button.setToolTip("Take the form out again (Del)")
        self.nothing = EmptyState(
            "edit",
            "Nothing keyed in yet",
            "Every form appears here as soon as it is keyed in, to be looked at and corrected.",
        )
        self._build()
        self.table.doubleClicked.connect(lambda _index: self.open_chosen())

    def _build(self) -> None:
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap=theme.px(8))
        flow.addWidget(self.open_button)
        flow.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.nothing, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons)

    def show_forms(self, forms: Sequence[KeyedForm]) -> None:
        """Show these; the one chosen stays so, else the last one is."""
        row = self.table.currentIndex().row()
        kept = self._rows.forms[row].number if 0 <= row < len(self._rows.forms) else 0
        self._rows.show(forms)
        there = bool(forms)
        self.nothing.setVisible(not there)
        self.table.setVisible(there)
        self._buttons.setVisible(there)
        if there:
            numbers = [form.number for form in forms]
            place = numbers.index(kept) if kept in numbers else len(forms) - 1
            self.table.selectRow(place)
            self.table.scrollTo(self._rows.index(place, 0))

    def begin(self) -> None:
        """The keyboard goes to the table."""
        self.table.setFocus()

    def chosen(self) -> KeyedForm | None:
        """The form chosen."""
        found = self.table.currentIndex().data(FormRole)
        return found if isinstance(found, KeyedForm) else None

    def open_chosen(self) -> None:
        """Open the form chosen."""
        if (form := self.chosen()) is not None:
            self.opened.emit(form)

    def remove_chosen(self) -> None:
        """Take out the form chosen."""
        if (form := self.chosen()) is not None:
            self.remove_wanted.emit(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes out."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_chosen()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.open_chosen()
        else:
            super().keyPressEvent(event)
