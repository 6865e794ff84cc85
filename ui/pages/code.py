"""Code: where an officer puts themes on comments, for days. Everything is a key away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStackedWidget, QTextEdit

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, coding, sentiment, tagging
from ui.pages.code_codebook import CodebookPanel
from ui.pages.code_comment import CommentPanel
from ui.pages.code_panels import CodePanels
from ui.pages.code_queue import QueuePanel
from ui.pages.scale_choices import every_position
from ui.session import Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page

_SHOWN = {"coding", "theme", "comment", "response", "response_group", "exercise"}
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
        self.panels = CodePanels(self.queue, self.comment, self.codebook)
        self.rules = QPushButton("Apply keyword rules")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.rules.setToolTip("Let the keywords of the codebook propose themes for every comment")
        self.add_action(self.rules)
        self.empty = EmptyState(
            "code",
            "No comments to code yet",
            "Import a survey first. Its free-text answers come here, one comment at a time.",
            action="Go to Collect",
            on_action=lambda: self._session.page_wanted.emit("collect"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panels)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
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
        session.failed.connect(self._show_what_holds)

    def refresh(self) -> None:
        """Read everything anew."""
        if self._session.has_exercise:
            self._stale = False
            session = self._session
            anything = browsing.has_comments(session.workspace, session.exercise_id)
            self._stack.setCurrentWidget(self.panels if anything else self.empty)
            self.rules.setEnabled(anything)
            self.codebook.refresh()
            self.queue.refresh()

    def show_comments(self, wanted: CommentFilter) -> None:
        """Show the comments that pass a filter: those behind a figure, say."""
        if self._stale:
            self.refresh()
        self.queue.show_filter(wanted)
        self._to_queue()

    def assign(self, theme_id: int) -> None:
        """Put a theme on the comment, or on the words selected in it."""
        if not self.queue.current_id() or not theme_id:
            return
        passage = self.comment.text.selected_span()
        self._session.act(coding.add_coding, [self.queue.current_id()], theme_id, passage)
        self._to_queue()

    def apply_rules(self) -> None:
        """Let the keyword rules propose codings, in the background."""
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        self.rules.setEnabled(False)

        def done(changes: Changes) -> None:
            self.rules.setEnabled(True)
            if self.isVisible():
                self._to_queue()  # disabling the button sent the keyboard elsewhere
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
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit)
        if typing or not self._pressed(event, in_text=False):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
        self._to_queue()

    def _to_queue(self) -> None:
        """The keyboard goes to the comments."""
        self.panels.bring(self.queue)
        self.queue.list.setFocus()

    def _pressed(self, event: QKeyEvent, *, in_text: bool) -> bool:
        """Do what a key asks; tells whether it asked anything."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_F:
            self.panels.bring(self.queue)
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
            self.panels.bring(self.codebook)
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
            self.queue.list.setFocus()  # the next key is for the comment again

    def _set_sentiment(self, value: str) -> None:
        if self.comment.detail:
            tone = Sentiment(value) if value else None
            self._session.act(sentiment.correct, self.comment.detail.row.id, tone)

    def _show(self, comment_id: int) -> None:
        detail = (
            browsing.comment_detail(self._session.workspace, comment_id) if comment_id else None
        )
        if self._session.has_exercise:
            self.comment.offer_positions(every_position(self._session))
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

    def _show_what_holds(self, _error: object) -> None:
        """A field must not go on showing what could not be saved."""
        if self.isVisible() and not self._stale:
            self._show(self.queue.current_id())

    def _mark_stale(self) -> None:
        self._stale = True
        self.queue.reset()  # filters of one exercise mean nothing in another
        if self.isVisible():
            self.refresh()
