"""The grid of the Code page: many comments in sight, sorted by anything, several coded at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Theme
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import browsing, codebook, coding, notes, queueing
from engage_app.services.workspace import Workspace
from ui.pages.code_filters import FilterGrid
from ui.pages.code_grid_table import GridTable
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_box import SearchBox

_STATES = (
    ("All comments", CodingState.ANY),
    ("Not coded yet", CodingState.UNCODED),
    ("Proposals to review", CodingState.TO_REVIEW),
    ("Coded", CodingState.CODED),
    ("To look at again", CodingState.RECODE),
)
_KEYS = (
    "A digit puts its theme on every row selected, Backspace takes the theme chosen off them again,"
    " F flags, Enter opens the comment in the workbench. Click a heading to sort."
)
_MANY = 500  # comments coded at once in the window's thread


class GridTab(LiveTab):
    """One row a comment, its attributes beside it."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"comment", "coding", "theme", "response", "response_group", "comment_note", "redaction"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = 0
        self._by_key: dict[str, Theme] = {}
        self.search = SearchBox("Search the comments")
        self.state = QComboBox()
        self.state.setAccessibleName("How far coded")
        for words, state in _STATES:
            self.state.addItem(words, state)
        self.more = button("Filters", "quiet")
        self.more.setCheckable(True)
        self.filters = FilterGrid(self._refilter, self._clear)
        self.table = GridTable(session)
        self.count = label("", "hint")
        self.theme = ChoiceBox("Theme for the rows selected")
        self.put = button("Put on selected", "primary", on_click=self._put_chosen)
        self.take_off = button("Take off", "quiet", on_click=self._take_chosen_off)
        self.open = button("Open in the workbench", "quiet", on_click=self._open_current)
        self._stack = self.stack()
        self._build()
        self._connect()

    def _build(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(theme.px(8))
        above.addWidget(self.search, 2)
        above.addWidget(self.state, 1)
        above.addWidget(self.more)
        below = QHBoxLayout()
        below.setSpacing(theme.px(8))
        below.addWidget(self.count, 1)
        below.addWidget(self.theme, 1)
        for each in (self.put, self.take_off, self.open):
            below.addWidget(each)
        self.filters.hide()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(above)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(label(_KEYS, "hint", wrap=True))
        layout.addLayout(below)
        self._stack.addWidget(inside)
        self._stack.addWidget(
            EmptyState(
                "code",
                "No comments to code yet",
                "Import a survey first. Its free-text answers come here, one row each.",
                action="Go to Collect",
                on_action=lambda: self.session.page_wanted.emit("collect"),
            )
        )
        self.setFocusProxy(self.table)
        self.table.installEventFilter(self)

    def _connect(self) -> None:
        self.search.searched.connect(self._refilter)
        self.state.currentIndexChanged.connect(self._refilter)
        self.more.toggled.connect(self.filters.setVisible)
        self.table.sorted.connect(self._refilter)
        self.table.selected.connect(lambda _count: self._say_count())
        self.table.doubleClicked.connect(lambda _index: self._open_current())

    def load(self) -> None:
        """Read themes, filters and the comments anew."""
        session = self.session
        anything = browsing.has_comments(session.workspace, session.exercise_id)
        self._stack.setCurrentIndex(0 if anything else 1)
        self.filters.fill(session)
        self._fill_themes()
        self._refilter()

    def update_from(self, changes: Changes) -> None:
        """Coding changes rows, not which there are: they stay where they are while one works."""
        if changes.tables & {"theme"}:
            self._fill_themes()
        if changes.tables <= {"coding", "comment_note", "theme", "response", "redaction"}:
            self.table.rows.reread()
            self._say_count()
        else:
            self._refilter()

    def wanted(self) -> CommentFilter:
        """What is asked for now."""
        return replace(
            self.filters.chosen(CommentFilter()),
            words=self.search.text(),
            state=CodingState(self.state.currentData()),
        )

    def assign(self, theme_id: int) -> None:
        """Put a theme on every comment selected."""
        self._do(coding.add_coding, self.table.selected_ids(), theme_id)

    def _take_off(self, theme_id: int) -> None:
        """Take a theme off every comment selected."""
        self._do(coding.take_off, self.table.selected_ids(), theme_id)

    def _do(
        self, write: Callable[[Workspace, list[int], int], Changes], ids: list[int], theme_id: int
    ) -> None:
        """Do it to many comments beside the window, to a few at once."""
        session = self.session
        if not ids or not theme_id:
            return
        if len(ids) <= _MANY:
            session.act(write, ids, theme_id)
        else:
            workspace = session.workspace
            task = session.runner.run(
                lambda _progress: write(workspace, ids, theme_id),
                session.changed.emit,
                session.failed.emit,
                writes=True,
            )
            session.working.emit(task, f"Coding {len(ids):,} comments")
        self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Do what a key asks; tells whether it asked anything."""
        keypad = Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~keypad:
            return False
        if event.text().isdigit():
            found = self._by_key.get(event.text())
            if found:
                self.theme.setCurrentIndex(self.theme.findData(found.id))
                self.assign(found.id)
            return True
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open_current()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self._take_chosen_off()
            case Qt.Key.Key_F:
                self._flag()
            case Qt.Key.Key_Slash:
                self.theme.setFocus()
                self.theme.showPopup()
            case _:
                return False
        return True

    def _flag(self) -> None:
        key = self.table.current_id()
        row = self.table.rows.pages.row(self.table.currentIndex().row()) if key else None
        if row is not None:
            self.session.act(notes.set_flag, key, flagged=not row.flagged)

    def _put_chosen(self) -> None:
        self.assign(self.theme.currentData() or 0)

    def _take_chosen_off(self) -> None:
        if chosen := self.theme.currentData():
            self._take_off(chosen)

    def _open_current(self) -> None:
        key = self.table.current_id()
        row = self.table.rows.pages.row(self.table.currentIndex().row()) if key else None
        if row is not None:
            wanted = CommentFilter(
                response_ids=(row.response_id,), response_ids_title="the comment from the grid"
            )
            self.session.comments_wanted.emit(wanted)

    def _fill_themes(self) -> None:
        session, kept = self.session, self.theme.currentData()
        listed = codebook.themes(session.workspace, session.exercise_id)
        offered = [each for each in listed if not each.retired]
        self._by_key = {each.shortcut: each for each in offered if each.shortcut}
        self.theme.clear()
        self.theme.addItem("Choose a theme", 0)
        for each in offered:
            words = f"{each.name}  [{each.shortcut}]" if each.shortcut else each.name
            self.theme.addItem(words, each.id)
        self.theme.setCurrentIndex(max(self.theme.findData(kept), 0))

    def _refilter(self, *_: object) -> None:
        session = self.session
        if not session.has_exercise:
            return
        active = self.filters.active()
        self.more.setText(f"Filters ({active})" if active else "Filters")
        workspace, exercise_id, wanted = session.workspace, session.exercise_id, self.wanted()
        order, descending = self.table.order, self.table.descending
        self._asked += 1
        asked = self._asked
        if not order:
            first = queueing.beginning(workspace, exercise_id, wanted)
            self.table.show_ids(first.ids)
            self._say_count()
            if first.whole:
                return
        session.runner.run(
            lambda progress: (
                queueing.in_order(workspace, exercise_id, wanted, order, descending=descending)
                if order
                else queueing.every(workspace, exercise_id, wanted, progress)
            ),
            lambda ids: self._show(asked, ids),
            session.failed.emit,
        )

    def _show(self, asked: int, ids: Sequence[int]) -> None:
        if asked == self._asked:
            self.table.show_ids(ids)
            self._say_count()

    def _say_count(self) -> None:
        count, chosen = len(self.table.rows.pages.ids), self.table.selected_count()
        words = "1 comment" if count == 1 else f"{count:,} comments"
        self.count.setText(f"{words}, {chosen:,} selected")
        for each in (self.put, self.take_off, self.open):
            each.setEnabled(chosen > 0)

    def _clear(self) -> None:
        self.filters.choose(CommentFilter())
        self._refilter()
