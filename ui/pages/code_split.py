"""Splitting a theme: new themes by name, and which of its comments go to which."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Theme
from engage_app.services.codebook import ThemeDetails
from engage_app.services.codebook_changes import SplitPart, split_preview
from engage_app.services.workspace import Workspace
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.tips import plain

_MOST_PARTS, _MOST_ROWS = 9, 300
_WAITS = 250  # milliseconds after the last key
_STAYS = -1
_CommentRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class _Line:
    """One new theme as it is typed."""

    name: QLineEdit
    keywords: QLineEdit


class _CommentList(QTreeView):
    """The comments; a digit sends those chosen to the part of that number, 0 lets them stay.

    Signals:
        sent: the number of a part, from 0, or −1.
    """

    sent = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose where to."""
        if event.text().isdigit() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)


class SplitDialog(QDialog):
    """Asks how to split a theme; whoever opened it splits and closes it.

    Args:
        given: the theme to split.

    Signals:
        asked: the officer wants it done: see `parts` and `below`.
    """

    asked = Signal()

    def __init__(self, parent: QWidget, workspace: Workspace, given: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Split theme")
        self._workspace, self._theme = workspace, given
        self._by_hand: dict[int, int] = {}
        self._goes: dict[int, tuple[int, ...]] = {}
        self.lines: list[_Line] = []
        self.below = QCheckBox(f"Put the new themes below “{given.name}”".replace("&", "&&"))
        self.model = QStandardItemModel(0, 2)
        self.list = _CommentList()
        self.where = ChoiceBox("Send the chosen comments to")
        self.tally = label("", "hint", wrap=True)
        self.more_button = button("Another theme", "quiet", icon="add", on_click=self.add_line)
        self.split_button = button("Split", "primary", on_click=self.asked.emit)
        self._later = QTimer(self, singleShot=True, interval=_WAITS)
        self._later.timeout.connect(self.preview)
        self._build()
        self.add_line()
        self.add_line()
        self.preview()
        self.lines[0].name.setFocus()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        for column, words in enumerate(("New theme", "Keywords of the comments it takes")):
            self._grid.addWidget(label(words, "strong"), 0, column)
            self._grid.setColumnStretch(column, 1 + column)
        self.list.setModel(self.model)
        self.list.setAccessibleName("Comments of the theme, and where they go")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.sent.connect(self.send)
        self.where.activated.connect(lambda _: self.send(int(self.where.currentData())))
        sending = QHBoxLayout()
        sending.addWidget(label("Send the chosen ones to"))
        sending.addWidget(self.where, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("Cancel", on_click=self.reject))
        buttons.addWidget(self.split_button)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(12))
        words = (
            f"Comments of “{self._theme.name}”, coded or to review, go to the new themes by their"
            " keywords, or by the number you press on them below. All others stay; no coding is"
            " lost."
        )
        layout.addWidget(label(words, wrap=True))
        layout.addLayout(self._grid)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.below)
        layout.addWidget(self.tally)
        layout.addWidget(self.list, 1)
        layout.addLayout(sending)
        layout.addLayout(buttons)
        self.resize(theme.px(720), theme.px(620))

    def add_line(self) -> None:
        """A further new theme."""
        number = len(self.lines) + 1
        line = _Line(QLineEdit(), QLineEdit())
        line.name.setAccessibleName(f"Name of new theme {number}")
        line.name.setPlaceholderText(f"{number}")
        line.keywords.setAccessibleName(f"Keywords of new theme {number}")
        line.keywords.setPlaceholderText("bus; bus stop*")
        for column, field in enumerate((line.name, line.keywords)):
            self._grid.addWidget(field, number, column)
            field.textChanged.connect(lambda _: self._later.start())
        self.lines.append(line)
        self.more_button.setEnabled(number < _MOST_PARTS)
        line.name.setFocus()

    def parts(self) -> list[SplitPart]:
        """The new themes that have a name, and what they take."""
        named = [number for number, line in enumerate(self.lines) if line.name.text().strip()]
        if self._later.isActive():
            self.preview()
        found = []
        for number in named:
            line = self.lines[number]
            comments = None
            if self._by_hand:
                comments = frozenset(key for key, to in self._goes.items() if number in to)
            details: ThemeDetails = {"name": line.name.text(), "keywords": line.keywords.text()}
            found.append(SplitPart(details, comments))
        return found

    def send(self, part: int) -> None:
        """The comments chosen go to a part (from 0), or stay (−1)."""
        if not _STAYS <= part < len(self.lines):
            return
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        for row in rows:
            self._by_hand[self.model.item(row).data(_CommentRole)] = part
        self.preview()
        if rows and rows[-1] + 1 < self.model.rowCount() and len(rows) == 1:
            self.list.setCurrentIndex(self.model.index(rows[0] + 1, 0))

    def preview(self) -> None:
        """Show where the comments go by what is typed and chosen."""
        self._later.stop()
        keywords = [line.keywords.text() if line.name.text().strip() else "" for line in self.lines]
        listed = split_preview(self._workspace, self._theme.id, keywords)
        self._goes = {}
        for key, _, to in listed:
            by_hand = self._by_hand.get(key)
            self._goes[key] = to if by_hand is None else tuple({by_hand} - {_STAYS})
        self._show([(key, text) for key, text, _ in listed])
        stays = sum(not to for to in self._goes.values())
        first = f" The list has the first {_MOST_ROWS}." if len(listed) > _MOST_ROWS else ""
        self.tally.setText(f"{len(listed) - stays:,} of {len(listed):,} comments move.{first}")
        self.split_button.setEnabled(any(line.name.text().strip() for line in self.lines))
        self.where.clear()
        self.where.addItem(f"0  Stays in “{self._theme.name}”", _STAYS)
        for number in range(len(self.lines)):
            self.where.addItem(f"{number + 1}  {self._name(number)}", number)

    def _show(self, listed: list[tuple[int, str]]) -> None:
        chosen = self.list.currentIndex().row()
        self.model.clear()
        self.model.setHorizontalHeaderLabels(["Goes to", "Comment"])
        for key, text in listed[:_MOST_ROWS]:
            to = ", ".join(self._name(number) for number in self._goes[key])
            cells = [QStandardItem(words) for words in (to or "Stays", " ".join(text.split()))]
            for cell in cells:
                cell.setEditable(False)
                cell.setData(key, _CommentRole)
                cell.setToolTip(plain(text))
            self.model.appendRow(cells)
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.list.setColumnWidth(0, theme.px(160))
        header.setStretchLastSection(True)
        if 0 <= chosen < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(chosen, 0))

    def _name(self, number: int) -> str:
        return self.lines[number].name.text().strip() or f"New theme {number + 1}"
