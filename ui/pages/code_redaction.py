"""Personal details: what was found in comments, to be covered outside the editor or left."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.redaction import DetailKind, FoundDetail, RedactionStatus
from engage_app.services import redacting, worker
from engage_app.services.redacting import KindCount
from ui.models.paged_rows import PagedList
from ui.pages.code_redaction_list import DetailList, spoken
from ui.pages.code_text import kind_name
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans

_AT_ONCE = 300  # details that the window's own thread covers
_STATES = {
    RedactionStatus.PROPOSED: "To decide",
    RedactionStatus.ACCEPTED: "Covered",
    RedactionStatus.REJECTED: "Not personal details",
}
_NOTHING = {
    RedactionStatus.PROPOSED: "Everything found is decided on.",
    RedactionStatus.ACCEPTED: "Nothing is covered yet.",
    RedactionStatus.REJECTED: "Nothing was said to be no personal detail.",
}
_FOR = (
    "Names, addresses, telephone numbers and the like that people wrote into their comments. What"
    " you cover is covered in every list, quotation, table and file; only the editor shows it."
)


class _Card(QFrame):
    """One personal detail in its comment, with what can be done."""

    def __init__(self, tab: "RedactionTab") -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.title = label("", "heading", wrap=True)
        self.question = label("", "hint", wrap=True)
        self.text = TextWithSpans()
        self.text.setAccessibleName("The comment")
        self.keys = label(
            "Enter covers it, Backspace leaves it, arrows move on.", "hint", wrap=True
        )
        self.accept = button("Cover it", "primary", on_click=tab.accept)
        self.reject = button("Not a personal detail", on_click=tab.reject)
        self.accept_all = button("", "quiet", on_click=tab.accept_all)
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        for part in (self.title, self.question):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        line = QWidget()
        deeds = FlowLayout(line, gap=theme.px(8))
        for each in (self.accept, self.reject, self.accept_all):
            deeds.addWidget(each)
        column.addWidget(line)
        column.addWidget(self.keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words stay in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self.text, self.text.ensureCursorVisible)

    def show_detail(self, found: FoundDetail | None, alike: int, nothing: str) -> None:
        """Show one, and how many of its kind are to be decided; None: why there is none."""
        for part in (
            self.question,
            self.text,
            self.accept,
            self.reject,
            self.accept_all,
            self.keys,
        ):
            part.setVisible(found is not None)
        if found is None:
            self.title.setText(nothing)
            return
        self.title.setText(kind_name(found.kind))
        self.question.setText(found.question)
        name = f"{found.kind.words}: {found.words}"
        self.text.show(found.text, [ColouredSpan(found.span.start, found.span.end, _mark(), name)])
        cursor = self.text.textCursor()
        cursor.setPosition(len(found.text[: found.span.end].encode("utf-16-le")) // 2)
        self.text.setTextCursor(cursor)  # and so scroll to the words
        self.accept.setVisible(found.status is not RedactionStatus.ACCEPTED)
        self.reject.setVisible(found.status is not RedactionStatus.REJECTED)
        uncover = found.status is RedactionStatus.ACCEPTED
        self.reject.setText("Uncover it" if uncover else "Not a personal detail")
        self.accept_all.setVisible(found.status is RedactionStatus.PROPOSED and alike > 1)
        self.accept_all.setText(f"Cover all {alike:,} {found.kind.plural}")


class RedactionTab(LiveTab):
    """What was found, one after the other, to be covered or left. Everything is undoable."""

    shows: ClassVar[frozenset[str]] = frozenset({"redaction", "comment", "response"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._model = PagedList(lambda ids: redacting.rows(session.workspace, ids), spoken)
        self.list = DetailList(self._model)
        self.kinds = ChoiceBox("Kind")
        self.states = ChoiceBox("Decided")
        self.card = _Card(self)
        self.new = button("", on_click=self.search)
        self.counts: list[KindCount] = []
        self.listed: Sequence[int] = ()
        self.empty = EmptyState(
            "search",
            "No search for personal details yet",
            _FOR,
            action="Look for personal details",
            on_action=self.search,
        )
        self.none = EmptyState(
            "search",
            "No personal details found",
            "In what was looked through there are none. New comments are looked through as they"
            " come; words may also be covered by hand in the workbench.",
        )
        self._build()
        self.list.moved.connect(self._show_chosen)
        self.list.accepted.connect(self.accept)
        self.list.rejected.connect(self.reject)
        self.kinds.activated.connect(lambda _: self._show_list(0))
        self.states.activated.connect(lambda _: self.load())
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self._stack = self.stack()
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for box in (self.states, self.kinds):
            box.setMinimumContentsLength(18)
            line.addWidget(box)
        line.addStretch(1)
        line.addWidget(self.new)
        column.addLayout(line)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(self.card)
        halves.setSizes([1, 1])
        for place in (0, 1):
            halves.setStretchFactor(place, 1)
        column.addWidget(halves, 1)
        for each in (work, self.empty, self.none):
            self._stack.addWidget(each)
        for status, words in _STATES.items():
            self.states.addItem(words, status)

    @property
    def status(self) -> RedactionStatus:
        """Which of them are listed."""
        return RedactionStatus(self.states.currentData())

    def load(self) -> None:
        """Read what was found anew, keeping the place."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.counts = redacting.counts(workspace, exercise_id)
        waiting = redacting.waiting(workspace, exercise_id)
        searched = redacting.was_searched(workspace, exercise_id)
        self._stack.setCurrentIndex(0 if self.counts else (2 if searched and not waiting else 1))
        comments = "1 new comment" if waiting == 1 else f"{waiting:,} new comments"
        self.new.setText(f"Look through {comments}")
        self.new.setVisible(bool(waiting))
        for place, status in enumerate(_STATES):
            count = sum(_count(each, status) for each in self.counts)
            self.states.setItemText(place, f"{_STATES[status]} ({count:,})")
        self._show_kinds()
        self._show_list(self.list.currentIndex().row())

    def _show_kinds(self) -> None:
        chosen = self.kinds.currentData()
        listed = [(each.kind, _count(each, self.status)) for each in self.counts]
        self.kinds.clear()
        self.kinds.addItem(f"All kinds ({sum(count for _, count in listed):,})", None)
        for kind, count in listed:
            if count or kind == chosen:
                self.kinds.addItem(f"{kind.plural[0].upper()}{kind.plural[1:]} ({count:,})", kind)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0) if chosen else 0)

    def _show_list(self, place: int) -> None:
        kind = self.kinds.currentData()
        self.listed = redacting.ids(
            self.session.workspace,
            self.session.exercise_id,
            DetailKind(kind) if kind else None,
            self.status,
        )
        self._model.show(self.listed)
        self.list.choose(place)
        self._show_chosen()

    def _show_chosen(self) -> None:
        found = self.list.chosen()
        alike = [each.proposed for each in self.counts if found and each.kind is found.kind]
        self.card.show_detail(found, sum(alike), _NOTHING[self.status])

    def search(self) -> None:
        """Look through comments that weren't, in the background."""
        session = self.session
        workspace, exercise_id = session.workspace, session.exercise_id

        def done(changes: Changes) -> None:
            if changes:
                session.changed.emit(changes)
            elif session.has_exercise and session.exercise_id == exercise_id:
                self.load()

        task = session.runner.run(
            lambda progress: redacting.propose(workspace, exercise_id, progress, worker.apart),
            on_success=done,
            writes=True,
        )
        session.working.emit(task, "Looking for personal details")

    def accept(self) -> None:
        """Cover the one chosen, and go on to the next."""
        found = self.list.chosen()
        if found is not None and found.status is not RedactionStatus.ACCEPTED:
            self.session.act(redacting.accept, [found.id])

    def reject(self) -> None:
        """The one chosen is no personal detail, or may be read; go on to the next."""
        found = self.list.chosen()
        if found is not None and found.status is not RedactionStatus.REJECTED:
            self.session.act(redacting.reject, [found.id])

    def accept_all(self) -> None:
        """Cover all that are like the one chosen."""
        found = self.list.chosen()
        if found is None:
            return
        kind, session = found.kind, self.session
        if sum(each.proposed for each in self.counts if each.kind is kind) < _AT_ONCE:
            self._say_covered(kind, session.act(redacting.accept_all, session.exercise_id, kind))
            return
        workspace, exercise_id = session.workspace, session.exercise_id

        def done(changes: Changes) -> None:
            if changes and session.has_workspace and session.workspace is workspace:
                session.changed.emit(changes)
                self._say_covered(kind, changes)

        task = session.runner.run(
            lambda _progress: redacting.accept_all(workspace, exercise_id, kind),
            done,
            session.failed.emit,
            writes=True,
        )
        session.working.emit(task, f"Covering {kind.plural}")

    def _say_covered(self, kind: DetailKind, changes: Changes | None) -> None:
        if changes:
            words = f"{changes.count:,} {kind.plural} covered. Undo uncovers them."
            self.session.said.emit(words)


def _count(each: KindCount, status: RedactionStatus) -> int:
    if status is RedactionStatus.PROPOSED:
        return each.proposed
    return each.accepted if status is RedactionStatus.ACCEPTED else each.rejected


def _mark() -> str:
    return theme.tokens.primary
