"""The queue of comments on the Code page: search, filters, and the list."""

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.response import CommentRow
from engage_app.services import browsing
from ui.models.paged_rows import PagedList
from ui.pages.code_filters import BehindFigure, FilterGrid
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.comment_delegate import CommentDelegate
from ui.widgets.search_box import SearchBox

_STATES = (
    ("All comments", CodingState.ANY),
    ("Not coded yet", CodingState.UNCODED),
    ("Proposals to review", CodingState.TO_REVIEW),
    ("Coded", CodingState.CODED),
)


def spoken(row: CommentRow) -> str:
    """A comment as a screen reader says it."""
    themes = ", ".join(row.themes) or "no theme"
    return f"{row.text} ({', '.join(row.groups) or 'no stakeholder group'}; {themes})"


class QueuePanel(QWidget):
    """Comments to code.

    Signals:
        comment_chosen: the id of the comment to open; 0 where the queue is empty.
    """

    comment_chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = CommentFilter()
        self.search = SearchBox("Search the comments")
        self.state = QComboBox()
        self.state.setAccessibleName("How far coded")
        for words, state in _STATES:
            self.state.addItem(words, state)
        self.more = QPushButton("Filters")
        self.more.setCheckable(True)
        self.more.setProperty("kind", "quiet")
        self.state.setMinimumContentsLength(8)
        self.state.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.filters = FilterGrid(self._refilter, self._clear)
        self.filters.hide()
        self.behind = BehindFigure(self._forget_figure)
        self.count = label("", "hint")
        self.model = PagedList(self._rows, spoken)
        self.list = QListView()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommentDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Comments")
        self.list.setMouseTracking(True)
        self.list.setProperty("flush", True)
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        line.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.search)
        layout.addLayout(line)
        layout.addWidget(self.filters)
        layout.addWidget(self.behind)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self._refilter)
        self.state.currentIndexChanged.connect(self._refilter)
        self.more.toggled.connect(self.filters.setVisible)
        self.list.selectionModel().currentChanged.connect(self._chosen)

    def refresh(self) -> None:
        """Read groups, themes and the rest anew, and the queue with them."""
        self.filters.fill(self._session)
        self._refilter()

    def reset(self) -> None:
        """Ask for all comments again; the queue is read when it is next refreshed."""
        self._wanted = CommentFilter()
        self._show_wanted()

    def show_filter(self, wanted: CommentFilter) -> None:
        """Show these comments, with the widgets saying so."""
        self._wanted = wanted
        self._show_wanted()
        self._refilter()

    def _show_wanted(self) -> None:
        wanted = self._wanted
        self.search.blockSignals(True)
        self.search.setText(wanted.words)
        self.search.blockSignals(False)
        self.state.blockSignals(True)
        self.state.setCurrentIndex([state for _, state in _STATES].index(wanted.state))
        self.state.blockSignals(False)
        self.filters.choose(wanted)
        self.behind.show_title(wanted)

    def current_id(self) -> int:
        """The id of the comment chosen; 0 where there is none."""
        place = self.list.currentIndex().row()
        return self.model.pages.ids[place] if place >= 0 else 0

    def step(self, by: int) -> bool:
        """Choose the next (1) or the last (−1) comment; tells whether there was one."""
        place = self.list.currentIndex().row() + by
        if not 0 <= place < len(self.model.pages.ids):
            return False
        self._choose(place)
        return True

    def next_uncoded(self) -> bool:
        """Choose the next comment without a theme; tells whether there was one."""
        here = self.list.currentIndex().row()
        waiting = replace(self._filter(), state=CodingState.UNCODED)
        session = self._session
        ids = set(browsing.comment_ids(session.workspace, session.exercise_id, waiting))
        later = self.model.pages.ids[here + 1 :]
        for place, key in enumerate((*later, *self.model.pages.ids[: here + 1]), here + 1):
            if key in ids:
                self._choose(place % len(self.model.pages.ids))
                return True
        return False

    def reread(self) -> None:
        """Rows changed; which ones the queue holds, not until it is filtered anew."""
        self.model.reread()

    def _rows(self, ids: object) -> list[CommentRow]:
        return browsing.comment_rows(self._session.workspace, ids)  # type: ignore[arg-type]

    def _filter(self) -> CommentFilter:
        return replace(
            self.filters.chosen(self._wanted),
            words=self.search.text(),
            state=CodingState(self.state.currentData()),  # Qt keeps a plain string
        )

    def _refilter(self) -> None:
        if not self._session.has_exercise:
            return
        active = self.filters.active()
        self.more.setText(f"Filters ({active})" if active else "Filters")
        kept = self.current_id()
        ids = browsing.comment_ids(
            self._session.workspace, self._session.exercise_id, self._filter()
        )
        self.list.scrollToTop()  # a reset far down asks for every row's size
        self.model.show(ids)
        self.count.setText("1 comment" if len(ids) == 1 else f"{len(ids):,} comments")
        if ids:
            self._choose(max(self.model.pages.place_of(kept), 0))
        else:
            self.comment_chosen.emit(0)

    def _choose(self, place: int) -> None:
        index = self.model.index(place)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.comment_chosen.emit(self.model.pages.ids[current.row()])

    def _clear(self) -> None:
        self.show_filter(CommentFilter(words=self.search.text(), state=self._filter().state))

    def _forget_figure(self) -> None:
        self._wanted = replace(
            self._wanted, response_ids=None, response_ids_title="", accepted=False
        )
        self.behind.show_title(self._wanted)
        self._refilter()
