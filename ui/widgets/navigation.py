"""The rail on the left: the pages in the order of the officer's work."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Picture, set_icon
from ui.theme import theme


class NavigationRail(QWidget):
    """A button for each page; arrows, Home and End move between them.

    Signals:
        chosen: the key of a page.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Pages")
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._collapsed = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._mark = Picture("engage", "on_rail", 28)
        self._name = QLabel("Engage")
        self._name.setObjectName("product")
        self._pages = QWidget()
        self._pages.setObjectName("rail_pages")
        self._column = QVBoxLayout(self._pages)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._brand())
        self._outer.addWidget(self._scrolled(), 1)
        theme.changed.connect(self._fit)
        self._fit()

    def add(self, key: str, title: str, icon: str) -> None:
        """Append a page."""
        entry = _Entry(self)
        entry.setProperty("kind", "rail")
        entry.setCheckable(True)
        entry.setAccessibleName(title)
        set_icon(entry, icon, "on_rail", 20)
        entry.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._buttons[key] = entry
        self._titles[key] = title
        self._group.addButton(entry)
        self._column.insertWidget(self._column.count() - 1, entry)
        self._fit()

    def select(self, key: str) -> None:
        """Mark a page as the one shown."""
        had_focus = any(entry.hasFocus() for entry in self._buttons.values())
        for name, entry in self._buttons.items():  # Tab stops once, at the page shown
            tab = Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus
            entry.setFocusPolicy(tab)
        self._buttons[key].setChecked(True)
        if had_focus:
            self._buttons[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_visible(self, keys: Collection[str]) -> None:
        """Offer these pages only."""
        for key, entry in self._buttons.items():
            entry.setVisible(key in keys)
        self._fit()

    @property
    def offered(self) -> list[str]:
        """The keys of the pages on offer, in order."""
        return [key for key, entry in self._buttons.items() if not entry.isHidden()]

    def button(self, key: str) -> QPushButton:
        """The button of a page."""
        return self._buttons[key]

    @property
    def collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons only, with the names in tooltips."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._fit()

    def step(self, entry: QPushButton, by: int) -> None:
        """Move the focus from a button; past the ends it stays."""
        shown: Sequence[QPushButton] = [self._buttons[key] for key in self.offered]
        place = min(max(shown.index(entry) + by, 0), len(shown) - 1)
        shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        shown[place].click()

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)
        return row

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("rail_scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._pages)
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._fit())
        return area

    def _fit(self) -> None:
        self._name.setVisible(not self._collapsed)
        side = theme.px(12 if not self._collapsed else 8)
        self._outer.setContentsMargins(side, theme.px(16), side, theme.px(12))
        self._outer.setSpacing(theme.px(20))
        for number, key in enumerate(self.offered, 1):
            title = self._titles[key]
            self._buttons[key].setText("" if self._collapsed else f"  {title}")
            self._buttons[key].setToolTip(f"{title} (Ctrl+{number})" if number <= 9 else title)
        widest = max(
            [0, *(self._buttons[key].sizeHint().width() for key in self.offered)],
        )
        if not self._collapsed:
            widest = max(widest, theme.px(160), self._mark.width() + self._name.sizeHint().width())
        bar = self._area.verticalScrollBar()
        room = bar.sizeHint().width() if bar.maximum() > 0 else 0  # it would lie over the icons
        self.setFixedWidth(max(widest, self._mark.width()) + room + 2 * side)


class _Entry(QPushButton):
    def __init__(self, rail: NavigationRail) -> None:
        super().__init__()
        self._rail = rail
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbours, Home and End to the ends."""
        far = len(self._rail.offered)
        by = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -far,
            Qt.Key.Key_End: far,
        }.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._rail.step(self, by)
