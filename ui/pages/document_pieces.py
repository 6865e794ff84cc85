"""The paragraphs of a letter: taken in or left out, joined, split; the words stay as they are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.pieces import Piece, split, turned, with_next
from ui.pages.exercises_list import counted
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.words_typed import letters_before

_WHY = {"greeting": "greeting", "signature": "signature", "quoted": "quoted from before"}
_SPLIT_HELP = "To split it, put the cursor where the second part begins and press Ctrl+Enter."


class PieceList(QWidget):
    """What will be a comment, and what won't.

    Signals:
        changed: the pieces are others now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Piece] = []
        self._past: list[tuple[list[Piece], int]] = []
        self.count = label("", "strong", wrap=True)
        self.list = QListWidget()
        self.words = QPlainTextEdit()
        self.buttons: dict[str, QPushButton] = {}
        self._dress()
        self._build()
        self.list.currentRowChanged.connect(self._show_words)
        self.list.itemChanged.connect(lambda item: self._checked(self.list.row(item)))

    def _dress(self) -> None:
        self.list.setAccessibleName("Paragraphs")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.words.setAccessibleName("The paragraph chosen")
        self.words.setAccessibleDescription(_SPLIT_HELP)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        # A cursor to say where to split, in words that can't be changed.
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.words.setFixedHeight(round(self.words.fontMetrics().lineSpacing() * 5 + theme.px(22)))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        line = QWidget()
        flow = FlowLayout(line, gap=theme.px(8))
        actions: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("Join with next", "Ctrl+J", self.join),
            ("Split at the cursor", "Ctrl+Return", self.split),
            ("Take back", "Ctrl+Z", self.take_back),
        )
        for name, keys, slot in actions:
            made = button(name, "quiet", on_click=slot)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{name} ({native})")
            self.buttons[name] = made
            flow.addWidget(made)
        column.addWidget(line)
        column.addWidget(self.words)
        column.addWidget(label(_SPLIT_HELP, "hint", wrap=True))

    @property
    def pieces(self) -> list[Piece]:
        """All of them, those left out too."""
        return list(self._pieces)

    @property
    def kept(self) -> tuple[str, ...]:
        """The words of those that will be comments."""
        return tuple(piece.text for piece in self._pieces if piece.kept)

    def show_pieces(self, pieces: Sequence[Piece], row: int = 0) -> None:
        """Begin with these."""
        self._past.clear()
        self._put(list(pieces), row)

    def add(self, pieces: Sequence[Piece]) -> None:
        """Append more: an attachment was read."""
        self._change([*self._pieces, *pieces], len(self._pieces))

    def join(self) -> None:
        """Join the piece chosen with the next."""
        row = self.list.currentRow()
        self._change(with_next(self._pieces, row), row)

    def split(self) -> None:
        """Split the piece chosen at the cursor below; the second part is chosen then."""
        row = self.list.currentRow()
        place = letters_before(self.words, self.words.textCursor().position())
        after = split(self._pieces, row, place)
        self._change(after, row + 1 if len(after) > len(self._pieces) else row)

    def take_back(self) -> None:
        """As it was before the last change here."""
        if self._past:
            self._put(*self._past.pop())
            self.changed.emit()

    def _change(self, pieces: list[Piece], row: int) -> None:
        if pieces != self._pieces:
            self._past.append((self._pieces, self.list.currentRow()))
            self._put(pieces, row)
            self.changed.emit()

    def _checked(self, row: int) -> None:
        item = self.list.item(row)
        if (item.checkState() == Qt.CheckState.Checked) != self._pieces[row].kept:
            self._change(turned(self._pieces, row), row)

    def _put(self, pieces: list[Piece], row: int) -> None:
        """Show these; lines that say so already stay, for one may be in the middle of a click."""
        self._pieces = pieces
        with QSignalBlocker(self.list):
            while self.list.count() > len(pieces):
                self.list.takeItem(self.list.count() - 1)
            for place, piece in enumerate(pieces):
                if place == self.list.count():
                    self.list.addItem(QListWidgetItem())
                _fill(self.list.item(place), piece)
            self.list.setCurrentRow(min(max(row, 0), len(pieces) - 1))
        self.list.scrollToItem(self.list.currentItem())
        self._show_words(self.list.currentRow())
        kept, left = len(self.kept), len(pieces) - len(self.kept)
        rest = f", {counted(left, 'paragraph')} left out" if left else ""
        self.count.setText(f"{counted(kept, 'comment')}{rest}")
        self.buttons["Take back"].setEnabled(bool(self._past))

    def _show_words(self, row: int) -> None:
        text = self._pieces[row].text if 0 <= row < len(self._pieces) else ""
        if self.words.toPlainText() != text:
            self.words.setPlainText(text)
            self.words.moveCursor(QTextCursor.MoveOperation.Start)
        self.buttons["Join with next"].setEnabled(0 <= row < len(self._pieces) - 1)


def _fill(item: QListWidgetItem, piece: Piece) -> None:
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setText(piece.text)
    item.setCheckState(Qt.CheckState.Checked if piece.kept else Qt.CheckState.Unchecked)
    item.setForeground(theme.colour("text" if piece.kept else "muted"))
    why = _WHY.get(piece.why, "")
    state = "a comment" if piece.kept else "left out"
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole,
        f"{state}{f' ({why})' if why else ''}: {piece.text}",
    )
    item.setToolTip(f"Taken for: {why}" if why else "")
