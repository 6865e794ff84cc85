"""Coded comments to look at again, as a card beside the codebook."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.codebook import LookAgain
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import recoding
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain

_SHOWN = 100
_NONE = (
    "Nothing. A theme added later puts the comments here that were coded before and that it may"
    " belong on."
)
_CommentRole = Qt.ItemDataRole.UserRole + 1


class LookAgainCard(QFrame):
    """How many there are and why, to open them in the workbench or to say they are done."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._session = session
        self.count = 0
        self.title = label("", "heading", wrap=True)
        self.hint = label(_NONE, "hint", wrap=True)
        self.list = QListWidget()
        self.open_button = button("Open them", on_click=self.open_comments)
        self.done_button = button("Looked at", "quiet", on_click=self.done)
        self.all_done_button = button("All looked at", "quiet", on_click=self.all_done)
        self._build()

    def _build(self) -> None:
        self.list.setAccessibleName("Comments to look at again")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemActivated.connect(lambda _: self.open_comments())
        self.open_button.setToolTip("Show them in the workbench, one after the other")
        self.done_button.setToolTip("Take the chosen ones off this list")
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addWidget(self.list)
        line = QWidget()
        deeds = FlowLayout(line, gap=theme.px(8))
        for each in (self.open_button, self.done_button, self.all_done_button):
            deeds.addWidget(each)
        column.addWidget(line)

    def load(self) -> None:
        """Read them anew."""
        workspace, exercise_id = self._session.workspace, self._session.exercise_id
        self.count = recoding.waiting(workspace, exercise_id)
        listed = recoding.listed(workspace, exercise_id, _SHOWN) if self.count else []
        self.title.setText(f"To look at again ({self.count:,})")
        chosen = self.list.currentRow()
        self.list.clear()
        for each in listed:
            self.list.addItem(_item(each))
        self.list.setCurrentRow(min(max(chosen, 0), len(listed) - 1))
        line = self.list.fontMetrics().lineSpacing()
        self.list.setFixedHeight(round(line * min(max(3 * len(listed), 4), 12) + theme.px(16)))
        self.hint.setText(_first_of(len(listed)) if len(listed) == _SHOWN else _NONE)
        self.hint.setVisible(not listed or len(listed) == _SHOWN)
        for part in (self.list, self.open_button, self.done_button, self.all_done_button):
            part.setVisible(bool(listed))

    def open_comments(self) -> None:
        """Show them all in the workbench."""
        self._session.show_comments(CommentFilter(state=CodingState.RECODE))

    def done(self) -> None:
        """The chosen ones have been looked at, for whatever reason. Undoable."""
        comments = [item.data(_CommentRole) for item in self.list.selectedItems()]
        self._session.act(recoding.done, comments)

    def all_done(self) -> None:
        """Everything has been looked at. Undoable."""
        count, session = self.count, self._session
        if session.act(recoding.all_done, session.exercise_id):
            comments = "1 comment" if count == 1 else f"{count:,} comments"
            session.said.emit(f"{comments} marked as looked at. Undo brings them back.")


def _first_of(count: int) -> str:
    return f"The first {count:,}; the workbench has all of them."


def _item(each: LookAgain) -> QListWidgetItem:
    words = " ".join(each.text.split())
    item = QListWidgetItem(f"{each.reason}\n{words[:160]}{'…' if len(words) > 160 else ''}")
    item.setToolTip(plain(each.text))
    item.setData(_CommentRole, each.comment_id)
    return item
