"""Code: where an officer puts themes on comments, for days. Everything is a key away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSplitter, QTextEdit

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, coding, sentiment, tagging
from ui.pages.code_codebook import CodebookPanel
from ui.pages.code_comment import CommentPanel
from ui.pages.code_queue import QueuePanel
from ui.session import Session
from ui.theme import theme
from ui.widgets.page import Page

KEYS = (
    ("↑ ↓", "The comment before, the next one"),
    ("1 … 9, 0", "Put the theme with that key on the comment, or on the words selected"),
    ("/", "Find a theme by typing; Enter puts it on"),
    ("Enter", "Accept the first proposal; where there is none, go on"),
    ("Backspace", "Reject the first proposal; where there is none, take the last theme off"),
    ("N", "The next comment without a theme"),
    ("P", "Position of the respondent"),
    ("S", "Sentiment: positive, neutral, negative in turn"),
    ("Shift and arrows", "Select words in the comment, after Tab has gone there"),
    ("Ctrl+F", "Search the comments"),
    ("Ctrl+Z, Ctrl+Y", "Undo, redo"),
)
_SHOWN = {"coding", "theme", "comment", "response", "response_group"}
_RELIST = {"comment", "response", "response_group", "stakeholder_group", "theme", "activity"}
_TONES = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)


class CodePage(Page):
    """The queue on the left, the comment in the middle, the codebook on the right."""

    key = "code"
    title = "Code"
    icon_name = "code"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.queue = QueuePanel(session)
        self.comment = CommentPanel()
        self.codebook = CodebookPanel(session)
        self.rules = QPushButton("Apply keyword rules")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.rules.setToolTip("Let the keywords of the codebook propose themes for every comment")
        self.add_action(self.rules)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        for panel, stretch in ((self.queue, 3), (self.comment, 5), (self.codebook, 3)):
            panels.addWidget(panel)
            panels.setStretchFactor(panels.count() - 1, stretch)
        panels.setSizes([theme.px(280), theme.px(430), theme.px(330)])
        self.body.addWidget(panels, 1)
        for keyboard in (self.queue.list, self.comment.text, self.codebook.tree):
            keyboard.installEventFilter(self)

    def _connect(self) -> None:
        session = self._session
        self.queue.comment_chosen.connect(self._show)
        self.codebook.theme_chosen.connect(self.assign)
        self.comment.accepted.connect(lambda key: session.act(coding.accept, [key]))
        self.comment.rejected.connect(lambda key: session.act(coding.reject, [key]))
        self.comment.removed.connect(lambda key: session.act(coding.remove_codings, [key]))
        self.comment.position_set.connect(self._set_position)
        self.comment.sentiment_set.connect(self._set_sentiment)
        self.rules.clicked.connect(self.apply_rules)
        session.exercise_changed.connect(self._mark_stale)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read everything anew."""
        if self._session.has_exercise:
            self._stale = False
            self.codebook.refresh()
            self.queue.refresh()

    def show_comments(self, wanted: CommentFilter) -> None:
        """Show the comments that pass a filter: those behind a figure, say."""
        if self._stale:
            self.refresh()
        self.queue.show_filter(wanted)
        self.queue.list.setFocus()

    def assign(self, theme_id: int) -> None:
        """Put a theme on the comment, or on the words selected in it."""
        if not self.queue.current_id() or not theme_id:
            return
        passage = self.comment.text.selected_span()
        self._session.act(coding.add_coding, [self.queue.current_id()], theme_id, passage)
        self.queue.list.setFocus()

    def apply_rules(self) -> None:
        """Let the keyword rules propose codings, in the background."""
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        self.rules.setEnabled(False)

        def done(changes: Changes) -> None:
            self.rules.setEnabled(True)
            count = changes.count
            session.said.emit(
                f"Keyword rules changed {count:,} proposals."
                if count
                else "Nothing new to propose."
            )
            if changes:
                session.changed.emit(changes)

        def failed(error: Exception) -> None:
            self.rules.setEnabled(True)
            session.failed.emit(error)

        task = session.runner.run(
            lambda progress: coding.apply_rules(workspace, exercise_id, progress),
            done,
            failed,
            writes=True,
        )
        task.signals.cancelled.connect(lambda: self.rules.setEnabled(True))
        session.working.emit(task, "Applying keyword rules")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            in_text = watched is self.comment.text
            return self._pressed(event, in_text=in_text) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QComboBox)
        if typing or not self._pressed(event, in_text=False):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self.queue.list.setFocus()

    def _pressed(self, event: QKeyEvent, *, in_text: bool) -> bool:
        """Do what a key asks; tells whether it asked anything."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_F:
            self.queue.search.setFocus()
            return True
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        if event.text().isdigit():
            self.assign(self.codebook.theme_of_key(event.text()))
            return True
        if event.text() == "/":
            self.codebook.start_finding()
            return True
        return self._pressed_letter(event.key(), in_text=in_text)

    def _pressed_letter(self, key: int, *, in_text: bool) -> bool:
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Return: self._accept_or_next,
            Qt.Key.Key_Enter: self._accept_or_next,
            Qt.Key.Key_Backspace: self._reject_or_remove,
            Qt.Key.Key_Delete: self._reject_or_remove,
            Qt.Key.Key_N: self._next_uncoded,
            Qt.Key.Key_P: self._open_positions,
            Qt.Key.Key_S: self._next_sentiment,
        }
        if not in_text:  # in the text the arrows move the cursor
            actions |= {
                Qt.Key.Key_Up: lambda: self.queue.step(-1),
                Qt.Key.Key_Down: lambda: self.queue.step(1),
            }
        wanted = actions.get(Qt.Key(key))
        if wanted is None or self._in_codebook(key):
            return False
        wanted()
        return True

    def _in_codebook(self, key: int) -> bool:
        """In the tree the arrows move and Enter takes the theme there."""
        own = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return self.codebook.tree.hasFocus() and key in own

    def _accept_or_next(self) -> None:
        if proposal := self.comment.first_proposal():
            self._session.act(coding.accept, [proposal])
        elif not self.queue.step(1):
            self._session.said.emit("That was the last comment in this list.")

    def _reject_or_remove(self) -> None:
        if proposal := self.comment.first_proposal():
            self._session.act(coding.reject, [proposal])
        elif last := self.comment.last_accepted():
            self._session.act(coding.remove_codings, [last])

    def _next_uncoded(self) -> None:
        if not self.queue.next_uncoded():
            self._session.said.emit("Every comment in this list has a theme.")

    def _open_positions(self) -> None:
        self.comment.position.setFocus()
        self.comment.position.showPopup()

    def _next_sentiment(self) -> None:
        detail = self.comment.detail
        if detail is None:
            return
        tone = detail.row.sentiment
        place = (_TONES.index(tone) + 1) % len(_TONES) if tone else 0
        self._set_sentiment(_TONES[place].value)

    def _set_position(self, code: str) -> None:
        if self.comment.detail:
            response_id = self.comment.detail.row.response_id
            self._session.act(tagging.set_position, [response_id], code or None)

    def _set_sentiment(self, value: str) -> None:
        if self.comment.detail:
            tone = Sentiment(value) if value else None
            self._session.act(sentiment.correct, self.comment.detail.row.id, tone)

    def _show(self, comment_id: int) -> None:
        detail = (
            browsing.comment_detail(self._session.workspace, comment_id) if comment_id else None
        )
        self.comment.show_comment(detail, self.codebook.themes)

    def _changed(self, changes: Changes) -> None:
        if not changes.tables & (_SHOWN | _RELIST):
            return
        if not self.isVisible():
            self._stale = True
            return
        if changes.tables & {"coding", "theme"}:
            self.codebook.refresh()
        if changes.tables & _RELIST and not changes.tables <= {"comment", "response", "theme"}:
            self.queue.refresh()
        else:
            self.queue.reread()
        self._show(self.queue.current_id())

    def _mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()
