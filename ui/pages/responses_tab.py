"""The Responses tab: filters and tagging above, the table on the left, one response on the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.services import browsing
from ui.pages.live_tab import LiveTab
from ui.pages.responses_detail import ResponseDetail
from ui.pages.responses_filters import ResponseFilters
from ui.pages.responses_list import ResponseTable
from ui.pages.responses_tagging import Tagger, TaggingBar, counted
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.empty_state import EmptyState

_CAME_OR_WENT = {"respondent", "survey_import", "exercise"}
_SAID = {"comment", "coding", "theme", "answer", "question"}
_OFFERED = {"stakeholder_group", "place", "activity"}
LEAST_HEIGHT = 190  # pixels at 100 % text size, of the table; with less the whole tab scrolls


class ResponsesTab(LiveTab):
    """Reading responses and tagging them by hand."""

    shows = frozenset(
        {"response", "response_group", "comment", "coding", "theme"} | _CAME_OR_WENT | _OFFERED
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        tagger = Tagger(session)
        self._all = 0
        self.filters = ResponseFilters(session)
        self.count = label("", "strong", wrap=True)
        self.table = ResponseTable(session)
        self.bar = TaggingBar(session, tagger, self.table.selected_ids)
        self.detail = ResponseDetail(session, tagger)
        self.empty = EmptyState(
            "responses",
            "No responses yet",
            "Here you read what people answered and tag it with stakeholder groups, places and"
            " positions. Bring in a survey export to begin.",
            action="Go to Collect",
            on_action=lambda: session.page_wanted.emit("collect"),
        )
        self._stack = self.stack()
        self._build()
        self.filters.changed.connect(self._list)
        self.table.response_chosen.connect(self.detail.show_response)
        self.table.selected.connect(self._say_count)

    def _build(self) -> None:
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        panels.setMinimumHeight(theme.px(LEAST_HEIGHT))
        panels.setChildrenCollapsible(False)
        panels.addWidget(self.table)
        panels.addWidget(self.detail)
        panels.setStretchFactor(0, 3)
        panels.setStretchFactor(1, 2)
        panels.setSizes([theme.px(640), theme.px(400)])
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(self.count, 1)
        line.addWidget(self.bar, 3)
        content = QWidget()
        content.setObjectName("scrolled")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.filters.figure)
        column.addWidget(self.filters)
        column.addLayout(line)
        column.addWidget(panels, 1)
        self._stack.addWidget(_scrolling(content))
        self._stack.addWidget(self.empty)
        self._bind("G", self.table, self.bar.ask_group)
        self._bind("P", self.table, self.bar.open_positions)
        self._bind("G", self.detail, self.detail.ask_group)
        self._bind("P", self.detail, self.detail.open_positions)
        self._bind(QKeySequence.StandardKey.Find, self, self.filters.search.setFocus)

    def _bind(
        self, keys: str | QKeySequence.StandardKey, inside: QWidget, call: Callable[[], None]
    ) -> None:
        shortcut = QShortcut(QKeySequence(keys), inside)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)

    def load(self) -> None:
        """Read filters and list anew."""
        session = self.session
        self.filters.fill()
        ids = browsing.response_ids(session.workspace, session.exercise_id)
        self._all = len(ids)
        self._stack.setCurrentIndex(0 if self._all else 1)
        if self.filters.narrowed():
            self._list()
        else:
            self.table.show_ids(ids)

    def update_from(self, changes: Changes) -> None:
        """Tags change rows, not the list: it stays under the officer's hands until asked anew."""
        if changes.tables & _CAME_OR_WENT:
            self.load()
            return
        if changes.tables & _OFFERED:
            self.filters.fill()
        self.table.rows.reread()
        tags_only = not changes.tables & _SAID
        self.detail.show_response(self.table.current_id(), tags_only=tags_only)

    def _list(self) -> None:
        session = self.session
        if session.has_exercise:
            wanted = self.filters.wanted()
            ids = browsing.response_ids(session.workspace, session.exercise_id, wanted)
            self.table.show_ids(ids)

    def _say_count(self, selected: int) -> None:
        shown = len(self.table.rows.pages.ids)
        words = counted(self._all)
        if self.filters.narrowed():
            words = f"{shown:,} of {words}" if shown else "No response passes these filters"
        if selected > 1:
            words += f" · {selected:,} selected"
        self.count.setText(words)
        self.bar.offer(selected)


def _scrolling(content: QWidget) -> QScrollArea:
    """Nothing is cut where large text leaves too little height for all of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
