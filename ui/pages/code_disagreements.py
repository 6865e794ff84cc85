"""Settling what two coders see differently: side by side, a key for each way out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Theme
from engage_app.domain.second_coding import Choice, Disagreement
from ui.pages.code_parts import Flow
from ui.pages.exercises_list import counted
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import clear

_BESIDE_FROM = 430  # pixels at 100 % text size
_SHARES = (3, 7)
_KEYS = {
    "1": (Choice.FIRST, "Keep the first coder's"),
    "2": (Choice.SECOND, "Take the second coder's"),
    "3": (Choice.BOTH, "Both"),
    "4": (Choice.NEITHER, "Neither"),
}
_EXCERPT = 70  # letters of a comment in the list


class DisagreementsPanel(QWidget):
    """The comments to which the two put different themes, and the one chosen.

    Signals:
        settled: (comment, ids of the themes it has from now on).
    """

    settled = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Disagreement] = []
        self._themes: Mapping[int, Theme] = {}
        self.count = label("", "strong", wrap=True)
        self.list = QListWidget()
        self.question = label("", "hint", wrap=True)
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.standing = label("", "hint", wrap=True)
        self.sides = (_Side("The first coder"), _Side("The second coder"))
        self.both = label("", wrap=True)
        self.ticks: dict[int, QCheckBox] = {}
        self._mixed = QVBoxLayout()
        self.as_ticked = button("Settle as ticked", on_click=self._settle_ticked)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arranged = False
        self._build()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.list.setAccessibleName("Disagreements")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._split.setChildrenCollapsible(False)
        for panel, stretch in ((self.list, 2), (self._detail(), 5)):
            self._split.addWidget(panel)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.count)
        column.addWidget(self._split, 1)

    def _detail(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(_card([self.question, self.text, self.both]))
        beside = QWidget()
        self._beside = FlowLayout(beside, theme.px(12))
        for side in self.sides:
            self._beside.addWidget(side)
        column.addWidget(beside)
        ways = QWidget()
        line = FlowLayout(ways, theme.px(8))
        for key, (choice, words) in _KEYS.items():
            line.addWidget(button(f"{key}  {words}", on_click=self._way(choice)))
        column.addWidget(ways)
        column.addWidget(self.standing)
        column.addWidget(label("Or theme by theme: what is ticked stays", "strong", wrap=True))
        column.addLayout(self._mixed)
        column.addWidget(self.as_ticked, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self._area = area
        return area

    def show_rows(
        self, rows: Sequence[Disagreement], themes: Mapping[int, Theme], coder: str
    ) -> None:
        """Show these; the one chosen stays so, else the first that isn't settled is."""
        kept = self.chosen()
        self.rows, self._themes = list(rows), themes
        self.sides[1].heading.setText(coder)
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in self.rows:
                self.list.addItem(_item(row))
        place = next(
            (n for n, row in enumerate(self.rows) if kept and row.comment_id == kept.comment_id),
            self._next_open(-1),
        )
        self.list.setCurrentRow(place if self.rows else -1)
        self._count()
        self._show()

    def chosen(self) -> Disagreement | None:
        """The disagreement chosen."""
        place = self.list.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def settle(self, choice: Choice) -> None:
        """Settle the one chosen, and go on to the next that isn't."""
        row = self.chosen()
        if row is not None:
            self._settle(row, row.themes_of(choice))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keypad = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not keypad and event.text() in _KEYS:
                self.settle(_KEYS[event.text()][0])
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and comment stand beside each other where both have room."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE_FROM)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() != way or not self._arranged:
            self._arranged = True
            self._split.setOrientation(way)
            whole = self.width() if beside else self.height()
            self._split.setSizes([whole * share // sum(_SHARES) for share in _SHARES])

    def _way(self, choice: Choice) -> Callable[[], None]:
        def take() -> None:
            self.settle(choice)
            self.list.setFocus()

        return take

    def _settle_ticked(self) -> None:
        row = self.chosen()
        if row is not None:
            ticked = {key for key, box in self.ticks.items() if box.isChecked()}
            self._settle(row, ticked | (row.first & row.second))
            self.list.setFocus()

    def _settle(self, row: Disagreement, themes: Collection[int]) -> None:
        place = self.list.currentRow()
        self.settled.emit(row.comment_id, set(themes))  # the rows are read anew meanwhile
        if self.rows:
            self.list.setCurrentRow(self._next_open(place))

    def _next_open(self, place: int) -> int:
        """The next one that isn't settled, after a place or from the start; else the place."""
        order = [*range(place + 1, len(self.rows)), *range(place + 1)]
        return next((each for each in order if not self.rows[each].settled), max(place, 0))

    def _count(self) -> None:
        if not self.rows:
            self.count.setText("The two agree on every comment: there is nothing to settle.")
        else:
            done = sum(row.settled for row in self.rows)
            self.count.setText(
                f"{done:,} of {counted(len(self.rows), 'disagreement')} settled. Keys 1 to 4 decide"
                " and go on; up and down choose another; Undo takes a decision back."
            )
        self._split.setVisible(bool(self.rows))

    def _show(self) -> None:
        row = self.chosen()
        clear(self._mixed)
        self.ticks = {}
        if row is None:
            return
        self.question.setText(row.question)
        self.text.setText(row.text)
        common = row.first & row.second
        self.both.setText(f"Both put: {self._names(common)}" if common else "")
        self.both.setVisible(bool(common))
        for side, themes in zip(self.sides, (row.first - common, row.second - common), strict=True):
            side.show_themes(self._listed(themes), other=bool(common))
        self.standing.setText(
            f"Settled: {self._names(row.standing) or 'no theme'}" if row.settled else ""
        )
        self.standing.setVisible(row.settled)
        for given in self._listed(row.differ):
            whose = "the first coder" if given.id in row.first else self.sides[1].heading.text()
            box = QCheckBox(f"{given.name} ({whose})".replace("&", "&&"))
            box.setChecked(given.id in (row.standing if row.settled else row.first))
            self._mixed.addWidget(box)
            self.ticks[given.id] = box
        self._area.verticalScrollBar().setValue(0)

    def _listed(self, themes: Collection[int]) -> list[Theme]:
        """Themes in the order of the codebook."""
        return [each for key, each in self._themes.items() if key in themes]

    def _names(self, themes: Collection[int]) -> str:
        return ", ".join(each.name for each in self._listed(themes))


class _Side(QFrame):
    """What one of the two put on the comment and the other didn't."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.heading = label(who, "strong")
        self.chips = Flow()
        self.none = label("", "hint", wrap=True)
        column = QVBoxLayout(self)
        margin = theme.px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        for widget in (self.heading, self.chips, self.none):
            column.addWidget(widget)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(220))

    def show_themes(self, themes: Sequence[Theme], *, other: bool) -> None:
        """Show these; `other`: both put some more."""
        self.chips.fill([Chip(each.name, each.colour) for each in themes])
        self.chips.setVisible(bool(themes))
        self.none.setText("No other theme" if other else "No theme")
        self.none.setVisible(not themes)
        said = ", ".join(each.name for each in themes) or self.none.text()
        self.setAccessibleName(f"{self.heading.text()}: {said}")


def _item(row: Disagreement) -> QListWidgetItem:
    words = " ".join(row.text.split())
    short = words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1].rstrip()}…"
    state = "settled" if row.settled else "to settle"
    item = QListWidgetItem(f"{'✓ ' if row.settled else ''}{short}")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{state}: {short}")
    return item


def _card(widgets: Iterable[QWidget]) -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    column = QVBoxLayout(card)
    margin = theme.px(16)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme.px(8))
    for widget in widgets:
        column.addWidget(widget)
    return card
