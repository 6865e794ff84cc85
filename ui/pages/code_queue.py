"""The queue of comments on the Code page: search, filters, and the list."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QVBoxLayout, QWidget

from engage_app.domain.filters import CodingState, CommentFilter, everybody_behind
from engage_app.domain.response import CommentRow
from engage_app.services import browsing
from ui.models.paged_rows import PagedList
from ui.pages.code_filters import FilterGrid, FilterPopup
from ui.pages.code_list import CommentList
from ui.pages.code_queue_reader import QueueReader
from ui.pages.code_saved_filters import FilterKeeper, SavedFilters
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.behind_figure import BehindFigure
from ui.widgets.buttons import button
from ui.widgets.search_box import SearchBox

_STATES = (
    ("All comments", CodingState.ANY),
    ("Not coded yet", CodingState.UNCODED),
    ("Proposals to review", CodingState.TO_REVIEW),
    ("Coded", CodingState.CODED),
    ("To look at again", CodingState.RECODE),
)


_ALL_CODED = "Every comment in this list has a theme."
BESIDE_FROM = 230  # pixels at 100 % text size


def spoken(row: CommentRow) -> str:
    """A comment as a screen reader says it."""
    themes = ", ".join(row.themes) or "no theme"
    noted = f"{'; flagged' if row.flagged else ''}{'; memo: ' + row.memo if row.memo else ''}"
    return f"{row.text} ({', '.join(row.groups) or 'no stakeholder group'}; {themes}{noted})"


class QueuePanel(QWidget):
    """Comments to code.

    Signals:
        comment_chosen: the id of the comment to open; 0 where the queue is empty.
        left_search: the officer goes from the search to what was found.
    """

    comment_chosen = Signal(int)
    left_search = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = CommentFilter()
        self._kept = 0  # a comment to come back to once its row is read
        self._counted = ""
        self._looking_from = -1  # where the search for an uncoded comment began
        self._skipped: dict[int, None] = {}  # in the order in which they were put off
        self._came_again = 0  # the one of them gone back to
        self.search = SearchBox("Search the comments", waits=0)
        self.state = QComboBox()
        self.state.setAccessibleName("How far coded")
        for words, state in _STATES:
            self.state.addItem(words, state)
        self.more = button("Filters", "quiet")
        self.more.setCheckable(True)
        self.state.setMinimumContentsLength(8)
        self.state.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.saved = SavedFilters(session)
        self.filters = FilterGrid(self._refilter, self._clear)
        self.keeper = FilterKeeper(session, self.saved, self.wanted)
        self.popup = FilterPopup(self, self.filters, self.keeper)
        self.behind = BehindFigure(self._forget_figure, self._show_everyone)
        self.count = label("", "hint")
        self.model = PagedList(self._rows, spoken)
        self.reader = QueueReader(session, self.model)
        self.list = CommentList(self.model)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._line.addWidget(self.state, 1)
        self._line.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.search)
        layout.addLayout(self._line)
        layout.addWidget(self.saved)
        layout.addWidget(self.behind)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda: self._refilter(typing=True))
        self.search.returnPressed.connect(self.left_search)
        self.state.currentIndexChanged.connect(self._refilter)
        self.more.toggled.connect(self._open_filters)
        self.popup.closed.connect(lambda: self.more.setChecked(False))
        self.saved.wanted.connect(lambda chosen: self.show_filter(chosen.wanted))
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.reader.counted.connect(self._show_count)
        self.reader.complete.connect(self._come_back)
        self.reader.found.connect(self._go_to_uncoded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How far coded, and the button, stand beside each other where both have room."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)

    def refresh(self) -> None:
        """Read groups, themes and the rest anew, and the queue with them."""
        self.filters.fill(self._session)
        self.saved.fill()
        self._refilter(again=True)

    def offer_again(self) -> None:
        """Other themes: offer those; where one was asked for that is gone, it no longer is."""
        before = self.wanted()
        self.filters.fill(self._session)
        self.saved.fill()
        if self.wanted() != before:
            self._refilter()

    def reset(self) -> None:
        """Ask for all comments again; the queue is read when it is next refreshed."""
        self.reader.stop()
        self._wanted = CommentFilter()
        self._skipped.clear()
        self._show_wanted()

    def show_filter(self, wanted: CommentFilter) -> None:
        """Show these comments, with the widgets saying so."""
        self._wanted = wanted
        self._show_wanted()
        self._refilter()

    def wanted(self) -> CommentFilter:
        """What is asked for now."""
        return replace(
            self.filters.chosen(self._wanted),
            words=self.search.text(),
            state=CodingState(self.state.currentData()),  # Qt keeps a plain string
        )

    def _show_wanted(self) -> None:
        wanted = self._wanted
        self.search.show_words(wanted.words)
        self.state.blockSignals(True)
        self.state.setCurrentIndex([state for _, state in _STATES].index(wanted.state))
        self.state.blockSignals(False)
        self.filters.choose(wanted)
        self._show_figure()

    def show_order(self, ids: Sequence[int], words: str) -> None:
        """Show these comments in this order, until comments are asked for in another way.

        Args:
            words: what order it is.
        """
        self.reader.stop()
        self._skipped.clear()
        self.model.show(array("q", ids))
        self._show_count(len(ids), whole=True)
        self.behind.say(words)
        if ids:
            self.list.choose(0)
        else:
            self.comment_chosen.emit(0)

    def current_id(self) -> int:
        """The id of the comment chosen; 0 where there is none."""
        place = self.list.currentIndex().row()
        return self.model.pages.ids[place] if place >= 0 else 0

    def step(self, by: int) -> bool:
        """Choose the next (1) or the last (−1) comment; tells whether there was one."""
        place = self.list.currentIndex().row() + by
        self.reader.reach(place)
        if not 0 <= place < len(self.model.pages.ids):
            return False
        self.list.choose(place)
        return True

    def go_to(self, comment_id: int) -> bool:
        """Choose a comment by its id; tells whether the queue holds it."""
        place = self.model.pages.place_of(comment_id)
        if place >= 0:
            self.list.choose(place)
        return place >= 0

    def go_on(self) -> bool:
        """Choose the next comment, after the last one those put off; tells whether there was one."""
        if self._came_again and self.current_id() == self._came_again:
            return self.go_to_put_off()
        return self.step(1) or self.go_to_put_off()

    def go_to_put_off(self) -> bool:
        """Choose the comment that was put off first; tells whether there was one."""
        here, gone = self.current_id(), False
        while self._skipped and not gone:
            key = next(iter(self._skipped))
            del self._skipped[key]
            place = self.model.pages.place_of(key)
            if gone := place >= 0 and key != here:
                self._came_again = key
                self.list.choose(place)
        self._say_count()
        return gone

    def skip(self) -> bool:
        """Put the comment off to the end of the queue; tells whether there is another one."""
        if here := self.current_id():
            self._skipped.pop(here, None)
            self._skipped[here] = None
            self._say_count()
        return self.go_on()

    def next_uncoded(self) -> None:
        """Choose the next comment without a theme, or say that there is none."""
        ids, self._looking_from = self.model.pages.ids, self.list.currentIndex().row()
        if len(ids):
            self.reader.find_uncoded(self._looking_from + 1, len(ids), frozenset(self._skipped))
        else:
            self._session.said.emit(_ALL_CODED)

    def reread(self, key: int | None = None) -> None:
        """Rows changed (or the one of this id); which ones the queue holds, not until it is
        filtered anew."""
        place = -1 if key is None else self.model.pages.place_of(key)
        if place >= 0:
            self.model.reread_row(place)
        else:
            self.model.reread()

    def _rows(self, ids: Sequence[int]) -> list[CommentRow]:
        return browsing.comment_rows(self._session.workspace, ids)

    def _refilter(self, _index: int = 0, *, typing: bool = False, again: bool = False) -> None:
        if not self._session.has_exercise:
            return
        active = self.filters.active()
        self.more.setText(f"Filters ({active})" if active else "Filters")
        wanted = self.wanted()
        self.saved.drop_if_other(wanted)
        self._kept = kept = self.current_id()
        if again:
            self.reader.read_again(wanted)
        else:
            self.reader.read(wanted, typing=typing)
        if len(self.model.pages.ids):
            self.list.choose(max(self.model.pages.place_of(kept), 0))
        else:
            self.comment_chosen.emit(0)
        self._kept = kept if kept != self.current_id() else 0

    def _come_back(self) -> None:
        """All rows are there: the comment that was open may be among them now."""
        place = self.model.pages.place_of(self._kept) if self._kept else -1
        if place >= 0 or (self.list.currentIndex().row() < 0 and len(self.model.pages.ids)):
            self.list.choose(max(place, 0))

    def _show_count(self, count: int, whole: bool) -> None:
        words = "1 comment" if count == 1 else f"{count:,} comments"
        looking = f"{count:,}+ comments" if count else "Looking…"
        self._counted = words if whole else looking
        self._say_count()

    def _say_count(self) -> None:
        put_off = len(self._skipped)
        self.count.setText(f"{self._counted} · {put_off} put off" if put_off else self._counted)

    def _chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._kept = 0
            self.comment_chosen.emit(self.model.pages.ids[current.row()])

    def _go_to_uncoded(self, place: int) -> None:
        if place >= 0:
            self.list.choose(place)
        elif self.reader.reading:
            self._session.said.emit("Engage is still reading the list. Try again in a moment.")
        elif self._looking_from >= 0:  # once more, from the top to where it began
            stop, self._looking_from = self._looking_from + 1, -1
            self.reader.find_uncoded(0, stop, frozenset(self._skipped))
        elif self._skipped:
            self.go_to_put_off()
        else:
            self._session.said.emit(_ALL_CODED)

    def _open_filters(self, wanted: bool) -> None:
        if wanted:
            self.filters.read_coders(self._session)
            self.keeper.show_name()
            self.popup.open_under(self.more)
        else:
            self.popup.hide()

    def _clear(self) -> None:
        self.show_filter(CommentFilter(words=self.search.text(), state=self.wanted().state))

    def _forget_figure(self) -> None:
        self._wanted = replace(
            self._wanted, response_ids=None, response_ids_title="", accepted=False, campaign=None
        )
        self._show_figure()
        self._refilter()

    def _show_figure(self) -> None:
        """Say which figure it is and who is behind it, also those who wrote nothing."""
        wanted, session = self._wanted, self._session
        asked = wanted.response_ids is not None and session.has_exercise
        known = browsing.behind(session.workspace, session.exercise_id, wanted) if asked else None
        self.behind.show_title(wanted, known)

    def _show_everyone(self) -> None:
        self._session.show_responses(everybody_behind(self._wanted))
