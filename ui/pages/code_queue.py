"""The queue of comments on the Code page: search, filters, and the list."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Sentiment
from engage_app.domain.exercise import POSITION_SCALE
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.response import CommentRow
from engage_app.domain.stakeholders import in_tree_order
from engage_app.services import browsing, codebook, planning
from ui.models.paged_rows import PagedList
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
        self.filters = _FilterGrid(self._refilter)
        self.filters.hide()
        self.behind = _BehindFigure(self._forget_figure)
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

    def show_filter(self, wanted: CommentFilter) -> None:
        """Show these comments, with the widgets saying so."""
        self._wanted = wanted
        self.search.blockSignals(True)
        self.search.setText(wanted.words)
        self.search.blockSignals(False)
        self.state.blockSignals(True)
        self.state.setCurrentIndex([state for _, state in _STATES].index(wanted.state))
        self.state.blockSignals(False)
        self.filters.choose(wanted)
        self.behind.show_title(wanted)
        self._refilter()

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

    def _forget_figure(self) -> None:
        self._wanted = replace(
            self._wanted, response_ids=None, response_ids_title="", accepted=False
        )
        self.behind.show_title(self._wanted)
        self._refilter()


class _BehindFigure(QWidget):
    """Says that the queue holds just the comments behind a figure, and offers all again."""

    def __init__(self, forget: Callable[[], None]) -> None:
        super().__init__()
        self._words = label("", "hint", wrap=True)
        everything = QPushButton("Show all")
        everything.setProperty("kind", "quiet")
        everything.clicked.connect(forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(everything)
        self.hide()

    def show_title(self, wanted: CommentFilter) -> None:
        """Show what lies behind which figure; hide where it is none."""
        self._words.setText(f"Behind “{wanted.response_ids_title}”")
        self.setVisible(wanted.response_ids is not None)


class _FilterGrid(QWidget):
    """One drop-down for each thing comments can be filtered by."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._boxes: dict[str, QComboBox] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        names = (
            ("theme_id", "Any theme"),
            ("group_id", "Any group"),
            ("activity_id", "Any activity"),
            ("question_id", "Any question"),
            ("place_id", "Any place"),
            ("position", "Any position"),
            ("sentiment", "Any sentiment"),
        )
        for number, (name, any_words) in enumerate(names):
            box = QComboBox()
            box.setAccessibleName(any_words.removeprefix("Any ").capitalize())
            box.addItem(any_words, None)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(changed)
            self._boxes[name] = box
            layout.addWidget(box, number // 2, number % 2)

    def fill(self, session: Session) -> None:
        """Offer what the exercise has now, keeping what is chosen."""
        workspace, exercise_id = session.workspace, session.exercise_id
        offers: dict[str, list[tuple[str, object]]] = {
            "theme_id": [(t.name, t.id) for t in codebook.themes(workspace, exercise_id)],
            "group_id": [
                ("   " * node.depth + node.group.name, node.group.id)
                for node in in_tree_order(planning.groups(workspace, exercise_id))
            ],
            "activity_id": [(a.title, a.id) for a in planning.activities(workspace, exercise_id)],
            "question_id": [
                (q.label, q.id)
                for q in planning.questions(workspace, exercise_id)
                if q.role == "comment"
            ],
            "place_id": [(p.name, p.id) for p in planning.places(workspace, exercise_id)],
            "position": [(p.label, p.code) for p in POSITION_SCALE],
            "sentiment": [(s.value.capitalize(), s) for s in Sentiment],
        }
        for name, choices in offers.items():
            box = self._boxes[name]
            kept = box.currentData()
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(1)
            for words, value in choices:
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.blockSignals(False)

    def choose(self, wanted: CommentFilter) -> None:
        """Let the drop-downs say what is wanted."""
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(getattr(wanted, name)), 0))
            box.blockSignals(False)

    def chosen(self, wanted: CommentFilter) -> CommentFilter:
        """`wanted` with what the drop-downs say."""
        values = {name: box.currentData() for name, box in self._boxes.items()}
        kept = wanted.accepted and values["theme_id"] == wanted.theme_id
        return replace(wanted, **{**values, "accepted": kept})
