"""The steps to a paper: a row of tabs over the step in front, and the preview beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ui.pages.live_tab import LiveTab
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panels import Panels

NARROW = 860  # pixels at 100 % text size: below, the preview is behind a tab
_PREVIEW = "Previe&w"
PREPARED = "Being prepared…"
"""What a step says until there is something to work on."""


class ReportStep(LiveTab):
    """A step that keeps itself up to date, and may be opened at something in it.

    Signals:
        place_shown: the key of a drafted text that the preview is to bring into sight.
        counted: what its tab says in brackets, e.g. "3 to answer"; empty: nothing.
    """

    place_shown = Signal(str)
    counted = Signal(str)

    def _other_exercise(self) -> None:
        self.counted.emit("")  # what was counted in the one before
        super()._other_exercise()

    def go_to(self, key: str) -> None:
        """Bring into sight what this key names; an empty one is the step itself."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)


class Steps(QWidget):
    """Tabs over all of the width; below them the step and, where there is room, what is beside.

    Where the tabs have no room either, the steps are a list that drops down, and a button beside
    it shows what is beside.

    Signals:
        turned: another step is in front.
    """

    turned = Signal()

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self._beside = beside
        self._steps: list[QWidget] = []
        self._last = 0  # the step that the button goes back to
        self.bar = QTabBar()
        self.bar.setAccessibleName("Steps to the paper")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)  # names cut short are names no more
        self.bar.setUsesScrollButtons(True)
        self.list = ChoiceBox("Steps to the paper")
        self.show_beside = button(_PREVIEW)
        self.show_beside.setCheckable(True)
        self._stack = QStackedWidget()
        theme.changed.connect(self._widen)
        self._widen()
        self._panels = Panels(Qt.Orientation.Horizontal, (self._stack, beside), (440, 760))
        self._panels.setStretchFactor(0, 0)
        self._panels.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.bar)
        column.addWidget(self._dropped())
        column.addWidget(self._panels, 1)
        self.bar.currentChanged.connect(self._turn)
        self.list.activated.connect(self.bar.setCurrentIndex)
        self.show_beside.clicked.connect(self._turn_beside)

    def _dropped(self) -> QWidget:
        """What takes the place of the tabs."""
        self._narrow = QWidget()
        row = QHBoxLayout(self._narrow)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.list, 1)
        row.addWidget(self.show_beside)
        self._narrow.hide()
        return self._narrow

    def add(self, step: QWidget, words: str) -> None:
        """Append a step; `words` may hold the letter that goes to it, after an ampersand."""
        at = len(self._steps)
        self._steps.append(step)
        self._stack.insertWidget(at, step)
        self.bar.insertTab(at, words)
        self.list.insertItem(at, _plain(words))
        letter = QShortcut(QKeySequence.mnemonic(words), self.list)  # a hidden tab hears of none
        letter.setContext(Qt.ShortcutContext.WindowShortcut)
        letter.activated.connect(lambda: self.bar.setCurrentIndex(at))

    @property
    def current(self) -> QWidget | None:
        """What is in front."""
        return self._stack.currentWidget()

    @property
    def names(self) -> tuple[str, ...]:
        """What the tabs say."""
        return tuple(_plain(self.bar.tabText(n)) for n in range(self.bar.count()))

    def bring(self, step: QWidget) -> None:
        """Bring a step, or what is beside, to the front."""
        place = self._stack.indexOf(step)
        if place >= 0:
            self.bar.setCurrentIndex(place)

    def rename(self, step: QWidget, words: str) -> None:
        """Let the tab of a step say something else."""
        place = self._stack.indexOf(step)
        if place >= 0 and self.bar.tabText(place) != words:
            self.bar.setTabText(place, words)
            self.list.setItemText(place, _plain(words))
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange what there is for the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side, or where there isn't the room one behind the other."""
        narrow = self.width() < theme.px(NARROW)
        apart = self._stack.indexOf(self._beside) >= 0
        if narrow and not apart:
            self._stack.addWidget(self._beside)
            self.bar.addTab(_PREVIEW)
        elif apart and not narrow:
            self.bar.removeTab(len(self._steps))
            self._panels.addWidget(self._beside)
            self._panels.setStretchFactor(1, 1)
            self._beside.show()
            self._panels.begin_anew()
        dropped = self.bar.sizeHint().width() > self.width()
        self.bar.setHidden(dropped)
        self._narrow.setVisible(dropped)
        self.show_beside.setVisible(narrow)

    def _widen(self) -> None:
        self._stack.setMinimumWidth(theme.px(280))

    def _turn_beside(self, wanted: bool) -> None:
        """Show what is beside, or the step that was in front before."""
        self.bar.setCurrentIndex(len(self._steps) if wanted else self._last)

    def _turn(self, place: int) -> None:
        if 0 <= place < self._stack.count():
            self._stack.setCurrentIndex(place)
            beside = place == len(self._steps)
            if not beside:
                self._last = place
                self.list.setCurrentIndex(place)
            self.show_beside.setChecked(beside)
            self.turned.emit()


def _plain(words: str) -> str:
    return words.replace("&", "")
