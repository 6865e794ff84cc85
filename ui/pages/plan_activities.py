"""The Activities tab of Plan: a calendar list, and the activity chosen beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.services import activities, planning
from ui import dialogs
from ui.pages.activities_list import ActivityList, lines_of
from ui.pages.activity_dialogs import NewActivity, SeriesDialog
from ui.pages.activity_panel import ActivityPanel
from ui.pages.exercises_list import counted
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout

_ADD, _SERIES, _REMOVE = "Add activity", "Duplicate for a series…", "Remove…"


class ActivitiesTab(LiveTab):
    """Planning activities and noting who came. Everything is undoable."""

    shows = frozenset(
        {
            "activity", "activity_headcount", "activity_organisation", "agenda_item", "photo",
            "place", "stakeholder_group", "response", "exercise",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._going = False
        self.list = ActivityList()
        self.panel = ActivityPanel(session)
        self.count = label("", "hint", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self.empty = EmptyState(
            "plan",
            "No activities yet",
            "Activities are how people are heard: workshops, interviews, meetings, letters and"
            " surveys, each with its date, its place, and who came.",
            action=_ADD,
            on_action=self.add,
        )
        self._stack = self.stack()
        self._build()
        self.list.activity_chosen.connect(self._show)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        line = QWidget()
        flow = FlowLayout(line, gap=theme.px(8))
        actions: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            (_ADD, "add", "Ins", self.add),
            (_SERIES, "copy", "Ctrl+D", self.ask_series),
            (_REMOVE, "", "Del", self.remove),
        )
        for name, icon, keys, slot in actions:
            made = button(
                name, "quiet" if name == _REMOVE else "secondary", icon=icon, on_click=slot
            )
            made.setToolTip(f"{name} ({self._offer(name, keys, slot)})")
            self.buttons[name] = made
            flow.addWidget(made)
        column.addWidget(line)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.addWidget(left)
        panels.addWidget(_scrolling(self.panel))
        panels.setSizes([theme.px(460), theme.px(580)])
        self._stack.addWidget(panels)
        self._stack.addWidget(self.empty)

    def _offer(self, words: str, keys: str, call: Callable[[], None]) -> str:
        """Put a command into the list's menu and under keys; returns the keys in words."""
        action = QAction(words, self.list)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self.list.addAction(action)
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def load(self) -> None:
        """Read the activities anew, keeping the one chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        listed = planning.activities(workspace, exercise_id)
        places = planning.places(workspace, exercise_id)
        self.panel.offer(planning.groups(workspace, exercise_id), places)
        self._stack.setCurrentIndex(0 if listed else 1)
        lines = lines_of(
            listed,
            {place.id: place.name for place in places},
            activities.responses(workspace, exercise_id),
            date.today().isoformat(),  # noqa: DTZ011 - the day on the officer's wall
        )
        coming = sum(line.when in ("today", "coming") for line in lines)
        self.count.setText(
            f"{counted(len(lines), 'activity', 'activities')}, {coming:,} still to come"
        )
        self.list.show_lines(lines)

    def update_from(self, changes: Changes) -> None:
        """Read anew; a moment later where the list is just going to another activity."""
        if self._going:
            self._stale = True
            QTimer.singleShot(0, self, self.catch_up)
        else:
            super().update_from(changes)

    def add(self) -> None:
        """Ask for a new activity."""
        asking = NewActivity(self)

        def take() -> None:
            kind, title = asking.kind.currentData(), asking.title.text()
            day = asking.date.iso() or ""
            session = self.session
            changes = session.act(
                activities.add_activity, session.exercise_id, kind, title, date=day
            )
            self._go_to(changes)

        asking.accepted.connect(take)
        asking.open()

    def ask_series(self) -> None:
        """Ask for the dates on which the activity chosen comes again."""
        given = self.panel.activity
        if given is None:
            return
        asking = SeriesDialog(self, given)

        def take() -> None:
            dates = asking.dates()
            if changes := self.session.act(activities.duplicate, given.id, dates):
                words = counted(len(dates), "activity", "activities")
                self.session.said.emit(f"{words} added. Undo takes the series back.")
                self._go_to(changes)

        asking.accepted.connect(take)
        asking.open()

    def remove(self) -> None:
        """Remove the activity chosen, after saying what goes with it. Undoable."""
        given, session = self.panel.activity, self.session
        if given is None:
            return
        goes = activities.what_goes(session.workspace, given.id)
        if goes and not _holds_responses(session, given.id):
            more = f"It takes along {goes}. Undo brings everything back."
            text = f"Remove “{given.title}”?"
            if not dialogs.ask_sure(self, "Remove activity", text, more, yes="Remove", no="Keep"):
                return
        if session.act(activities.remove_activity, given.id):
            session.said.emit(f"“{given.title}” removed. Undo brings it back.")

    def _go_to(self, changes: Changes | None) -> None:
        if changes and changes.created:
            self.list.choose(changes.created)
            self.list.setFocus()

    def _show(self, activity_id: int) -> None:
        self._going = True  # what was typed into the one before is saved on the way
        try:
            self.panel.show_activity(activity_id)
        finally:
            self._going = False
        for name, each in self.buttons.items():
            each.setEnabled(bool(activity_id) or name == _ADD)


def _holds_responses(session: Session, activity_id: int) -> bool:
    """Whether the activity holds responses, so that the service will refuse anyway."""
    return activities.contents(session.workspace, activity_id).responses > 0


def _scrolling(panel: QWidget) -> QScrollArea:
    panel.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area
