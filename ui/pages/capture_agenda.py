"""The item of the agenda that is on, and how long it has been."""

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from engage_app.domain.activity import AgendaItem
from ui.theme import label, set_property, theme
from ui.widgets.buttons import button
from ui.widgets.tips import plain

START_KEY, NEXT_KEY = "F9", "F12"


class Timekeeper:
    """How long each item has been on; one at a time, and it can pause.

    Args:
        clock: seconds that only ever go up.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self.items: Sequence[AgendaItem] = ()
        self.place = 0
        self._spent: dict[int, float] = {}
        self._since: float | None = None

    def take(self, items: Sequence[AgendaItem]) -> None:
        """Another agenda, or this one as it was changed: the time of items that stay is kept."""
        here = self.items[self.place].id if self.items else 0
        self._count()
        self.items = items
        places = [place for place, item in enumerate(items) if item.id == here]
        if not places:
            self._since = None
        self.place = places[0] if places else 0

    @property
    def running(self) -> bool:
        """Whether time is being counted."""
        return self._since is not None

    def start_or_pause(self) -> None:
        """Begin counting, or stop."""
        self._count()
        self._since = None if self.running else self._clock()

    def next(self) -> None:
        """Go on to the next item; counting goes on, if it was."""
        self._count()
        self.place = min(self.place + 1, len(self.items) - 1)

    def seconds(self) -> int:
        """How long the item has been on."""
        self._count()
        return int(self._spent.get(self.items[self.place].id, 0.0)) if self.items else 0

    def _count(self) -> None:
        if self._since is not None and self.items:
            now = self._clock()
            key = self.items[self.place].id
            self._spent[key] = self._spent.get(key, 0.0) + now - self._since
            self._since = now


class AgendaBar(QFrame):
    """Shown where the activity has an agenda. Nothing flashes and nothing asks.

    Signals:
        offered: whether there is an agenda now.
    """

    offered = Signal(bool)

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.setProperty("surface", "plain")
        self.keeper = Timekeeper(clock)
        self.item = label("", "strong")
        self.item.setMinimumWidth(theme.px(80))  # a long title may be cut; its tip is whole
        self.time = label("", "body")
        self.start = button("Start", on_click=self.start_or_pause)
        self.next = button("Next", "quiet", on_click=self.go_on)
        self.start.setToolTip(f"Start or pause ({START_KEY})")
        self.next.setToolTip(f"Next item ({NEXT_KEY})")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(16))
        row.addWidget(self.item, 1)
        for part in (self.time, self.start, self.next):
            row.addWidget(part)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.show_time)
        self.hide()

    def take_keys_of(self, page: QWidget) -> None:
        """Let the keys of the buttons work anywhere on a page."""
        for keys, step in ((START_KEY, self.start_or_pause), (NEXT_KEY, self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    def show_items(self, items: Sequence[AgendaItem]) -> None:
        """Show this agenda; without items the bar takes no room."""
        self.keeper.take(items)
        self.setVisible(bool(items))
        self.offered.emit(bool(items))
        self.show_time()

    def start_or_pause(self) -> None:
        """Start counting, or pause."""
        if self.keeper.items:
            self.keeper.start_or_pause()
            self.show_time()

    def go_on(self) -> None:
        """To the next item."""
        if self.keeper.items:
            self.keeper.next()
            self.show_time()

    def show_time(self) -> None:
        """Say what is on and how long it has been."""
        keeper = self.keeper
        if not keeper.items:
            self._tick.stop()
            return
        item, spent = keeper.items[keeper.place], keeper.seconds()
        self.item.setText(f"{keeper.place + 1} of {len(keeper.items)} · {item.title}")
        self.item.setToolTip(plain(item.title))
        over = item.minutes is not None and spent > item.minutes * 60
        self.time.setText(_in_words(spent, item.minutes))
        if self.time.property("role") != ("strong" if over else "body"):
            set_property(self.time, "role", "strong" if over else "body")
        self.start.setText("Pause" if keeper.running else "Start" if not spent else "Go on")
        self.next.setEnabled(keeper.place + 1 < len(keeper.items))
        if keeper.running:
            self._tick.start()
        else:
            self._tick.stop()


def _in_words(spent: int, minutes: int | None) -> str:
    """E.g. "4:05 of 15 min", "2:10 over 15 min"."""
    if minutes is None:
        return _clock_face(spent)
    over = spent - minutes * 60
    return (
        f"{_clock_face(over)} over {minutes} min"
        if over > 0
        else (f"{_clock_face(spent)} of {minutes} min")
    )


def _clock_face(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
