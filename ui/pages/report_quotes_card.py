"""One quotation as a card: its words, under what name it is printed, and what can be decided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engage_app.domain.quotation import PickStatus
from engage_app.services.quoting_desk import Proposal
from ui.pages.report_quotes_words import covered_in_words, marked
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REFUSES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuoteCard(QFrame):
    """A quotation to be picked or refused.

    Signals:
        picked, refused, cleared, edited, source_wanted: what the officer decided, or wants.
        moved: by how many places it is to be printed earlier or later.
        left: by how many cards the cursor moves on.
    """

    picked = Signal()
    refused = Signal()
    cleared = Signal()
    edited = Signal()
    source_wanted = Signal()
    moved = Signal(int)
    left = Signal(int)

    def __init__(self, shown: Proposal, number: int, count: int, *, movable: bool = False) -> None:
        super().__init__()
        self.shown = shown
        self._movable = movable  # others are picked too
        self.setProperty("surface", "card")
        self.setObjectName("quote")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.standing = label("", "strong", wrap=True)
        self.words = label("", wrap=True)
        self.pick = button("Pick", on_click=self._turn)
        self.refuse = button("Refuse", "quiet", on_click=self._turn_down)
        self.edit = button("Edit excerpt", "quiet", icon="edit", on_click=self.edited.emit)
        self.source = button("Show source", "quiet", on_click=self.source_wanted.emit)
        self.earlier = button("Print earlier", "quiet", on_click=lambda: self.moved.emit(-1))
        self.later = button("Print later", "quiet", on_click=lambda: self.moved.emit(1))
        self._facts = [label(text, "hint", wrap=True) for text in _facts(shown)]
        self._build()
        self.show_status(shown.status)
        place = f"Quotation {number} of {count}"
        spoken = ". ".join([self.standing.text(), shown.text, *_facts(shown)])
        self.setAccessibleName(f"{place}. {spoken}")
        self.setAccessibleDescription(
            "Enter picks it or takes it back, Delete refuses it, E edits the excerpt, S shows the "
            "source, the arrows move on."
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        margin = theme.px(14)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(6))
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setText(marked(self.shown.text))
        column.addWidget(self.standing)
        column.addWidget(self.words)
        if self.shown.trouble:
            column.addWidget(label(f"Not printed: {self.shown.trouble}.", "error", wrap=True))
        for fact in self._facts:
            column.addWidget(fact)
        line = QWidget()
        deeds = FlowLayout(line, gap=theme.px(4))
        for each in (self.pick, self.refuse, self.edit, self.source, self.earlier, self.later):
            deeds.addWidget(each)
            each.setAccessibleDescription(f"Quotation: {self.shown.text[:60]}")
        column.addWidget(line)

    def show_status(self, status: PickStatus | None) -> None:
        """Show what was decided on it."""
        self.status = status
        picked, refused = status is PickStatus.PICKED, status is PickStatus.REFUSED
        self.standing.setText(_standing(self.shown, status))
        self.pick.setText("Take back" if picked else "Pick")
        self.refuse.setText("Propose again" if refused else "Refuse")
        self.edit.setVisible(not refused)
        for each in (self.earlier, self.later):
            each.setVisible(picked and self._movable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide without the mouse."""
        key = Qt.Key(event.key())
        along = _MOVES.get(key, 0)
        if key in _ENTER:
            self._turn()
        elif key in _REFUSES:
            self._turn_down()
        elif key == Qt.Key.Key_E and self.status is not PickStatus.REFUSED:
            self.edited.emit()
        elif key == Qt.Key.Key_S:
            self.source_wanted.emit()
        elif along and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.status is PickStatus.PICKED:
                self.moved.emit(along)
        elif along:
            self.left.emit(along)
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        (self.cleared if self.status is PickStatus.PICKED else self.picked).emit()

    def _turn_down(self) -> None:
        (self.cleared if self.status is PickStatus.REFUSED else self.refused).emit()


def _standing(shown: Proposal, status: PickStatus | None) -> str:
    if status is PickStatus.PICKED:
        return "Picked, but not printed" if shown.trouble else "Picked"
    if status is PickStatus.REFUSED:
        return "Refused"
    return (
        "Proposed: printed unless you pick others or refuse it"
        if shown.printed
        else "Another proposal"
    )


def _facts(shown: Proposal) -> list[str]:
    """What an officer has to know before deciding, a line each."""
    position = f"Position: {shown.position}"
    return [
        f"Printed as “{shown.label}”, which stands for {shown.stands_for}",
        f"{position}. Group: {shown.group}" if shown.group else position,
        f"Permission: {shown.permission}",
        *covered_in_words(shown.covered),
    ]
