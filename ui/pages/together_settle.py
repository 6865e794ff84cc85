"""Changed on both sides: every version of a record beside the others, and one that stays."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListWidget,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.errors import EngageError
from engage_app.services import merging, planning, together
from engage_app.services import workspace as workspaces
from engage_app.services.merging import Conflict
from ui.messages import Message, Tone, explain
from ui.pages.exercises_list import counted
from ui.pages.together_versions import VersionsPanel
from ui.pages.together_words import settled, what_happened, where
from ui.pages.together_work import fit, scrolling
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.banner import BannerArea
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout

TITLE = "Changed on both sides"
HOW = (
    "Keys: 1, 2, … choose a version, Enter keeps it, K keeps what is shown now, N goes to the next."
)
_HIGH = 480  # pixels of height at 100 % text size that the keys are told from
_BESIDE = 720  # pixels at 100 % text size that list and versions need beside each other


def open_conflicts(session: Session, parent: QWidget | None = None) -> "SettleDialog":
    """Show what was changed on several laptops and is to be settled."""
    made = SettleDialog(session, parent or QApplication.activeWindow())
    made.open()
    return made


class SettleDialog(QDialog):
    """The records on the left; the versions of one on the right.

    Signals:
        settled: a version was chosen for good, or that was undone.
    """

    settled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.conflicts: list[Conflict] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.banners = BannerArea()
        self.count = label("", "title", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Records changed on both sides")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(60))
        self.name = label("", "heading", wrap=True)
        self.where = label("", "hint", wrap=True)
        self.what = label("", wrap=True)
        self.versions = VersionsPanel()
        self.keep_button = button("", "primary", on_click=self.keep)
        self.shown_button = button("Keep as shown", on_click=self.keep_shown)
        self.next_button = button("Next", "quiet", on_click=self.go_on)
        self.close_button = button("Close", "quiet", on_click=self.reject)
        self.nothing = EmptyState(
            "success",
            "Nothing is left to settle",
            "Every record has one version. What you chose goes along when captures are next"
            " brought together.",
        )
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._middle = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(theme.px(16), 0, 0, 0)
        inner.setSpacing(theme.px(8))
        for part in (self.name, self.where, self.what):
            inner.addWidget(part)
        inner.addWidget(self.versions)
        inner.addStretch(1)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self.list)
        self.area = scrolling(right)
        self._parts.addWidget(self.area)
        self._parts.setSizes([theme.px(260), theme.px(640)])
        self._middle.addWidget(self._parts)
        self._middle.addWidget(self.nothing)
        holder = QWidget()
        buttons = FlowLayout(holder, gap=theme.px(8), right=True)
        for each in self._buttons():
            buttons.addWidget(each)
        self.how = label(HOW, "hint", wrap=True)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(16))
        column.addWidget(self.count)
        column.addWidget(self.banners)
        column.addWidget(self._middle, 1)
        column.addWidget(self.how)
        column.addWidget(holder)
        fit(self, 960, 660)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.close_button, self.next_button, self.shown_button, self.keep_button

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.versions.chosen.connect(self._choose)
        self._session.failed.connect(self._fail)
        for number in range(1, 10):
            self._key(str(number), partial(self.versions.choose, number - 1))
        for keys, step in (
            ("Return", self._enter),
            ("Enter", self._enter),
            ("K", self.keep_shown),
            ("N", self.go_on),
            (QKeySequence.StandardKey.Undo, self.undo),
        ):
            self._key(keys, step)

    def _key(self, keys: str | QKeySequence.StandardKey, step: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(step)

    @property
    def conflict(self) -> Conflict | None:
        """The record in front."""
        row = self.list.currentRow()
        return self.conflicts[row] if 0 <= row < len(self.conflicts) else None

    def refresh(self) -> None:
        """Read anew what is to be settled, and stay where the officer was."""
        row = max(self.list.currentRow(), 0)
        workspace = self._session.workspace
        try:
            self.conflicts = merging.conflicts(workspace)
            self._titles = {
                each.exercise.id: each.exercise.title for each in planning.exercises(workspace)
            }
        except EngageError as error:
            self._fail(error)
            return
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([_in_list(each) for each in self.conflicts])
        self.list.blockSignals(False)
        count = len(self.conflicts)
        self.count.setText(f"{counted(count, 'record')} to settle" if count else TITLE)
        self._middle.setCurrentWidget(self._parts if count else self.nothing)
        for part in self._buttons()[1:]:
            part.setVisible(bool(count))
        self._tell_how()
        if count:
            self.list.setCurrentRow(min(row, count - 1))
            self.list.setFocus()
        else:
            self.close_button.setFocus()

    def keep(self) -> None:
        """Let the version chosen be the only one."""
        if self.versions.place >= 0:
            self._settle(self.versions.place)

    def keep_shown(self) -> None:
        """Let what the workspace shows now be the only version."""
        self._settle(0)

    def go_on(self) -> None:
        """To the next record; this one stays to be settled."""
        if self.conflicts:
            self.list.setCurrentRow((self.list.currentRow() + 1) % len(self.conflicts))
            self.list.setFocus()

    def undo(self) -> None:
        """Take back what was settled last; what was done before is undone in the window."""
        if workspaces.undo_label(self._session.workspace) != _LABEL:
            return
        self._session.undo()
        self.refresh()
        self.banners.say(Message(Tone.INFO, "Undone. The record is to be settled again."))
        self.settled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and versions under each other in a narrow window, or with large text."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(_BESIDE)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self._parts.setOrientation(across if beside else down)
        self._tell_how()

    def _tell_how(self) -> None:
        """The keys are told where there is the room."""
        self.how.setVisible(bool(self.conflicts) and self.height() >= theme.px(_HIGH))

    def _enter(self) -> None:
        """Enter presses the button that has the keyboard; else it keeps the version chosen."""
        now = QApplication.focusWidget()
        if isinstance(now, QPushButton):
            now.click()
        else:
            self.keep()

    def _settle(self, place: int) -> None:
        conflict = self.conflict
        if conflict is None:
            return
        self.banners.clear()
        made = self._session.act(merging.settle, conflict, conflict.versions[place].id)
        if made is not None:
            self._say_settled(conflict, place, made)
        self.refresh()

    def _say_settled(self, conflict: Conflict, place: int, made: Changes) -> None:
        words = settled(conflict, place, _short(conflict.title))
        self.banners.say(
            Message(Tone.SUCCESS, words), action="Undo" if made else "", on_action=self.undo
        )
        self.settled.emit()

    def _show(self, _row: int) -> None:
        conflict = self.conflict
        if conflict is None:
            return
        workspace = self._session.workspace
        self.name.setText(f"{_capital(conflict.kind)}: {_short(conflict.title, 160)}")
        self.where.setText(where(conflict, self._titles.get(conflict.exercise_id, "")))
        self.what.setText(what_happened(conflict))
        self.versions.show_conflict(
            conflict, [together.made(workspace, conflict, each) for each in conflict.versions]
        )
        self.area.verticalScrollBar().setValue(0)
        self._offer()

    def _choose(self) -> None:
        self.area.ensureWidgetVisible(self.versions.cards[self.versions.place].choice)
        self._offer()

    def _offer(self) -> None:
        place = self.versions.place
        conflict = self.conflict
        self.keep_button.setEnabled(place >= 0)
        if conflict is None or place < 0:
            self.keep_button.setText("Choose a version")
        else:
            removed = conflict.versions[place].removed
            self.keep_button.setText("Remove it" if removed else f"Keep version {place + 1}")

    def _fail(self, error: Exception) -> None:
        """Say what went wrong, here: the window lies behind."""
        message = explain(error)
        if message is not None and self.isVisible():
            self.banners.say(message)


_LABEL = "settle conflict"


def _in_list(conflict: Conflict) -> str:
    gone = conflict.used or any(version.removed for version in conflict.versions)
    what = "removed on one side" if gone else "changed on both sides"
    return f"{_short(conflict.title)}\n{_capital(conflict.kind)}, {what}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(words: str, most: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
