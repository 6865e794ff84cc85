"""The workbench: where an officer puts themes on comments, for days. Everything is a key away."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, coding
from ui.help_dialogs import keys_dialog
from ui.pages.code_codebook import CodebookPanel
from ui.pages.code_comment import CommentPanel
from ui.pages.code_covering import Covering
from ui.pages.code_deciding import Deciding
from ui.pages.code_judging import Judging
from ui.pages.code_panels import CodePanels
from ui.pages.code_pressing import Deeds, deed_of
from ui.pages.code_queue import QueuePanel
from ui.pages.code_rules import RulesButton
from ui.session import Session
from ui.theme import theme
from ui.widgets.empty_state import EmptyState

# What a comment shows, and where the queue itself may be another one.
_SHOWN = {"coding", "theme", "comment", "response", "response_group", "exercise"}
_SHOWN |= {"comment_note", "recode", "saved_filter", "redaction"}
_RELIST = {"comment", "response", "response_group", "stakeholder_group", "theme", "activity"}
_RELIST |= {"place", "question", "saved_filter"}
# Reworded, judged or renamed: the rows stay.
_IN_PLACE = {"comment", "response", "theme", "record_version"}
_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit)


class WorkbenchTab(QWidget):
    """The queue on the left, the comment in the middle, the codebook on the right.

    Args:
        session: whose exercise is coded.
        rules: the button that applies the keyword rules; it stands in the heading of the page.

    Attributes:
        takers: as of `Deciding`: what Enter asks once no proposal waits.

    Signals:
        comment_shown: the CommentDetail now in the middle, or None.
    """

    comment_shown = Signal(object)

    def __init__(self, session: Session, rules: RulesButton) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._acting_on = 0  # the comment that an action of this page is about
        self._before_finding: QWidget | None = None
        self.queue = QueuePanel(session)
        self.comment = CommentPanel(session)
        self.codebook = CodebookPanel(session)
        self.panels = CodePanels(self.queue, self.comment, self.codebook)
        self.deciding = Deciding(session, self.queue, self.comment, self.codebook, act=self.act)
        self.takers = self.deciding.takers
        self.judging = Judging(session, self.comment, self.act, self._to_list)
        self.covering = Covering(session, self.comment, self.act)
        self.rules = rules
        self._deeds = self._what_keys_do()
        self._build()
        self._connect()

    def _build(self) -> None:
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(16), 0, 0)
        layout.addWidget(self._stack, 1)
        for keyboard in (self.queue.list, self.comment.text, self.codebook.tree):
            keyboard.installEventFilter(self)

    def _connect(self) -> None:
        session, comment = self._session, self.comment
        self.queue.comment_chosen.connect(self._show)
        self.queue.left_search.connect(self._to_queue)
        self.codebook.theme_chosen.connect(self.assign)
        self.codebook.left.connect(self._back_from_finding)
        comment.keys.pressed.connect(self.assign)
        comment.memo.finished.connect(self._to_queue)
        self.rules.applied.connect(self._back_from_rules)
        session.exercise_changed.connect(self._mark_stale)
        session.changed.connect(self._changed)
        session.failed.connect(self._show_what_holds)

    def refresh(self) -> None:
        """Read what was missed; everything anew the first time."""
        if not self._session.has_exercise or not self._stale:
            return
        self._stale = False
        self.judging.forget_scale()
        self._show_where_to_begin()
        self._read_codebook()
        self.queue.refresh()

    def _show_where_to_begin(self) -> None:
        """Show the three panels where there is anything to code."""
        session = self._session
        anything = browsing.has_comments(session.workspace, session.exercise_id)
        self._stack.setCurrentWidget(self.panels if anything else self.empty)
        self.rules.setEnabled(anything)

    def show_comments(self, wanted: CommentFilter) -> None:
        """Show the comments that pass a filter: those behind a figure, say."""
        self.refresh()
        self.queue.show_filter(wanted)
        self._to_queue()

    def open_memo(self, comment_id: int) -> None:
        """Open the memo of a comment: it was being written when Engage stopped."""
        self.refresh()
        if not self.queue.go_to(comment_id):
            self.queue.show_filter(CommentFilter())
            self.queue.go_to(comment_id)
        if self.queue.current_id() == comment_id:
            self.comment.memo.open()

    def assign(self, theme_id: int) -> None:
        """Put a theme on the comment, or on the words selected in it."""
        if not self.queue.current_id() or not theme_id:
            return
        passage = self.comment.text.selected_span()
        in_text = passage is not None and (
            self.comment.text.hasFocus() or self._before_finding is self.comment.text
        )
        self.act(coding.add_coding, [self.queue.current_id()], theme_id, passage)
        self._before_finding = None
        if in_text:
            self.comment.text.setFocus()  # the words selected may take another theme
        else:
            self._to_queue()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            in_text = watched is self.comment.text
            return self._pressed(event, in_text=in_text) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(QApplication.focusWidget(), _FIELDS)
        if typing or not self._pressed(event, in_text=False):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._to_queue()

    def _to_queue(self) -> None:
        """The keyboard goes to the comments."""
        self.panels.bring(self.queue)
        self._to_list()

    def _to_list(self) -> None:
        self.queue.list.setFocus()

    def _back_from_rules(self) -> None:
        if self.isVisible():
            self._to_queue()  # disabling the button sent the keyboard elsewhere

    def _what_keys_do(self) -> Deeds:
        queue = self.queue
        return {
            "digit": lambda digit: self.assign(self.codebook.theme_of_key(digit)),
            "search": self._search,
            "find": self._find_theme,
            "take": self.deciding.accept_or_next,
            "refuse": self.deciding.reject_or_remove,
            "uncoded": queue.next_uncoded,
            "position": self.judging.open_positions,
            "sentiment": self.judging.next_sentiment,
            "flag": self.deciding.flag,
            "memo": self.comment.memo.open,
            "skip": self.deciding.skip,
            "cover": self.covering.cover,
            "cover as": self.covering.choose_kind,
            "up": lambda: queue.step(-1),
            "down": lambda: queue.step(1),
            "whole": self._select_nothing,
            "help": lambda: keys_dialog(self.window()).open(),
        }

    def _pressed(self, event: QKeyEvent, *, in_text: bool) -> bool:
        """Do what a key asks; tells whether it asked anything."""
        deed = deed_of(event, in_text=in_text, in_tree=self.codebook.tree.hasFocus())
        if deed is None:
            return False
        if deed == "digit":
            self._deeds[deed](event.text())
        else:
            self._deeds[deed]()
        return True

    def _search(self) -> None:
        self.panels.bring(self.queue)
        self.queue.search.setFocus()
        self.queue.search.selectAll()

    def _find_theme(self) -> None:
        self._before_finding = QApplication.focusWidget()
        self.panels.bring(self.codebook)
        self.codebook.start_finding()

    def _back_from_finding(self) -> None:
        back, self._before_finding = self._before_finding, None
        self._to_queue()
        if back is self.comment.text:
            back.setFocus()

    def _select_nothing(self) -> None:
        self.comment.text.select_nothing()
        self._to_queue()

    def act(self, write: Callable[..., Changes], *args: Any, **kwargs: Any) -> None:
        """Do something to the comment shown, and to no other one."""
        self._acting_on = self.queue.current_id()
        try:
            self._session.act(write, *args, **kwargs)
        finally:
            self._acting_on = 0

    def _show(self, comment_id: int) -> None:
        session = self._session
        detail = browsing.comment_detail(session.workspace, comment_id) if comment_id else None
        if session.has_exercise:
            self.judging.offer_positions()
        self.comment.show_comment(detail, self.codebook.themes)
        self.comment_shown.emit(detail)

    def _read_codebook(self) -> None:
        self.codebook.refresh()
        self.comment.keys.show_keys(self.codebook.themes.values())

    def _changed(self, changes: Changes) -> None:
        if not changes.tables & (_SHOWN | _RELIST):
            return
        if not self.isVisible():
            self._stale = True
            return
        if "exercise" in changes.tables:
            self.judging.forget_scale()
        if "theme" in changes.tables:
            self._read_codebook()
            self.queue.offer_again()
        if changes.tables & _RELIST and not changes.tables <= _IN_PLACE:
            self._show_where_to_begin()
            self.queue.refresh()
        else:
            self.queue.reread(self._acting_on or None)
        self._show_again("coding" in changes.tables)

    def _show_again(self, recoded: bool) -> None:
        """Show what the comment bears now; the counts of themes follow."""
        before = self.comment.detail
        self._show(self.queue.current_id())
        after = self.comment.detail
        if not recoded:
            return
        if self._acting_on and before and after and before.row.id == after.row.id:
            self.codebook.counts.recoded(before.codings, after.codings)
        else:
            self.codebook.counts.recount()

    def _show_what_holds(self, _error: object) -> None:
        """A field must not go on showing what could not be saved."""
        if self.isVisible() and not self._stale:
            self._show(self.queue.current_id())

    def _mark_stale(self) -> None:
        self._stale = True
        self.queue.reset()  # filters of one exercise mean nothing in another
        self.codebook.counts.forget()
        if self.isVisible():
            self.refresh()
